using Heat.Core.Resources;

namespace Heat.Core.Security;

/// <summary>Opens the cloud for somebody. The way out of Core to the identity service.</summary>
public interface ICloudSessions
{
    /// <summary>The cloud with the credentials of a request, for checks made while the client waits.</summary>
    ICloudSession ForRequest(RequestContext request);

    /// <summary>The cloud with the credentials that a stack keeps, for work that outlives the request. Renews its tokens as needed.</summary>
    ICloudSession ForStack(StackCredentials credentials);

    /// <summary>Lets the service act for the caller later on (a trust).</summary>
    Task<StackCredentials> DelegateAsync(RequestContext request, CancellationToken cancellation);

    /// <summary>Gives up what <see cref="DelegateAsync"/> made. Already gone is as good.</summary>
    Task RevokeAsync(StackCredentials credentials, CancellationToken cancellation);
}
