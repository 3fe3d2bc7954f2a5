using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;
using NUnit.Framework;

namespace Heat.Tests.Resources;

/// <summary>Tunnels, firewalls, mirrors, gateways and chains, on a local cloud.</summary>
public sealed class NetworkServicesTests() : WorkbenchFixture("admin")
{
    [Test]
    public async Task A_tunnel_to_another_site()
    {
        var service = await Bench.MakeFindableAsync("OS::Neutron::VPNService", ("router", "router1"), ("subnet", "private-subnet"));
        var keys = await Bench.MakeFindableAsync("OS::Neutron::IKEPolicy", ("name", "keys"));
        var protection = await Bench.MakeFindableAsync("OS::Neutron::IPsecPolicy", ("lifetime", MapValue.Of(("value", 60), ("units", "seconds"))));
        var before = await service.AttributeAsync("status");
        var tunnel = await Bench.MakeFindableAsync("OS::Neutron::IPsecSiteConnection", ("vpnservice_id", service.Id), ("ikepolicy_id", keys.Id), ("ipsecpolicy_id", protection.Id),
            ("peer_address", "203.0.113.9"), ("peer_id", "203.0.113.9"), ("peer_cidrs", ListValue.Of("10.9.0.0/24")), ("psk", "secret"));
        var refused = await Assert.ThrowsAsync<CloudException>(service.DeleteAsync);
        Assert.Multiple(async () =>
        {
            Assert.That((before, await service.AttributeAsync("status")), Is.EqualTo(((Value)"PENDING_CREATE", (Value)"ACTIVE")));
            Assert.That(await service.AttributeAsync("subnet_id"), Is.EqualTo((Value)await Bench.Session.FindIdAsync("neutron.subnet", "private-subnet", default)));
            Assert.That((await protection.AttributeAsync("lifetime")).AsMap()!.Get("value"), Is.EqualTo((Value)60));
            Assert.That(await tunnel.AttributeAsync("route_mode"), Is.EqualTo((Value)"static"));
            Assert.That(refused!.Nature, Is.EqualTo(FailureNature.Conflict));
        });
        foreach (var resource in (BenchResource[])[tunnel, protection, keys, service])
            await resource.EndAsync();
    }

    [Test]
    public async Task The_old_names_of_router_and_subnet_do_as_well()
    {
        var service = await Bench.MakeAsync("OS::Neutron::VPNService", ("router_id", "router1"), ("subnet_id", "private-subnet"));
        Assert.That(await service.AttributeAsync("router_id"), Is.EqualTo((Value)await Bench.Session.FindIdAsync("neutron.router", "router1", default)));
    }

    [Test]
    public async Task A_firewall_with_its_rules()
    {
        var rules = await Task.WhenAll(Bench.MakeFindableAsync("OS::Neutron::FirewallRule", ("name", "web"), ("protocol", "tcp"), ("destination_port", "80"), ("action", "allow")), Bench.MakeFindableAsync("OS::Neutron::FirewallRule", ("name", "rest")));
        var policy = await Bench.MakeFindableAsync("OS::Neutron::FirewallPolicy", ("firewall_rules", ListValue.Of(rules[0].Id, rules[1].Id)));
        var firewall = await Bench.MakeFindableAsync("OS::Neutron::Firewall", ("firewall_policy_id", policy.Id), ("value_specs", MapValue.Of(("router_ids", ListValue.Empty))));
        var placed = await rules[1].AttributeAsync("position");
        await rules[0].UpdateAsync(("protocol", "any"));
        await policy.UpdateAsync(("firewall_rules", ListValue.Of(rules[1].Id, rules[0].Id)));
        await firewall.UpdateAsync(("value_specs", MapValue.Of(("router_ids", ListValue.Of("r")))));
        var shown = (await firewall.AttributeAsync("show")).AsMap()!;
        Assert.Multiple(async () =>
        {
            Assert.That((placed, await rules[1].AttributeAsync("position")), Is.EqualTo(((Value)2, (Value)1)));
            Assert.That((await rules[0].AttributeAsync("show")).AsMap()!.Get("protocol"), Is.EqualTo(Value.Null));
            Assert.That(await firewall.AttributeAsync("shared"), Is.EqualTo((Value)"This attribute is currently unsupported in neutron firewall resource."));
            Assert.That(shown.Get("router_ids"), Is.EqualTo(ListValue.Of("r")));
        });
        foreach (var resource in (BenchResource[])[firewall, policy, .. rules])
            await resource.EndAsync();
    }

    [Test]
    public async Task Traffic_is_copied_from_one_port_to_another()
    {
        var ports = await PortsAsync(2);
        var service = await Bench.MakeFindableAsync("OS::Neutron::TaaS::TapService", ("name", "copies"), ("port", ports[0].Id));
        var flow = await Bench.MakeFindableAsync("OS::Neutron::TaaS::TapFlow", ("name", "original"), ("port", ports[1].Id), ("tap_service", "copies"), ("vlan_filter", "9,18-27"), ("direction", "IN"));
        var shown = (await flow.AttributeAsync("show")).AsMap()!;
        Assert.That((shown.Get("tap_service_id"), shown.Get("source_port"), shown.Get("status")), Is.EqualTo(((Value)service.Id, (Value)ports[1].Id, (Value)"ACTIVE")));
        await flow.EndAsync();
        await service.EndAsync();
    }

    [Test]
    public async Task A_network_is_joined_with_what_is_behind_a_gateway()
    {
        var device = MapValue.Of(("device_name", "d"), ("interfaces", ListValue.Of(MapValue.Of(("name", "i")))));
        var gateway = await Bench.MakeFindableAsync("OS::Neutron::L2Gateway", ("name", "gate"), ("devices", ListValue.Of(device)));
        var network = await Bench.Session.FindIdAsync("neutron.network", "private", default);
        var connection = await Bench.MakeFindableAsync("OS::Neutron::L2GatewayConnection", ("l2_gateway_id", gateway.Id), ("network_id", network), ("segmentation_id", "9"));
        await connection.EndAsync();
        await gateway.EndAsync();
    }

    [Test]
    public async Task A_network_gateway_exchanges_its_networks()
    {
        var networks = await Task.WhenAll(Enumerable.Range(0, 2).Select(number => Bench.MakeAsync("OS::Neutron::Net", ("name", $"n{number}"))));
        var devices = ListValue.Of(MapValue.Of(("id", "d"), ("interface_name", "breth1")));
        var gateway = await Bench.MakeFindableAsync("OS::Neutron::NetworkGateway", ("devices", devices), ("connections", ListValue.Of(Connection("network", "n0", 10))));
        var before = await NetworksAsync(gateway);
        await gateway.Type.FinishCreationAsync(gateway.Context, default);
        await gateway.UpdateAsync(("name", "gate"), ("connections", ListValue.Of(Connection("network_id", "n1", 11))));
        var after = await NetworksAsync(gateway);
        var changed = new PropertyChanges(gateway.Context.Properties, gateway.Context.Properties.With("devices", ListValue.Empty));
        var wrong = await Bench.PrepareAsync("OS::Neutron::NetworkGateway", ("devices", devices), ("connections", ListValue.Of(MapValue.Of(("network", "n0"), ("segmentation_type", "vlan")), MapValue.Of(("network", "n0"), ("segmentation_id", 4)))));
        Assert.Multiple(async () =>
        {
            Assert.That((before, after), Is.EqualTo((networks[0].Id, networks[1].Id)));
            Assert.That(gateway.Type.NeedsReplacement(gateway.Context, changed), Is.True);
            Assert.That(await wrong.FaultsAsync(), Is.EqualTo(new[] { "segmentation_id must be specified for using vlan", "segmentation_id cannot be specified except 0 for using flat" }));
        });
        await gateway.EndAsync();
    }

    [Test]
    public async Task Traffic_goes_through_a_chain_of_ports()
    {
        var ports = await PortsAsync(4);
        var pairs = await Task.WhenAll(PairAsync("p0", ports[0], ports[1]), PairAsync("p1", ports[2], ports[3]));
        var groups = await Task.WhenAll(pairs.Select((pair, number) => Bench.MakeFindableAsync("OS::Neutron::PortPairGroup", ("name", $"g{number}"), ("port_pairs", ListValue.Of($"p{number}")))));
        var classifier = await Bench.MakeFindableAsync("OS::Neutron::FlowClassifier", ("name", "web"), ("protocol", "tcp"), ("logical_source_port", ports[0].Id), ("destination_port_range_min", 80), ("destination_port_range_max", 80));
        var chain = await Bench.MakeFindableAsync("OS::Neutron::PortChain", ("port_pair_groups", ListValue.Of("g0")), ("flow_classifiers", ListValue.Of("web")));
        foreach (var resource in (BenchResource[])[chain, classifier, .. groups, .. pairs])
            await resource.EndAsync();
    }

    [Test]
    public async Task An_outer_address_leads_to_one_server_after_the_other()
    {
        (string, Value)[] properties = [("flavor", "m1.tiny"), ("image", "cirros"), ("networks", ListValue.Of(MapValue.Of(("network", "private"))))];
        var servers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Bench.MakeAsync("OS::Nova::Server", properties)));
        var first = await Bench.MakeFindableAsync("OS::Nova::FloatingIP", ("pool", "public"));
        var second = await Bench.MakeAsync("OS::Nova::FloatingIP");
        var association = await Bench.MakeAsync("OS::Nova::FloatingIPAssociation", ("floating_ip", first.Id), ("server_id", servers[0].Id));
        var before = await LeadsToAsync(first);
        await association.UpdateAsync(("floating_ip", second.Id));
        var exchanged = (await LeadsToAsync(first), await LeadsToAsync(second));
        await association.UpdateAsync(("server_id", servers[1].Id));
        var moved = await LeadsToAsync(second);
        await association.DeleteAsync();
        await association.DeleteAsync();
        var attributes = await first.AttributesAsync();
        Assert.Multiple(async () =>
        {
            Assert.That((before, exchanged, moved, await LeadsToAsync(second)), Is.EqualTo((servers[0].Id, ((string?)null, servers[0].Id), servers[1].Id, (string?)null)));
            Assert.That(attributes.Get("pool"), Is.EqualTo((Value)await Bench.Session.FindIdAsync("neutron.network", "public", default)));
            Assert.That(attributes.Get("ip").AsText(), Does.StartWith("172.24."));
        });
        await first.EndAsync();
    }

    private async Task<string?> LeadsToAsync(BenchResource address)
    {
        var client = Bench.Session.Service<NetworkClient>();
        var port = (await client.TryGetAsync($"/floatingips/{address.Id}", "floatingip", default))!.Get("port_id").AsText();
        return port is null ? null : (await client.TryGetAsync($"/ports/{port}", "port", default))!.Get("device_id").AsText();
    }

    private Task<BenchResource[]> PortsAsync(int count) => Task.WhenAll(Enumerable.Range(0, count).Select(_ => Bench.MakeAsync("OS::Neutron::Port", ("network", "private"))));

    private Task<BenchResource> PairAsync(string name, BenchResource ingress, BenchResource egress) =>
        Bench.MakeFindableAsync("OS::Neutron::PortPair", ("name", name), ("ingress", ingress.Id), ("egress", egress.Id));

    private static MapValue Connection(string key, string network, int number) => MapValue.Of((key, network), ("segmentation_type", "vlan"), ("segmentation_id", number));

    private static async Task<string> NetworksAsync(BenchResource gateway) =>
        string.Join(' ', (await gateway.AttributeAsync("show")).AsMap()!.Get("ports").Maps().Select(connection => connection.Get("network_id").AsText()));
}
