using System.Globalization;

namespace Heat.Server.LocalCloud.Door;

/// <summary>The range of versions that a service speaks, and how a request picks one by header.</summary>
internal sealed record Microversions(string ServiceType, int Major, int Least, int Most, string? OldHeader = null)
{
    private const string Header = "OpenStack-API-Version";

    public string LeastText => $"{Major}.{Least}";

    public string MostText => $"{Major}.{Most}";

    public int Of(HttpContext context)
    {
        if (Asked(context) is not { } asked) return Least;
        if (asked == "latest") return Most;
        var parts = asked.Split('.');
        if (parts.Length != 2 || !Number(parts[0], out var major) || !Number(parts[1], out var minor))
            throw CloudFaultException.BadRequest($"API Version String {asked} is of invalid format. Must be of format MajorNum.MinorNum.");
        return major == Major && minor >= Least && minor <= Most
            ? minor
            : throw new CloudFaultException(406, $"Version {asked} is not supported by the API. Minimum is {LeastText} and maximum is {MostText}.");
    }

    public void Sign(HttpContext context)
    {
        var version = Asked(context) switch { null => LeastText, "latest" => MostText, var asked => asked };
        context.Response.Headers[Header] = $"{ServiceType} {version}";
        context.Response.Headers.Append("Vary", Header);
        if (OldHeader is null) return;
        context.Response.Headers[OldHeader] = version;
        context.Response.Headers.Append("Vary", OldHeader);
    }

    private string? Asked(HttpContext context)
    {
        foreach (var part in context.Request.Headers[Header].SelectMany(value => (value ?? "").Split(',')))
            if (part.Trim().Split(' ') is [var service, var version] && service.Equals(ServiceType, StringComparison.OrdinalIgnoreCase))
                return version;
        return OldHeader is not null && context.Request.Headers.TryGetValue(OldHeader, out var old) ? old[0] : null;
    }

    private static bool Number(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
