using Heat.Core.Security;

namespace Heat.Resources.Clients;

/// <summary>An identity service with the rights of its administrator, whose login the section <see cref="IdentityOptions.Section"/> (or another <see cref="IServiceIdentity"/>) gives.</summary>
public sealed class KeystoneAdministration
{
    private readonly Authenticator _authenticator;
    private readonly ICloudSessions _sessions;

    internal KeystoneAdministration(Authenticator authenticator, ICloudSessions sessions) => (_authenticator, _sessions) = (authenticator, sessions);

    /// <param name="isRehearsal">Nothing is to be made.</param>
    /// <exception cref="CloudException">The login is refused.</exception>
    public async Task<KeystoneSetup> PrepareAsync(bool isRehearsal, CancellationToken cancellation)
    {
        var administrator = await _authenticator.OwnTokenAsync(cancellation);
        return new KeystoneSetup(_sessions.ForRequest(administrator.ToRequestContext()).Service<IdentityClient>(), isRehearsal);
    }
}
