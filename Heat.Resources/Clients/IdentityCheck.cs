using System.Net;

namespace Heat.Resources.Clients;

/// <summary>Makes sure before anything is served that the identity service is there and knows this program.</summary>
public sealed class IdentityCheck
{
    private readonly Authenticator _authenticator;

    internal IdentityCheck(Authenticator authenticator) => _authenticator = authenticator;

    /// <exception cref="IdentityUnusableException">It isn't there, or doesn't know this program; the message says which setting is to be looked at.</exception>
    public async Task EnsureAsync(CancellationToken cancellation)
    {
        var identity = _authenticator.Identity;
        var own = await LogInAsync(
            _authenticator.OwnTokenAsync,
            $"the user {identity.Username} (domain {identity.UserDomainName}) in the project {identity.ProjectName} (domain {identity.ProjectDomainName})",
            "Username, Password, UserDomainName, ProjectName, ProjectDomainName",
            cancellation);
        if (!own.Catalogue.KnowsRegion(identity.Region))
            throw new IdentityUnusableException($"The identity service at {identity.AuthUrl} lists no service in the region {identity.Region}. See Heat:Keystone: Region.");
        if (identity.StackDomainAdminPassword.Length > 0)
            await LogInAsync(_authenticator.StackDomainTokenAsync, $"{identity.StackDomainAdmin}, who is to administer the domain {identity.StackDomain} of users in instances", "StackDomain, StackDomainAdmin, StackDomainAdminPassword", cancellation);
    }

    /// <summary>True when the identity service answers at all.</summary>
    public async Task<bool> IsReachableAsync(CancellationToken cancellation)
    {
        try
        {
            await _authenticator.GreetAsync(cancellation);
            return true;
        }
        catch (CloudException)
        {
            return false;
        }
    }

    private async Task<Token> LogInAsync(Func<CancellationToken, ValueTask<Token>> logIn, string who, string settings, CancellationToken cancellation)
    {
        var address = _authenticator.Identity.AuthUrl;
        try
        {
            return await logIn(cancellation);
        }
        catch (CloudException refused) when (refused.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            throw new IdentityUnusableException($"The identity service at {address} doesn't accept {who}. See Heat:Keystone: {settings}.", refused);
        }
        catch (CloudException failure) when (failure.StatusCode is null)
        {
            throw new IdentityUnusableException($"The identity service can't be reached: {(failure.InnerException ?? failure).Message}. See Heat:Keystone: AuthUrl; for certificates, Heat:Cloud: CaFile.", failure);
        }
        catch (CloudException failure)
        {
            throw new IdentityUnusableException($"What is at {address} doesn't answer as an identity service does: {failure.Message}. See Heat:Keystone: AuthUrl.", failure);
        }
    }
}
