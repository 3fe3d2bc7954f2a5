using Heat.Core.Values;

namespace Heat.Resources.Clients;

/// <summary>The services of a cloud and their addresses, as a token shows them.</summary>
internal sealed record ServiceCatalogue(IReadOnlyList<MapValue> Services)
{
    public bool Has(string serviceType) => Services.Any(service => service.Get("type").AsText() == serviceType);

    /// <summary>The address of the first of these service types that has one.</summary>
    public Uri? Find(IEnumerable<string> serviceTypes, string face, string region) => serviceTypes
        .SelectMany(type => Services.Where(service => service.Get("type").AsText() == type))
        .SelectMany(service => service.Get("endpoints").Maps())
        .Where(endpoint => endpoint.Get("interface").AsText() == face && RegionOf(endpoint) == region)
        .Select(endpoint => Uri.TryCreate(endpoint.Get("url").AsText(), UriKind.Absolute, out var address) ? address : null)
        .FirstOrDefault(address => address is not null);

    /// <summary>True when any service has an address in a region.</summary>
    public bool KnowsRegion(string region) =>
        Services.SelectMany(service => service.Get("endpoints").Maps()).Any(endpoint => RegionOf(endpoint) == region);

    private static string? RegionOf(MapValue endpoint) => endpoint.Get("region_id").AsText() ?? endpoint.Get("region").AsText();
}
