using Heat.Core.Resources;

namespace Heat.Core.Security;

/// <summary>Opens the cloud for somebody. The way out of Core to the identity service.</summary>
public interface ICloudSessions
{
    /// <summary>The cloud with the credentials of a request, for checks made while the client waits.</summary>
    ICloudSession ForRequest(RequestContext request);

    /// <summary>The cloud with the credentials that a stack keeps, for work that outlives the request. Renews its tokens as needed.</summary>
    /// <param name="beforeCall">Called just before a call leaves; throws when nothing may be done for the stack any more.</param>
    ICloudSession ForStack(StackCredentials credentials, Action? beforeCall = null);

    /// <summary>Lets the service act for the caller later on (a trust).</summary>
    Task<StackCredentials> DelegateAsync(RequestContext request, CancellationToken cancellation);

    /// <summary>The credentials as they are while they are of use; others from the caller when somebody has taken away what they were made of.</summary>
    Task<StackCredentials> RenewAsync(StackCredentials credentials, RequestContext request, CancellationToken cancellation);

    /// <summary>Gives up what <see cref="DelegateAsync"/> made. Already gone is as good.</summary>
    Task RevokeAsync(StackCredentials credentials, CancellationToken cancellation);

    /// <summary>Makes the project that the in-instance users of a stack live in, apart from people's projects. One that is there already under this name is as good.</summary>
    /// <returns>Its id.</returns>
    Task<string> MakeStackUserProjectAsync(string name, CancellationToken cancellation);

    /// <summary>Removes what <see cref="MakeStackUserProjectAsync"/> made. Already gone is as good.</summary>
    Task RemoveStackUserProjectAsync(string id, CancellationToken cancellation);
}
