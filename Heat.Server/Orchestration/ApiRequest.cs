using Heat.Core.Security;
using Heat.Core.Security.Policies;
using Heat.Core.Stacks.Failures;
using Heat.Core.Values;
using Heat.Server.Hosting;

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

    /// <summary>Whether the caller may ask at all below the project that the path names: administrators may do so in every project's place, as long as they have one themselves.</summary>
    public bool IsWithinReach => Route("project") == Caller.ProjectId || Caller is { IsAdministrator: true, ProjectId.Length: > 0 };

    /// <summary>The part of the path with this name.</summary>
    public string Route(string name) => Http.Request.RouteValues[name] as string ?? "";

    /// <exception cref="ForbiddenException">A policy rule doesn't allow this to the caller.</exception>
    public void Demand(string rule)
    {
        if (!Policies.Allows(rule, Caller))
            throw new ForbiddenException(rule);
    }

    public Task AnswerAsync(Value body, int status = StatusCodes.Status200OK) => Answers.WriteAsync(Http, status, body);
}
