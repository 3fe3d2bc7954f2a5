using System.Net;

namespace Heat.Server.Hosting;

/// <summary>Which proxies are believed when they say whom they stand for (section <c>Heat:Proxy</c>).</summary>
internal sealed record ProxyOptions : ICheckedOptions
{
    public const string Section = "Heat:Proxy";

    /// <value>Addresses and networks of proxies, with semicolons between them, such as <c>10.0.0.7;fd00::/8</c>. Their <c>X-Forwarded-For</c>, <c>-Proto</c>, <c>-Host</c> and <c>-Prefix</c> count, those of others don't. Default: none.</value>
    public string Trusted { get; init; } = "";

    public IReadOnlyList<IPNetwork> Networks => [.. Settings.Parts(Trusted).Select(part => NetworkOf(part)).OfType<IPNetwork>()];

    public IEnumerable<string> Problems() => Settings.Parts(Trusted)
        .Where(part => NetworkOf(part) is null)
        .Select(part => $"{Section}:{nameof(Trusted)}: \"{part}\" is neither an address such as 10.0.0.7 nor a network such as 10.0.0.0/24.");

    private static IPNetwork? NetworkOf(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}
