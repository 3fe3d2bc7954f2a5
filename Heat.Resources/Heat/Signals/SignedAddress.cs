using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Heat.Resources.Heat.Signals;

/// <summary>Addresses that carry their own proof: signed with a user's EC2 keys (signature version 2), for one verb and one resource.</summary>
internal static class SignedAddress
{
    /// <param name="root">The CloudFormation API with the kind of signal, such as <c>http://host:8000/v1/waitcondition</c>.</param>
    /// <param name="arn">The resource's address.</param>
    /// <param name="signedAt">When it is signed; null leaves the moment out, so that the address holds for ever.</param>
    public static string Of(string verb, Uri root, string arn, string access, string secret, DateTimeOffset? signedAt)
    {
        var address = root.AbsoluteUri.TrimEnd('/').ToLowerInvariant();
        var parameters = new List<(string Name, string Value)> { ("SignatureMethod", "HmacSHA256"), ("SignatureVersion", "2"), ("AWSAccessKeyId", access) };
        if (signedAt is { } moment)
            parameters.Add(("Timestamp", moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)));
        var lowered = new Uri(address);
        var path = $"{Uri.UnescapeDataString(lowered.AbsolutePath)}/{arn}";
        parameters.Add(("Signature", Signature(verb, lowered.IsDefaultPort ? lowered.Host : lowered.Authority, path, parameters, secret)));
        return $"{address}/{Quoted(arn)}?{string.Join('&', parameters.Select(Pair))}";
    }

    private static string Signature(string verb, string host, string path, IEnumerable<(string Name, string Value)> parameters, string secret)
    {
        var query = string.Join('&', parameters.OrderBy(parameter => parameter.Name, StringComparer.Ordinal).Select(Pair));
        var text = string.Join('\n', verb, host, path, query);
        return Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
    }

    private static string Pair((string Name, string Value) parameter) => $"{Uri.EscapeDataString(parameter.Name)}={Uri.EscapeDataString(parameter.Value)}";

    private static string Quoted(string arn) => string.Join('/', arn.Split('/').Select(Uri.EscapeDataString));
}
