using System.Net;
using Heat.Core.Security;

namespace Heat.Resources.Clients;

/// <summary>Where a session takes its token from.</summary>
internal interface ITokenSource
{
    ValueTask<Token> GetAsync(CancellationToken cancellation);

    /// <summary>A service refused the token. True when another one can be had.</summary>
    bool Renew();
}

/// <summary>The token that came with a request; there is no other.</summary>
internal sealed class RequestTokenSource(Authenticator authenticator, RequestContext request) : ITokenSource
{
    public async ValueTask<Token> GetAsync(CancellationToken cancellation) =>
        await authenticator.ValidateAsync(request.Token, cancellation)
        ?? throw new CloudException("Unauthorized", "The request you have made requires authentication. (HTTP 401)", HttpStatusCode.Unauthorized, Core.Resources.FailureNature.Final);

    public bool Renew()
    {
        authenticator.ForgetValidation(request.Token);
        return false;
    }
}

/// <summary>Tokens for a stack's credentials, for as long as the session is used.</summary>
internal sealed class StackTokenSource(Authenticator authenticator, StackCredentials credentials) : ITokenSource
{
    public ValueTask<Token> GetAsync(CancellationToken cancellation) => authenticator.TokenForAsync(credentials, cancellation);

    public bool Renew()
    {
        authenticator.Forget(credentials);
        return true;
    }
}

/// <summary>Tokens of the one who administers the projects and users of stacks.</summary>
internal sealed class StackDomainTokenSource(Authenticator authenticator) : ITokenSource
{
    public ValueTask<Token> GetAsync(CancellationToken cancellation) => authenticator.StackDomainTokenAsync(cancellation);

    public bool Renew()
    {
        authenticator.ForgetStackDomainToken();
        return true;
    }
}

/// <summary>Tokens of an in-instance user of a stack.</summary>
internal sealed class StackUserTokenSource(Authenticator authenticator, string userId, string password, string projectId) : ITokenSource
{
    public ValueTask<Token> GetAsync(CancellationToken cancellation) => authenticator.StackUserTokenAsync(userId, password, projectId, cancellation);

    public bool Renew()
    {
        authenticator.ForgetStackUserToken(userId);
        return true;
    }
}
