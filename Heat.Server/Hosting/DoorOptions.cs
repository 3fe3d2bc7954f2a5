using System.Net;

namespace Heat.Server.Hosting;

/// <summary>Where an API is to be reached (sections <c>Heat:Api</c>, <c>Heat:CloudFormation</c> and <c>Heat:LocalCloud</c>).</summary>
public sealed record DoorOptions
{
    /// <value>One address or several, with semicolons between them: <c>http://127.0.0.1:8004</c>, <c>https://[::]:8004</c>, <c>http://*:8004</c>, <c>http://unix:/run/heat/api.sock</c>.</value>
    public string Listen { get; init; } = "";

    /// <value>How clients reach it when that is another address than the one they are seen to use, such as <c>https://cloud.example.org/orchestration</c>; links show it. Default: none.</value>
    public string? PublicEndpoint { get; init; }

    /// <value>A PEM file with the certificate for <c>https</c> addresses, the authorities between it and the root after it. It is read again when it changes. Default: none.</value>
    public string? CertificateFile { get; init; }

    /// <value>A PEM file with the certificate's key. Default: <see cref="CertificateFile"/>.</value>
    public string? KeyFile { get; init; }

    internal IReadOnlyList<string> Addresses => Settings.Parts(Listen);

    internal Uri? PublicAddress => PublicEndpoint is { Length: > 0 } address ? new Uri(address) : null;

    /// <param name="section">The section that holds these settings.</param>
    internal IEnumerable<string> Problems(string section)
    {
        if (Addresses.Count == 0)
            yield return $"{section}:Listen is missing: an address to listen on, such as http://127.0.0.1:8004.";
        foreach (var address in Addresses.Where(address => !IsAddress(address)))
            yield return $"{section}:Listen: \"{address}\" is no address to listen on; such are http://127.0.0.1:8004, http://[::]:8004, https://*:8004 and http://unix:/run/heat/api.sock.";
        if (CertificateFile is null && Addresses.Any(address => address.StartsWith("https:", StringComparison.OrdinalIgnoreCase)))
            yield return $"{section}:CertificateFile is missing: a PEM file with the certificate for {Listen}.";
        foreach (var (name, file) in ((string, string?)[])[(nameof(CertificateFile), CertificateFile), (nameof(KeyFile), KeyFile)])
            if (file is not null && !File.Exists(file))
                yield return $"{section}:{name}: there is no file {file}.";
        if (PublicEndpoint is { Length: > 0 } given && !(Uri.TryCreate(given, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Query.Length == 0))
            yield return $"{section}:PublicEndpoint: \"{given}\" is no address such as https://cloud.example.org/orchestration.";
    }

    private static bool IsAddress(string text)
    {
        try
        {
            var address = BindingAddress.Parse(text);
            return address.Scheme.ToLowerInvariant() is "http" or "https"
                && (address.IsUnixPipe || (address.PathBase.Length == 0 && address.Port is >= 0 and <= IPEndPoint.MaxPort && (address.Host is "*" or "+" or "localhost" || IPAddress.TryParse(address.Host.Trim('[', ']'), out _))));
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
