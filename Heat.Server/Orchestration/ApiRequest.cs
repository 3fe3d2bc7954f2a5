using Heat.Core.Security;
using Heat.Core.Security.Policies;
using Heat.Core.Stacks.Failures;
using Heat.Core.Values;
using Heat.Server.Hosting;
using Heat.Server.Orchestration.Faults;

namespace Heat.Server.Orchestration;

/// <summary>A request that passed authentication, with what its handler needs.</summary>
internal sealed class ApiRequest(HttpContext http, RequestContext caller, IPolicies policies)
{
    public HttpContext Http { get; } = http;

    public RequestContext Caller { get; } = caller;

    /// <summary>The policy rules in force when the request came.</summary>
    public PolicySet Policies { get; } = policies.Current;

    public IQueryCollection Query => Http.Request.Query;

    public CancellationToken Cancellation => Http.RequestAborted;

    /// <summary>The server's address as the client used it.</summary>
    public string Root => Http.RootForClients();

    public Links Links => new(Root);

    /// <summary>The part of the path with this name.</summary>
    public string Route(string name) => Http.Request.RouteValues[name] as string ?? "";

    /// <exception cref="RequestException">A policy rule doesn't allow this to the caller.</exception>
    /// <exception cref="ApiException">As before, in the words that most routes use.</exception>
    public void Demand(string rule)
    {
        if (!Policies.Allows(rule, Caller))
            throw rule is "service:index" or "stacks:global_index" ? new RequestException("Forbidden", $"You are not authorized to use {rule}.") : ApiException.Forbidden();
    }

    public Task AnswerAsync(Value body, int status = StatusCodes.Status200OK) => Answers.WriteAsync(Http, status, body);
}
