using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.Heat.Signals;

/// <summary>OS::Heat::SwiftSignalHandle — an address in the object store to which signals for an OS::Heat::SwiftSignal are written. API: Object Storage v1.</summary>
public sealed class SwiftSignalHandle : ResourceType
{
    private const string EndpointKey = "endpoint";

    public override ResourceSchema Schema { get; } = new("OS::Heat::SwiftSignalHandle")
    {
        Description = "An address in the object store that receives signals.",
        Support = SupportStatus.Since("2014.2"),
        Service = "object-store",
        Attributes =
        [
            Attribute.Text("curl_cli", "A command that signals success when a --data-binary argument is added.").Live(),
            Attribute.Text("endpoint", "Where signals are written.").Live(),
            Attribute.Text("token", "Always empty: the address proves enough.").Live(),
        ],
    };

    public override bool IsRenewedByUpdates => true;

    public override Value Reference(ResourceContext resource) => resource.Data.GetValueOrDefault(EndpointKey) ?? resource.Name;

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        resource.RecordData(EndpointKey, await SignalObject.PrepareAsync(resource, keepsAll: true, cancellation));
        return resource.PhysicalName;
    }

    public override Task DeleteAsync(ResourceContext resource, CancellationToken cancellation) => SignalObject.RemoveAsync(resource, cancellation);

    public override Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var endpoint = resource.Data.GetValueOrDefault(EndpointKey);
        return Task.FromResult(MapValue.Of(("token", ""), (EndpointKey, endpoint), ("curl_cli", $"curl -i -X PUT '{endpoint}'")));
    }
}
