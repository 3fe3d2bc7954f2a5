using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Heat.Core.Resources;
using Heat.Core.Stacks.Failures;
using Heat.Server.Orchestration.Faults;

namespace Heat.Server.CloudFormation;

/// <summary>Turns whatever stops a request into the fault that clients of the CloudFormation API know.</summary>
internal sealed class CfnFaultHandling(RequestDelegate next, ILogger<CfnFaultHandling> logger)
{
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "The last resort: what nobody foresaw is logged and answered with 500.")]
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception failure) when (!http.Response.HasStarted)
        {
            await CfnAnswers.WriteAsync(http, FaultOf(http, failure));
        }
    }

    private CfnFault FaultOf(HttpContext http, Exception failure)
    {
        switch (failure)
        {
            case CfnFaultException refused:
                return refused.Fault;
            case RequestException request:
                return CfnFault.Of(request.Kind, request.Message);
            case ApiException or JsonException:
                return CfnFault.InvalidParameterValue with { Detail = failure.Message };
            case BadHttpRequestException bad:
                return CfnFault.RequestLimitExceeded with { Detail = bad.Message };
            case ResourceException:
                // What a resource makes of a signal is told without saying what went wrong.
                return CfnFault.InternalFailure;
            default:
                logger.UnforeseenFault(http.Request.Method, http.Request.Path, failure);
                return CfnFault.InternalFailure;
        }
    }
}
