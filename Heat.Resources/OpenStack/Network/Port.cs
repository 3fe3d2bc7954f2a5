using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::Port — a place on a network to plug something in. API: Networking v2.0, /ports.</summary>
public sealed class Port() : NeutronResource("ports", "port")
{
    private const string GivenUpAddresses = "port_fip";

    public override ResourceSchema Schema { get; } = new("OS::Neutron::Port")
    {
        Description = "A place on a network to plug something in.",
        Service = "network",
        Properties =
        [
            Property.Flag("admin_state_up", "Whether the port forwards traffic.").DefaultsTo(true).Updatable(),
            Property.ListOfMaps("allowed_address_pairs", "More addresses that may speak through the port.",
                Property.Text("ip_address", "The address, or a range of them where the field takes one.").Satisfying("ip_or_cidr").Required(),
                Property.Text("mac_address", "The hardware address.").Satisfying("mac_addr")).Updatable(),
            Property.Text("binding:vnic_type", "What kind of virtual card is plugged in.").OneOf("normal", "direct", "macvtap", "direct-physical", "baremetal", "virtio-forwarder", "smart-nic").DefaultsTo("normal").Updatable().Since("2015.1"),
            Property.Text("device_id", "The id of what is plugged in.").DefaultsTo("").Updatable(),
            Property.Text("device_owner", "What kind of thing is plugged in.").DefaultsTo("").Updatable(),
            Property.Text("dns_name", "The name of the port in the domain name system.").Satisfying("dns_name").Updatable().Since("7.0.0"),
            Property.ListOfMaps("fixed_ips", "The addresses wanted; one is chosen when they are left out.",
                Property.Text("ip_address", "The address, or a range of them where the field takes one.").Satisfying("ip_addr"),
                Property.Text("subnet", "The subnet, by name or id.").Finding("neutron.subnet").Satisfying("neutron.subnet").Since("2014.2"),
                Property.Text("subnet_id", "The old name of subnet.").Finding("neutron.subnet").Satisfying("neutron.subnet").DeprecatedIn("2014.2 ").HiddenIn("5.0.0")).Updatable(),
            Property.Text("mac_address", "The hardware address.").Satisfying("mac_addr"),
            Property.Text("name", "The name shown to people; one is made up when it is left out.").Updatable(),
            Property.Text("network", "The network, by name or id.").Finding("neutron.network").Satisfying("neutron.network").Required().Since("2014.2"),
            Property.Text("network_id", "The old name of network.").Finding("neutron.network").Satisfying("neutron.network").DeprecatedIn("2014.2").HiddenIn("5.0.0"),
            Property.Flag("no_fixed_ips", "Whether the port has no address at all.").DefaultsTo(false).Updatable().Since("16.0.0"),
            Property.Flag("port_security_enabled", "Whether ports are guarded against traffic that is not theirs.").Updatable().Since("5.0.0"),
            Property.Flag("propagate_uplink_status", "Whether the port goes down with its uplink.").Updatable().Since("15.0.0"),
            Property.Text("qos_policy", "The quality-of-service policy.").Finding("neutron.qos_policy").Satisfying("neutron.qos_policy").Updatable().Since("6.0.0"),
            Property.Text("replacement_policy", "Whether every update replaces the port.").OneOf("REPLACE_ALWAYS", "AUTO").DefaultsTo("AUTO").Updatable().Since("2014.2").DeprecatedIn("6.0.0").HiddenIn("9.0.0"),
            Property.List("security_groups", "The security groups, by name or id.").Updatable(),
            Property.List("tags", "Words to mark it with.", Property.Text("*")).Updatable().Since("9.0.0"),
            Property.Map("value_specs", "More fields for the service, passed on as they are.").DefaultsTo(MapValue.Empty).Updatable(),
        ],
        Attributes =
        [
            Attribute.Text("admin_state_up", "Whether it is switched on."),
            Attribute.List("allowed_address_pairs", "More addresses that may speak through the port."),
            Attribute.Text("device_id", "The id of what is plugged in."),
            Attribute.Text("device_owner", "What kind of thing is plugged in."),
            Attribute.Map("dns_assignment", "The names that the port got.").Since("7.0.0"),
            Attribute.List("fixed_ips", "The addresses with their subnets."),
            Attribute.Text("mac_address", "The hardware address."),
            Attribute.Text("name", "The name."),
            Attribute.Map("network", "Everything about its network.").Since("11.0.0"),
            Attribute.Text("network_id", "The id of its network."),
            Attribute.Flag("port_security_enabled", "Whether the port is guarded.").Since("5.0.0"),
            Attribute.Flag("propagate_uplink_status", "Whether the port goes down with its uplink.").Since("15.0.0"),
            Attribute.Text("qos_policy_id", "The quality-of-service policy.").Since("6.0.0"),
            Attribute.List("security_groups", "The ids of its security groups."),
            Attribute.Text("status", "The status that the service gives."),
            Attribute.List("subnets", "Everything about the subnets of its addresses."),
            Attribute.Text("tenant_id", "The project that owns it."),
        ],
    };

    protected override bool HasStatus => true;

    protected override IReadOnlyDictionary<string, string> ServiceNames { get; } = new Dictionary<string, string> { ["network"] = "network_id", ["qos_policy"] = "qos_policy_id" };

    /// <summary>Nobody knows which subnet the service will take an address from, so all subnets of the network come first.</summary>
    public override IEnumerable<string> ImplicitDependencies(ResourceOutline self, IReadOnlyList<ResourceOutline> siblings) => siblings.SubnetsOn(self.Network());

    public override ValueTask<MapValue> TranslateAsync(MapValue properties, ICloudSession cloud, CancellationToken cancellation) =>
        ValueTask.FromResult(properties.Renamed("network_id", "network").RenamedInEach("fixed_ips", "subnet_id", "subnet"));

    public override bool NeedsReplacement(ResourceContext resource, PropertyChanges changes) => changes.After.Text("replacement_policy") == "REPLACE_ALWAYS";

    public override async Task PrepareForReplacementAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (resource.PhysicalId is null || await TryShowAsync(resource, cancellation) is not { } port)
            return;
        // When this is done again after a crash, they may be given up already.
        if (port.Get("fixed_ips").AsList() is { Count: > 0 } addresses)
            resource.RecordData(GivenUpAddresses, ValueJson.Write(addresses));
        await SetAddressesAsync(resource, ListValue.Empty, cancellation);
    }

    public override async Task RestoreAfterReplacementAsync(ResourceContext resource, ResourceContext replacement, CancellationToken cancellation)
    {
        if (replacement.PhysicalId is not null)
            await Absence.IgnoreAsync(() => SetAddressesAsync(replacement, ListValue.Empty, cancellation));
        if (resource.PhysicalId is not null && resource.Data.TryGetValue(GivenUpAddresses, out var addresses) && ValueJson.Parse(addresses) is ListValue { Count: > 0 } given)
            await SetAddressesAsync(resource, given, cancellation);
    }

    public override async Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var attributes = await base.ReadAttributesAsync(resource, cancellation);
        if (resource.PhysicalId is null || resource.AskedAttributes?.Overlaps(["network", "subnets"]) == false)
            return attributes;
        var client = Client(resource);
        var subnets = attributes.Get("fixed_ips").Maps().Select(address => address.Text("subnet_id")).OfType<string>().Select(id => client.RecallAsync($"/subnets/{id}", "subnet", cancellation));
        var network = attributes.Text("network_id") is { } id ? await client.RecallAsync($"/networks/{id}", "network", cancellation) : null;
        return attributes.With("network", network ?? Value.Null).With("subnets", ListValue.Create((await Task.WhenAll(subnets)).OfType<Value>()));
    }

    protected override IEnumerable<string> Faults(MapValue properties, IReadOnlySet<string> unknown) =>
        properties.Has("fixed_ips") && properties.Is("no_fixed_ips") ? [PropertyRules.Conflict("fixed_ips", "no_fixed_ips")] : [];

    protected override async Task<MapValue> PrepareAsync(ResourceContext resource, MapValue body, bool isUpdate, CancellationToken cancellation)
    {
        body = WithAddresses(body.Without("replacement_policy"));
        if (body.ContainsKey("allowed_address_pairs"))
            body = body.With("allowed_address_pairs", ListValue.Create(body.Get("allowed_address_pairs").Maps().Select(pair => pair.WithoutNulls())));
        // Left out, the service takes the group "default"; an empty list means no group at all.
        if (body.Get("security_groups") is ListValue groups)
            body = body.With("security_groups", await Client(resource).FindSecurityGroupIdsAsync(groups.Texts(), cancellation));
        else if (isUpdate && body.ContainsKey("security_groups"))
            body = body.With("security_groups", await Client(resource).FindSecurityGroupIdsAsync(["default"], cancellation));
        return body;
    }

    /// <summary>An empty list would take the port's addresses away; only <c>no_fixed_ips</c> asks for that.</summary>
    private static MapValue WithAddresses(MapValue body)
    {
        var wantsNone = body.Is("no_fixed_ips");
        body = body.Without("no_fixed_ips");
        if (wantsNone)
            return body.With("fixed_ips", ListValue.Empty);
        return body.Has("fixed_ips")
            ? body.With("fixed_ips", ListValue.Create(body.Get("fixed_ips").Maps().Select(address => address.WithoutNulls().Renamed("subnet", "subnet_id"))))
            : body.Without("fixed_ips");
    }

    private Task SetAddressesAsync(ResourceContext resource, ListValue addresses, CancellationToken cancellation) =>
        Client(resource).PutAsync(PathOf(resource), MapValue.Of(("port", MapValue.Of(("fixed_ips", addresses)))), cancellation);
}
