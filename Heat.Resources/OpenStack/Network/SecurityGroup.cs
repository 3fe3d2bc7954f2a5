using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::SecurityGroup — rules about the traffic of ports. API: Networking v2.0, /security-groups and /security-group-rules.</summary>
public sealed class SecurityGroup() : NeutronResource("security_groups", "security_group")
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::SecurityGroup")
    {
        Description = "Rules about the traffic of ports.",
        Support = SupportStatus.Since("2014.1"),
        Service = "network",
        Extension = "security-group",
        Properties =
        [
            Property.Text("description", "What it is for.").Updatable(),
            Property.Text("name", "The name shown to people; one is made up when it is left out.").Updatable(),
            Property.ListOfMaps("rules", "The rules.",
                Property.Text("direction", "Whether the rule is about traffic that comes in or goes out.").OneOf("ingress", "egress").DefaultsTo("ingress"),
                Property.Text("ethertype", "The version of the internet protocol.").OneOf("IPv4", "IPv6").DefaultsTo("IPv4"),
                Property.Integer("port_range_max", "The last port, or the code of an ICMP message.").InRange(0, 65535),
                Property.Integer("port_range_min", "The first port, or the type of an ICMP message.").InRange(0, 65535),
                Property.Text("protocol", "The protocol; all when it is left out."),
                Property.Text("remote_group_id", "The group that the other side belongs to.").Satisfying("neutron.security_group"),
                Property.Text("remote_ip_prefix", "The addresses of the other side.").Satisfying("net_cidr"),
                Property.Text("remote_mode", "Which of the two says who the other side is.").OneOf("remote_ip_prefix", "remote_group_id").DefaultsTo("remote_ip_prefix")).DefaultsTo(ListValue.Empty).Updatable(),
        ],
    };

    /// <summary>
    /// The group's own rules are replaced as a whole: the old ones go, those of a new group come back, then the wanted ones are made. Rules that others have added, such as resources for single rules, stay.
    /// </summary>
    public override async Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        if (changes.Contains("rules"))
        {
            // An update that was broken off may have made some of the new rules already.
            List<MapValue> own = [.. SecurityGroupRules.OfNewGroups, .. changes.Before.Get("rules").Maps(), .. changes.After.Get("rules").Maps()];
            await DeleteRulesAsync(resource, rule => own.Exists(one => SecurityGroupRules.Says(rule, ForService(one, resource.RequiredPhysicalId))), cancellation);
            await CreateRulesAsync(resource, SecurityGroupRules.OfNewGroups, cancellation);
        }
        await base.UpdateAsync(resource, changes, cancellation);
        if (changes.Contains("rules"))
            await CreateRulesAsync(resource, changes.After.Get("rules").Maps(), cancellation);
    }

    public override async Task DeleteAsync(ResourceContext resource, CancellationToken cancellation)
    {
        await DeleteRulesAsync(resource, _ => true, cancellation);
        await base.DeleteAsync(resource, cancellation);
    }

    protected override IEnumerable<string> Faults(MapValue properties, IReadOnlySet<string> unknown) =>
        properties.Text("name") == "default" ? ["Security groups cannot be assigned the name \"default\"."] : [];

    protected override Task<MapValue> PrepareAsync(ResourceContext resource, MapValue body, bool isUpdate, CancellationToken cancellation) => Task.FromResult(body.Without("rules"));

    public override Task FinishCreationAsync(ResourceContext resource, CancellationToken cancellation) =>
        CreateRulesAsync(resource, resource.Properties.Get("rules").Maps(), cancellation);

    private async Task CreateRulesAsync(ResourceContext resource, IEnumerable<MapValue> rules, CancellationToken cancellation)
    {
        var wanted = rules.ToList();
        // A new group lets everything out; whoever says what may go out means only that.
        if (wanted.Any(SecurityGroupRules.IsEgress))
            await DeleteRulesAsync(resource, SecurityGroupRules.IsEgress, cancellation);
        foreach (var rule in wanted)
            await SecurityGroupRules.CreateAsync(Client(resource), ForService(rule, resource.RequiredPhysicalId), cancellation);
    }

    private static Task DeleteRulesAsync(ResourceContext resource, Func<MapValue, bool> isMeant, CancellationToken cancellation) =>
        SecurityGroupRules.DeleteAsync(Client(resource), resource.RequiredPhysicalId, isMeant, cancellation);

    /// <summary>A rule about a remote group means this group itself when it names none.</summary>
    private static MapValue ForService(MapValue rule, string group)
    {
        var mode = rule.Text("remote_mode");
        var body = rule.Without("remote_mode").With("security_group_id", group);
        body = mode switch
        {
            "remote_group_id" => body.With("remote_ip_prefix", Value.Null).With("remote_group_id", body.Has("remote_group_id") ? body.Get("remote_group_id") : group),
            null => body,
            _ => body.With("remote_group_id", Value.Null),
        };
        return WithPortsAsText(body);
    }

    /// <summary>The service's old habit is to take ports as text.</summary>
    internal static MapValue WithPortsAsText(MapValue rule) =>
        ((string[])["port_range_min", "port_range_max"]).Where(rule.Has).Aggregate(rule, (body, port) => body.With(port, ValueText.Plain(body.Get(port))));
}
