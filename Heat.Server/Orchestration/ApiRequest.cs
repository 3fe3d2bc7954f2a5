using Heat.Core.Security;
using Heat.Core.Values;

namespace Heat.Server.Orchestration;

/// <summary>A request that passed authentication, with what its handler needs.</summary>
internal sealed class ApiRequest(HttpContext http, RequestContext caller)
{
    public HttpContext Http { get; } = http;

    public RequestContext Caller { get; } = caller;

    public IQueryCollection Query => Http.Request.Query;

    public CancellationToken Cancellation => Http.RequestAborted;

    /// <summary>The server's address as the client used it.</summary>
    public string Root => $"{Http.Request.Scheme}://{Http.Request.Host}";

    public Links Links => new(Root);

    /// <summary>The part of the path with this name.</summary>
    public string Route(string name) => Http.Request.RouteValues[name] as string ?? "";

    public Task AnswerAsync(Value body, int status = StatusCodes.Status200OK) => Answers.WriteAsync(Http, status, body);
}
