using System.Text.Json;
using Heat.Core.Diagnostics;
using Heat.Core.Resources;
using Heat.Core.Stacks.Failures;
using Heat.Core.Templates.Expressions;
using Heat.Core.Values;
using Heat.Server.Hosting;

namespace Heat.Server.Orchestration.Faults;

/// <summary>Turns whatever stops a request into the fault document that clients know.</summary>
internal sealed class FaultHandling(RequestDelegate next, ILogger<FaultHandling> logger) : FaultBoundary(next, logger)
{
    public override async Task InvokeAsync(HttpContext http)
    {
        await base.InvokeAsync(http);
        if (http.Response is { StatusCode: StatusCodes.Status405MethodNotAllowed, HasStarted: false })
            await AnswerWrongMethodAsync(http);
    }

    private static Task AnswerWrongMethodAsync(HttpContext http)
    {
        if (HttpMethods.IsOptions(http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }

        // Clients know these answers without the list of methods.
        http.Response.Headers.Remove("Allow");
        return WriteAsync(http, StatusCodes.Status405MethodNotAllowed, "HTTPMethodNotAllowed", FaultTexts.Explanation(StatusCodes.Status405MethodNotAllowed));
    }

    protected override Task AnswerAsync(HttpContext http, Exception failure)
    {
        switch (failure)
        {
            case ApiException api:
                return WriteAsync(http, api.Status, api.Type, api.Text);
            case RequestException request:
                return WriteAsync(http, FaultStatus.Of(request.Kind), request.Kind, request.Message);
            case ProblemException problem:
                return WriteAsync(http, FaultStatus.Of(problem.Kind), problem.Kind, ProblemText.Of(problem.Problems, first => first.RelayedMessage));
            case EvaluationException evaluation:
                return WriteAsync(http, FaultStatus.Of(evaluation.Kind), evaluation.Kind, evaluation.Message);
            case ResourceException resource:
                return WriteAsync(http, FaultStatus.Of(resource.Kind), resource.Kind, resource.Message);
            case OverloadException overload:
                return WriteAsync(http, overload.Status, overload.Status == StatusCodes.Status429TooManyRequests ? "HTTPTooManyRequests" : "HTTPServiceUnavailable", overload.Message);
            case JsonException json:
                return WriteAsync(http, StatusCodes.Status400BadRequest, "HTTPBadRequest", json.Message);
            case BadHttpRequestException bad:
                return WriteAsync(http, bad.StatusCode, "HTTPBadRequest", bad.Message);
            default:
                LogUnforeseen(http, failure);
                return WriteAsync(http, StatusCodes.Status500InternalServerError, failure.GetType().Name, null);
        }
    }

    internal static Task WriteAsync(HttpContext http, int status, string type, string? message)
    {
        var error = MapValue.Of(("type", type), ("traceback", Value.Null));
        if (message is not null)
            error = error.With("message", message);
        return Answers.WriteAsync(http, status, MapValue.Of(
            ("code", status),
            ("title", FaultTexts.Title(status)),
            ("explanation", FaultTexts.Explanation(status)),
            ("error", error)));
    }
}
