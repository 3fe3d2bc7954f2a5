using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Identity;

/// <summary>Checks the signature of an AWS-style request, versions 2 and 4, from the parts that the service which got it passes on.</summary>
internal static class Ec2Signature
{
    public static bool Fits(JsonObject claim, string secret)
    {
        var given = CloudJson.Text(claim["signature"]) ?? "";
        var host = CloudJson.Text(claim["host"]) ?? "";
        // Some clients sign the host without its port.
        return new[] { host, host.Split(':')[0] }.Distinct().Any(signed => Same(given, Expected(claim, signed, secret)));
    }

    private static string? Expected(JsonObject claim, string host, string secret)
    {
        var parameters = Texts(claim["params"]);
        if (parameters.GetValueOrDefault("SignatureVersion") == "2") return Version2(claim, host, parameters, secret);
        var headers = Texts(claim["headers"]).ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value);
        return headers.ContainsKey("authorization") || parameters.ContainsKey("X-Amz-Credential") ? Version4(claim, host, parameters, headers, secret) : null;
    }

    private static string Version2(JsonObject claim, string host, Dictionary<string, string> parameters, string secret)
    {
        var text = string.Join('\n', CloudJson.Text(claim["verb"]), host.ToLowerInvariant(), CloudJson.Text(claim["path"]), Query(parameters));
        var (key, data) = (Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text));
        // Version 2 of the protocol itself allows SHA-1; a client that still asks for it has to be answered with it.
#pragma warning disable CA5350
        var digest = parameters.GetValueOrDefault("SignatureMethod") == "HmacSHA1" ? HMACSHA1.HashData(key, data) : HMACSHA256.HashData(key, data);
#pragma warning restore CA5350
        return Convert.ToBase64String(digest);
    }

    private static string? Version4(JsonObject claim, string host, Dictionary<string, string> parameters, Dictionary<string, string> headers, string secret)
    {
        var fields = Authorization(headers.GetValueOrDefault("authorization") ?? "");
        var credential = (fields.GetValueOrDefault("Credential") ?? parameters.GetValueOrDefault("X-Amz-Credential") ?? "").Split('/');
        var signed = (fields.GetValueOrDefault("SignedHeaders") ?? parameters.GetValueOrDefault("X-Amz-SignedHeaders") ?? "").Split(';');
        var date = parameters.GetValueOrDefault("X-Amz-Date") ?? headers.GetValueOrDefault("x-amz-date") ?? "";
        if (credential.Length != 5) return null;
        var verb = CloudJson.Text(claim["verb"]) ?? "";
        var canonical = new StringBuilder().Append(verb).Append('\n').Append(CloudJson.Text(claim["path"])).Append('\n');
        // Of a POST the parameters are in the body, and so in its hash.
        canonical.Append(verb == "POST" ? "" : Query(parameters)).Append('\n');
        foreach (var name in signed) canonical.Append(name).Append(':').Append(name == "host" ? host : headers.GetValueOrDefault(name)?.Trim()).Append('\n');
        canonical.Append('\n').AppendJoin(';', signed).Append('\n').Append(CloudJson.Text(claim["body_hash"]));
        var scope = string.Join('/', credential[1..]);
        var text = $"AWS4-HMAC-SHA256\n{date}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical.ToString())))}";
        var key = credential[1..].Aggregate(Encoding.UTF8.GetBytes("AWS4" + secret), Mac);
        return Convert.ToHexStringLower(Mac(key, text));
    }

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static Dictionary<string, string> Authorization(string header) =>
        header.Replace("AWS4-HMAC-SHA256", "", StringComparison.Ordinal).Split(',')
            .Select(part => part.Trim().Split('=', 2))
            .Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0])
            .ToDictionary(group => group.Key, group => group.First()[1]);

    private static string Query(Dictionary<string, string> parameters) => string.Join('&', parameters
        .Where(parameter => parameter.Key is not ("Signature" or "X-Amz-Signature"))
        .OrderBy(parameter => parameter.Key, StringComparer.Ordinal)
        .Select(parameter => $"{Uri.EscapeDataString(parameter.Key)}={Uri.EscapeDataString(parameter.Value)}"));

    private static Dictionary<string, string> Texts(JsonNode? node) =>
        node is JsonObject map ? map.ToDictionary(item => item.Key, item => CloudJson.Text(item.Value) ?? "") : [];

    private static bool Same(string given, string? expected) =>
        expected is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));
}
