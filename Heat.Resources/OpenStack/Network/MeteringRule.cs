using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::MeteringRule — which traffic is counted under a label. API: Networking v2.0, /metering/metering-label-rules.</summary>
public sealed class MeteringRule() : NeutronResource("metering_label_rules", "metering_label_rule", "/metering/metering-label-rules")
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::MeteringRule")
    {
        Description = "Which traffic is counted under a label.",
        Support = SupportStatus.Since("2014.1"),
        Service = "network",
        Properties =
        [
            Property.Text("direction", "Whether the rule is about traffic that comes in or goes out.").OneOf("ingress", "egress").DefaultsTo("ingress"),
            Property.Flag("excluded", "Whether this traffic is left out of the count.").DefaultsTo("False"),
            Property.Text("metering_label_id", "The label.").Required(),
            Property.Text("remote_ip_prefix", "The addresses of the other side.").Required(),
        ],
        Attributes =
        [
            Attribute.Text("direction", "Whether it is about traffic that comes in or goes out."),
            Attribute.Text("excluded", "Whether this traffic is left out of the count."),
            Attribute.Text("metering_label_id", "The label."),
            Attribute.Text("remote_ip_prefix", "The addresses of the other side."),
        ],
    };

    /// <summary>The service refuses rules that overlap, so a label has each of them once.</summary>
    public override async Task<IReadOnlyList<string>> FindAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var properties = resource.Properties;
        var rules = await Client(resource).ListAsync($"{CollectionPath}?metering_label_id={ServiceClient.Segment(properties.Text("metering_label_id") ?? "")}", "metering_label_rules", cancellation);
        return [.. rules.Where(rule => rule.Get("direction") == properties.Get("direction") && rule.Get("remote_ip_prefix") == properties.Get("remote_ip_prefix")).Ids()];
    }
}
