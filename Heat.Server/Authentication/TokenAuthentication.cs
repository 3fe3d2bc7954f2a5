using Heat.Core.Security;
using Heat.Core.Values;
using Heat.Resources.Clients;
using Heat.Server.Hosting;
using Heat.Server.Orchestration;

namespace Heat.Server.Authentication;

/// <summary>Lets requests pass whose token the identity service knows, and tells the rest where tokens are to be had.</summary>
internal sealed class TokenAuthentication(RequestDelegate next, ITokenValidator tokens, IServiceIdentity identity, ILogger<TokenAuthentication> logger)
{
    private static readonly TimeSpan s_pauseAfterOutage = TimeSpan.FromSeconds(1);

    private const string Message = "The request you have made requires authentication.";

    public async Task InvokeAsync(HttpContext http)
    {
        var token = http.Request.Headers["X-Auth-Token"].ToString();
        if (token.Length == 0 || await FindCallerAsync(token, http.RequestAborted) is not { } caller)
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
    private async Task<RequestContext?> FindCallerAsync(string token, CancellationToken cancellation)
    {
        try
        {
            return await tokens.ValidateTokenAsync(token, cancellation);
        }
        catch (CloudException failure)
        {
            throw new OverloadException(StatusCodes.Status503ServiceUnavailable, failure.Message, s_pauseAfterOutage);
        }
    }
}
