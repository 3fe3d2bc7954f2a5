using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Network;

/// <summary>The attribute of networks that lists their segments.</summary>
internal static class NetworkSegments
{
    public static async Task<MapValue> AddedToAsync(MapValue attributes, ResourceContext resource, CancellationToken cancellation)
    {
        if (resource.PhysicalId is null || !await resource.Cloud.HasExtensionAsync("network", "segment", cancellation))
            return attributes;
        var segments = await resource.Cloud.Service<NetworkClient>().ListAsync($"/segments?network_id={ServiceClient.Segment(resource.PhysicalId)}", "segments", cancellation);
        // Those without a name come first: they are the ones that the service made by itself.
        return attributes.With("segments", ListValue.Create(segments.OrderBy(segment => !segment.Get("name").IsNull)));
    }
}
