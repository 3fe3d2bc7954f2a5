using Heat.Core.Resources;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::QoSPolicy — rules about the quality of service that ports and networks get. API: Networking v2.0, /qos/policies.</summary>
public sealed class QosPolicy() : NeutronResource("policies", "policy", "/qos/policies")
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::QoSPolicy")
    {
        Description = "Rules about the quality of service that ports and networks get.",
        Support = SupportStatus.Since("6.0.0"),
        Service = "network",
        Extension = "qos",
        Properties =
        [
            Property.Text("description", "What it is for.").Updatable(),
            Property.Text("name", "The name shown to people; one is made up when it is left out.").Updatable(),
            Property.Flag("shared", "Whether other projects may use it.").DefaultsTo(false).Updatable(),
            Property.Text("tenant_id", "The project that owns it; only administrators choose one."),
        ],
        Attributes = [Attribute.List("rules", "Its rules.")],
    };

    public override string Title => "QoSPolicy";
}
