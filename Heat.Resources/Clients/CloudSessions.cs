using Heat.Core.Resources;
using Heat.Core.Security;

namespace Heat.Resources.Clients;

/// <summary>Opens sessions with an OpenStack cloud, and lets stacks act for their owners by trusts.</summary>
internal sealed class CloudSessions(Authenticator authenticator, CloudTransport transport, TimeProvider time, IEnumerable<ServiceClientDescription> clients) : ICloudSessions
{
    private readonly IReadOnlyList<ServiceClientDescription> _clients = [.. clients];
    private readonly AnswerCache<IReadOnlySet<string>> _extensions = new(time, capacity: 100);
    private readonly AnswerCache<string> _accountKeys = new(time, capacity: 100);

    public ICloudSession ForRequest(RequestContext request) => Open(request.ProjectId, request.UserId, new RequestTokenSource(authenticator, request));

    public ICloudSession ForStack(StackCredentials credentials, Action? beforeCall = null) => Open(credentials.ProjectId, credentials.UserId, new StackTokenSource(authenticator, credentials), beforeCall);

    /// <summary>The cloud before anybody has logged in: its clients are only good for acting as somebody else.</summary>
    public OpenStackSession ForNobody() => Open("", "", new StackDomainTokenSource(authenticator));

    public async Task<StackCredentials> DelegateAsync(RequestContext request, CancellationToken cancellation) => new()
    {
        UserId = request.UserId,
        UserName = request.UserName,
        ProjectId = request.ProjectId,
        // Who acts by a trust can't make another one; the work that follows goes by the same trust.
        TrustId = request.TrustId ?? await authenticator.CreateTrustAsync(request, cancellation),
        IsTrustBorrowed = request.TrustId is not null,
    };

    public async Task<StackCredentials> RenewAsync(StackCredentials credentials, RequestContext request, CancellationToken cancellation) =>
        credentials.TrustId is null || credentials.IsTrustBorrowed || request.IsStackUser || request.ProjectId != credentials.ProjectId || await authenticator.AcceptsAsync(credentials, cancellation)
            ? credentials
            : await DelegateAsync(request, cancellation);

    public Task RevokeAsync(StackCredentials credentials, CancellationToken cancellation) =>
        credentials.TrustId is null || credentials.IsTrustBorrowed ? Task.CompletedTask : authenticator.DeleteTrustAsync(credentials, cancellation);

    public Task<string> MakeStackUserProjectAsync(string name, CancellationToken cancellation) => StackDomain().MakeProjectAsync(name, cancellation);

    public Task RemoveStackUserProjectAsync(string id, CancellationToken cancellation) => StackDomain().RemoveProjectAsync(id, cancellation);

    private StackUsersClient StackDomain() => new(ForNobody());

    private OpenStackSession Open(string projectId, string userId, ITokenSource tokens, Action? beforeCall = null) =>
        new(projectId, userId, authenticator, tokens, transport, time, _clients, _extensions, _accountKeys, beforeCall);
}
