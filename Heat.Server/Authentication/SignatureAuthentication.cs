using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Heat.Core.Values;
using Heat.Resources.Clients;
using Heat.Server.CloudFormation;

namespace Heat.Server.Authentication;

/// <summary>Lets requests pass that somebody known has signed with EC2 keys, in the query or the body (signature version 2) or in the headers (version 4). The identity service judges.</summary>
internal sealed partial class SignatureAuthentication(RequestDelegate next, ISignatureValidator signatures)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var parameters = http.Request.Query.ToDictionary(parameter => parameter.Key, parameter => parameter.Value.ToString());
        if (http.Request.HasFormContentType)
            foreach (var (name, value) in await http.Request.ReadFormAsync(http.RequestAborted))
                parameters.TryAdd(name, value.ToString());
        var authorization = http.Request.Headers.Authorization.ToString();
        var signature = parameters.GetValueOrDefault("Signature") ?? parameters.GetValueOrDefault("X-Amz-Signature") ?? Field(authorization, "Signature")
            ?? throw new CfnFaultException(CfnFault.IncompleteSignature);
        var access = parameters.GetValueOrDefault("AWSAccessKeyId") ?? parameters.GetValueOrDefault("X-Amz-Credential")?.Split('/')[0] ?? Field(authorization, "Credential")?.Split('/')[0]
            ?? throw new CfnFaultException(CfnFault.MissingAuthenticationToken);
        http.Features.Set(await IdentifyAsync(await ClaimAsync(http, parameters, access, signature), http.RequestAborted));
        await next(http);
    }

    private async Task<Core.Security.RequestContext> IdentifyAsync(MapValue claim, CancellationToken cancellation)
    {
        try
        {
            return await signatures.IdentifySignerAsync(claim, cancellation);
        }
        catch (CloudException refused) when (refused.StatusCode is { } status && (int)status is >= 400 and < 500)
        {
            throw new CfnFaultException(
                refused.Message.Contains("EC2 access key not found.", StringComparison.Ordinal) ? CfnFault.InvalidClientTokenId
                : refused.Message.Contains("EC2 signature not supplied.", StringComparison.Ordinal) ? CfnFault.SignatureDoesNotMatch
                : CfnFault.AccessDenied);
        }
        catch (CloudException failure)
        {
            throw new CfnFaultException(CfnFault.ServiceUnavailable with { Detail = failure.Message });
        }
    }

    private static async Task<MapValue> ClaimAsync(HttpContext http, Dictionary<string, string> parameters, string access, string signature)
    {
        http.Request.EnableBuffering();
        http.Request.Body.Position = 0;
        var digest = await SHA256.HashDataAsync(http.Request.Body, http.RequestAborted);
        http.Request.Body.Position = 0;
        var signed = parameters.Where(parameter => parameter.Key is not ("Signature" or "X-Amz-Signature"));
        return MapValue.Of(
            ("access", access),
            ("signature", signature),
            ("host", http.Request.Host.Value),
            ("verb", http.Request.Method),
            ("path", (http.Request.PathBase + http.Request.Path).Value),
            ("params", MapValue.Create(signed.Select(parameter => KeyValuePair.Create(parameter.Key, (Value)parameter.Value)))),
            ("headers", MapValue.Create(http.Request.Headers.Select(header => KeyValuePair.Create(header.Key, (Value)header.Value.ToString())))),
            ("body_hash", Convert.ToHexStringLower(digest)));
    }

    private static string? Field(string authorization, string name) =>
        FieldPattern().Matches(authorization).FirstOrDefault(match => match.Groups["name"].Value == name)?.Groups["value"].Value;

    [GeneratedRegex("(?<name>[A-Za-z]+)=(?<value>[^,\\s]+)")]
    private static partial Regex FieldPattern();
}
