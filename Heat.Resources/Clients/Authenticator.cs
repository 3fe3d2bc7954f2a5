using System.Net;
using System.Security.Cryptography;
using System.Text;
using Heat.Core.Resources;
using Heat.Core.Security;
using Heat.Core.Values;
using Microsoft.Extensions.Options;

namespace Heat.Resources.Clients;

/// <summary>The identity service as far as tokens and trusts go. API: Identity v3, /auth/tokens and /OS-TRUST/trusts.</summary>
internal sealed class Authenticator(IServiceIdentity identity, CloudTransport transport, TimeProvider time, IOptions<CloudCallOptions> options) : ITokenValidator, ISignatureValidator
{
    private const string Tokens = "/auth/tokens";
    private const string LateTokens = $"{Tokens}?allow_expired=1";
    private const string LateKey = "late";
    private const string SignedTokens = "/ec2tokens";
    private const string StackDomainKey = "stack domain";
    private const string Trusts = "/OS-TRUST/trusts";

    private readonly AnswerCache<Token> _own = new(time, capacity: 10_000);
    private readonly AnswerCache<Token?> _validated = new(time, capacity: 10_000);

    public IServiceIdentity Identity => identity;

    public async ValueTask<RequestContext?> ValidateTokenAsync(string token, CancellationToken cancellation) => (await ValidateAsync(token, cancellation))?.ToRequestContext();

    public async ValueTask<RequestContext?> ValidateLateTokenAsync(string token, CancellationToken cancellation)
    {
        var until = BelievedUntil();
        var found = await _validated.GetAsync($"{LateKey} {DigestOf(token)}", () => AskAboutAsync(token, LateTokens), found => found is null ? DateTimeOffset.MinValue : until, cancellation);
        return found?.ToRequestContext();
    }

    /// <summary>A token as the identity service sees it, or null when it doesn't accept it.</summary>
    public ValueTask<Token?> ValidateAsync(string token, CancellationToken cancellation)
    {
        // Tokens are secrets: what is remembered is known by their digest.
        var until = BelievedUntil();
        return _validated.GetAsync(DigestOf(token), () => AskAboutAsync(token, Tokens), found => found is null ? DateTimeOffset.MinValue : found.ExpiresAt < until ? found.ExpiresAt : until, cancellation);
    }

    /// <summary>Asks the service for nothing but an answer.</summary>
    /// <exception cref="CloudException">There is none, or one that only says that the service can't give any.</exception>
    public async Task GreetAsync(CancellationToken cancellation)
    {
        var answer = await transport.SendOnceAsync(new CloudRequest(HttpMethod.Get, new Uri(Root())) { Gate = "identity-check" }, cancellation);
        if ((int)answer.Status >= 500)
            throw Faults.WithStatusInMessage(answer);
    }

    /// <summary>A service refused a token: what is known of it no longer holds.</summary>
    public void ForgetValidation(string token)
    {
        _validated.Forget(DigestOf(token));
        _validated.Forget($"{LateKey} {DigestOf(token)}");
    }

    /// <summary>The service user's own token, in its own project.</summary>
    public ValueTask<Token> OwnTokenAsync(CancellationToken cancellation) => OwnTokenAsync("own", OwnProject(), cancellation);

    /// <summary>The service user's token for acting with a stack's credentials.</summary>
    public ValueTask<Token> TokenForAsync(StackCredentials credentials, CancellationToken cancellation) => OwnTokenAsync(KeyOf(credentials), ScopeOf(credentials), cancellation);

    /// <summary>A token to make projects and users of stacks with.</summary>
    public ValueTask<Token> StackDomainTokenAsync(CancellationToken cancellation) => _own.GetAsync(StackDomainKey, async () =>
    {
        if (identity.StackDomainAdminPassword.Length == 0)
            throw new CloudException("MissingCredentialError", "Missing required credential: Heat:Keystone:StackDomainAdminPassword", null, FailureNature.Final);
        var domain = MapValue.Of(("name", identity.StackDomain));
        var user = MapValue.Of(("name", identity.StackDomainAdmin), ("password", identity.StackDomainAdminPassword), ("domain", domain));
        return await AuthenticateAsync(user, MapValue.Of(("domain", domain)));
    }, token => token.IsGoodUntil, cancellation);

    public void ForgetStackDomainToken() => _own.Forget(StackDomainKey);

    /// <summary>A token for an in-instance user of a stack.</summary>
    public Task<Token> LogInAsync(string userId, string password, string projectId) =>
        AuthenticateAsync(MapValue.Of(("id", userId), ("password", password)), MapValue.Of(("project", MapValue.Of(("id", projectId)))));

    /// <summary>The same, kept for as long as it is good.</summary>
    public ValueTask<Token> StackUserTokenAsync(string userId, string password, string projectId, CancellationToken cancellation) =>
        _own.GetAsync(KeyOfStackUser(userId), () => LogInAsync(userId, password, projectId), token => token.IsGoodUntil, cancellation);

    public void ForgetStackUserToken(string userId) => _own.Forget(KeyOfStackUser(userId));

    /// <summary>Who signed a request, by the judgement of the identity service.</summary>
    /// <param name="claim">The parts of the request that the signature is made of.</param>
    /// <exception cref="CloudException">The signature doesn't fit.</exception>
    public async Task<RequestContext> IdentifySignerAsync(MapValue claim, CancellationToken cancellation)
    {
        var own = await OwnTokenAsync(cancellation);
        var answer = Successful(await SendAsync(HttpMethod.Post, SignedTokens, MapValue.Of(("ec2Credentials", claim)), own.Id, null, cancellation));
        return TokenIn(answer, answer.SubjectToken ?? "").ToRequestContext();
    }

    public void Forget(StackCredentials credentials) => _own.Forget(KeyOf(credentials));

    /// <summary>Makes a trust from the caller to the service user and gives its id.</summary>
    public async Task<string> CreateTrustAsync(RequestContext caller, CancellationToken cancellation)
    {
        var trustee = (await OwnTokenAsync(cancellation)).UserId;
        var body = MapValue.Of(("trust", MapValue.Of(
            ("trustor_user_id", caller.UserId),
            ("trustee_user_id", trustee),
            ("project_id", caller.ProjectId),
            ("impersonation", true),
            ("allow_redelegation", false),
            ("roles", ListValue.Create(caller.Roles.Select(role => MapValue.Of(("name", role))))))));
        var answer = await SendAsync(HttpMethod.Post, Trusts, body, caller.Token, null, cancellation);
        return Successful(answer).Map.Get("trust").AsMap()?.Get("id").AsText() ?? throw Faults.WithStatusInMessage(answer);
    }

    /// <summary>Removes a trust. Already gone is as good.</summary>
    public async Task DeleteTrustAsync(StackCredentials credentials, CancellationToken cancellation)
    {
        var answer = await TryDeletingTrustAsync(credentials, cancellation);
        if (answer is { Status: HttpStatusCode.Unauthorized })
        {
            // The token has expired, or the trust went with a call whose answer was lost: whether there is another token tells which.
            Forget(credentials);
            answer = await TryDeletingTrustAsync(credentials, cancellation);
        }

        if (answer is not null and not { Status: HttpStatusCode.NotFound })
            Successful(answer);
        Forget(credentials);
    }

    /// <summary>The answer; null when the identity service gives no token for the trust, because it isn't there any more.</summary>
    private async Task<CloudResponse?> TryDeletingTrustAsync(StackCredentials credentials, CancellationToken cancellation)
    {
        Token token;
        try
        {
            token = await TokenForAsync(credentials, cancellation);
        }
        catch (CloudException gone) when (gone.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            return null;
        }

        return await SendAsync(HttpMethod.Delete, $"{Trusts}/{credentials.TrustId}", null, token.Id, null, cancellation);
    }

    /// <summary>Whether the identity service still lets this program act with these credentials.</summary>
    public async Task<bool> AcceptsAsync(StackCredentials credentials, CancellationToken cancellation)
    {
        try
        {
            var token = await TokenForAsync(credentials, cancellation);
            if (await ValidateAsync(token.Id, cancellation) is not null)
                return true;
            // The token may have gone without the trust.
            Forget(credentials);
            await TokenForAsync(credentials, cancellation);
            return true;
        }
        catch (CloudException refused) when (refused.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            return false;
        }
    }

    private static string DigestOf(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private DateTimeOffset BelievedUntil() => time.GetUtcNow() + TimeSpan.FromSeconds(options.Value.TokenCacheSeconds);

    private async Task<Token?> AskAboutAsync(string token, string path)
    {
        var answer = await SendAsync(HttpMethod.Get, path, null, (await OwnTokenAsync(CancellationToken.None)).Id, token, CancellationToken.None);
        if (answer.Status == HttpStatusCode.Unauthorized)
        {
            _own.Forget("own");
            answer = await SendAsync(HttpMethod.Get, path, null, (await OwnTokenAsync(CancellationToken.None)).Id, token, CancellationToken.None);
        }
        return answer.Status == HttpStatusCode.NotFound ? null : TokenIn(answer, token);
    }

    private ValueTask<Token> OwnTokenAsync(string key, MapValue scope, CancellationToken cancellation) =>
        _own.GetAsync(key, () => AuthenticateAsync(OwnUser(), scope), token => token.IsGoodUntil, cancellation);

    private MapValue OwnUser() =>
        MapValue.Of(("name", identity.Username), ("password", identity.Password), ("domain", MapValue.Of(("name", identity.UserDomainName))));

    private async Task<Token> AuthenticateAsync(MapValue user, MapValue scope)
    {
        var method = MapValue.Of(("methods", ListValue.Create([(Value)"password"])), ("password", MapValue.Of(("user", user))));
        var body = MapValue.Of(("auth", MapValue.Of(("identity", method), ("scope", scope))));
        var answer = Successful(await SendAsync(HttpMethod.Post, Tokens, body, null, null, CancellationToken.None));
        return TokenIn(answer, answer.SubjectToken ?? "");
    }

    private async Task<CloudResponse> SendAsync(HttpMethod method, string path, MapValue? body, string? token, string? subject, CancellationToken cancellation)
    {
        List<(string, string)> headers = [];
        if (token is not null)
            headers.Add(("X-Auth-Token", token));
        if (subject is not null)
            headers.Add(("X-Subject-Token", subject));
        // A login that was made twice leaves a token that nobody uses; a trust would stay.
        var request = new CloudRequest(method, new Uri(Root() + path)) { Body = body, Headers = headers, Gate = "identity", IsRepeatable = path is Tokens or SignedTokens };
        try
        {
            return await transport.SendAsync(request, cancellation);
        }
        catch (CloudException failure)
        {
            throw new CloudException(failure.Kind, $"The identity service (Keystone) gives no answer: {failure.Message}", null, failure.Nature, failure);
        }
    }

    private string Root()
    {
        var root = identity.AuthUrl.AbsoluteUri.TrimEnd('/');
        return root.EndsWith("/v3", StringComparison.Ordinal) ? root : root + "/v3";
    }

    private MapValue OwnProject() =>
        MapValue.Of(("project", MapValue.Of(("name", identity.ProjectName), ("domain", MapValue.Of(("name", identity.ProjectDomainName))))));

    private static MapValue ScopeOf(StackCredentials credentials) => credentials.TrustId is { } trust
        ? MapValue.Of(("OS-TRUST:trust", MapValue.Of(("id", trust))))
        : MapValue.Of(("project", MapValue.Of(("id", credentials.ProjectId))));

    private static string KeyOfStackUser(string userId) => $"stack user {userId}";

    private static string KeyOf(StackCredentials credentials) => credentials.TrustId is { } trust ? $"trust {trust}" : $"project {credentials.ProjectId}";

    private static Token TokenIn(CloudResponse answer, string id) => Successful(answer) is var _ && answer.Map.Get("token") is MapValue facts
        ? new Token(id, facts)
        : throw new CloudException("UnexpectedAnswer", "The identity service (Keystone) answers with something else than a token.", answer.Status, FailureNature.Final);

    private static CloudResponse Successful(CloudResponse answer) => answer.IsSuccess ? answer : throw Refusal(answer);

    private static CloudException Refusal(CloudResponse answer)
    {
        var refusal = Faults.WithStatusInMessage(answer);
        // What the service says of a request is for the one who made it; what it says of itself has to say that it is the identity service that says so.
        return (int)answer.Status < 500 ? refusal : new CloudException(refusal.Kind, $"The identity service (Keystone) fails: {refusal.Message}", answer.Status, refusal.Nature);
    }
}
