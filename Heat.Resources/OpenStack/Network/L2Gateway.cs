using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::L2Gateway — devices that join virtual networks with others. API: Networking v2.0, /l2-gateways.</summary>
public sealed class L2Gateway() : NeutronResource("l2_gateways", "l2_gateway")
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::L2Gateway")
    {
        Description = "Devices that join virtual networks with others.",
        Support = SupportStatus.Since("12.0.0"),
        Service = "network",
        Extension = "l2-gateway",
        Properties =
        [
            Property.ListOfMaps("devices", "The devices.",
                Property.Text("device_name", "The name of the device.").Required(),
                Property.ListOfMaps("interfaces", "Its interfaces.",
                    Property.Text("name", "The name of the interface.").Required(),
                    Property.List("segmentation_id", "The numbers of the segments there.")).Required()).Required().Updatable(),
            Property.Text("name", "The name shown to people.").Required().Updatable(),
        ],
    };

    protected override Task<MapValue> PrepareAsync(ResourceContext resource, MapValue body, bool isUpdate, CancellationToken cancellation) => Task.FromResult(body.WithoutNulls());
}
