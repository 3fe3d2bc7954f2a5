using Heat.Core.Security;
using Heat.Core.Values;
using Heat.Resources.Clients;
using Heat.Server.Hosting;
using Heat.Server.Orchestration;

namespace Heat.Server.Authentication;

/// <summary>
/// Lets requests pass whose token the identity service knows, and tells the rest where tokens are to be had. A service that acts for somebody shows its own token too (<c>X-Service-Token</c>);
/// then the other one may have expired on the way.
/// </summary>
internal sealed class TokenAuthentication(RequestDelegate next, ITokenValidator tokens, ServiceTokenOptions services, IServiceIdentity identity, ILogger<TokenAuthentication> logger)
{
    private static readonly TimeSpan s_pauseAfterOutage = TimeSpan.FromSeconds(1);

    private const string Message = "The request you have made requires authentication.";

    public async Task InvokeAsync(HttpContext http)
    {
        if (await FindCallerAsync(http.Request.Headers, http.RequestAborted) is not { } caller)
        {
            http.Response.Headers.WWWAuthenticate = $"Keystone uri=\"{identity.AuthUrl}\"";
            await Answers.WriteAsync(http, StatusCodes.Status401Unauthorized, MapValue.Of(
                ("error", MapValue.Of(("code", StatusCodes.Status401Unauthorized), ("title", "Unauthorized"), ("message", Message)))));
            return;
        }

        http.Features.Set(caller with { RequestId = http.TraceIdentifier });
        using (logger.BeginProject(caller.ProjectId))
            await next(http);
    }

    /// <summary>Who cannot be told from anybody now may be so later: that isn't the caller's fault.</summary>
    private async Task<RequestContext?> FindCallerAsync(IHeaderDictionary headers, CancellationToken cancellation)
    {
        var (token, service) = (headers["X-Auth-Token"].ToString(), headers["X-Service-Token"].ToString());
        if (token.Length == 0)
            return null;
        try
        {
            return service.Length == 0 ? await tokens.ValidateTokenAsync(token, cancellation) : await FindCallerAsync(token, service, cancellation);
        }
        catch (CloudException failure)
        {
            throw new OverloadException(StatusCodes.Status503ServiceUnavailable, failure.Message, s_pauseAfterOutage);
        }
    }

    private async Task<RequestContext?> FindCallerAsync(string token, string service, CancellationToken cancellation)
    {
        if (await tokens.ValidateTokenAsync(service, cancellation) is not { } messenger)
            return null;
        if (services.Trusts(messenger.Roles))
            return await tokens.ValidateLateTokenAsync(token, cancellation);
        return services.RolesRequired ? null : await tokens.ValidateTokenAsync(token, cancellation);
    }
}
