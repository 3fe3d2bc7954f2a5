using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources;
using NUnit.Framework;

namespace Heat.Tests.Resources;

public sealed class ImplicitDependenciesTests
{
    private static readonly Dictionary<string, ResourceType> s_types = new AssemblyResourceTypes().ResourceTypes.ToDictionary(type => type.Schema.Type);

    private readonly IReadOnlyList<ResourceOutline> _siblings =
    [
        Outline("inner", "OS::Neutron::Subnet", [("network", "net")]),
        Outline("other", "OS::Neutron::Subnet", [("network_id", "elsewhere")]),
        Outline("router", "OS::Neutron::Router", [("external_gateway_info", MapValue.Of(("network", "public")))]),
        Outline("gateway", "OS::Neutron::RouterGateway", [("router_id", "router"), ("network", "public")]),
        Outline("plug", "OS::Neutron::RouterInterface", [("router", "router"), ("subnet", "inner")]),
        Outline("port", "OS::Neutron::Port", [("network", "net"), ("fixed_ips", ListValue.Create([MapValue.Of(("subnet", "inner"))]))]),
    ];

    [TestCase("""{"networks": [{"network": "net"}]}""", "inner")]
    [TestCase("""{"networks": [{"uuid": "elsewhere"}]}""", "other")]
    [TestCase("""{"networks": [{"port": "port"}]}""", "inner other")]
    [TestCase("{}", "")]
    public void A_server_waits_for_the_subnets_it_may_end_up_on(string properties, string expected) => Assert.That(DependenciesOf("OS::Nova::Server", properties), Is.EqualTo(expected));

    [Test]
    public void A_port_waits_for_the_subnets_of_its_network() => Assert.That(DependenciesOf("OS::Neutron::Port", """{"network": "net"}"""), Is.EqualTo("inner"));

    [Test]
    public void A_router_waits_for_the_subnets_of_its_outer_network() =>
        Assert.That(DependenciesOf("OS::Neutron::Router", """{"external_gateway_info": {"network": "elsewhere"}}"""), Is.EqualTo("other"));

    [Test]
    public void A_gateway_waits_for_the_interfaces_of_its_router() =>
        Assert.That(DependenciesOf("OS::Neutron::RouterGateway", """{"router_id": "router", "network": "public"}"""), Is.EqualTo("plug"));

    [TestCase("public", "port", "gateway router plug")]
    [TestCase("public", "", "gateway router")]
    [TestCase("private", "port", "plug")]
    public void A_floating_address_waits_for_the_way_to_its_port(string network, string requires, string expected) =>
        Assert.That(DependenciesOf("OS::Neutron::FloatingIP", $$"""{"floating_network": "{{network}}"}""", requires), Is.EqualTo(expected));

    [Test]
    public void An_association_waits_for_the_interface_on_the_subnet_of_its_port() =>
        Assert.That(DependenciesOf("OS::Neutron::FloatingIPAssociation", """{"port_id": "port", "floatingip_id": "x"}""", "port"), Is.EqualTo("plug"));

    private string DependenciesOf(string type, string properties, string requires = "")
    {
        var self = new ResourceOutline("self", s_types[type], ValueJson.ParseMap(properties), requires.Split(' ').ToHashSet());
        return string.Join(' ', self.Type.ImplicitDependencies(self, _siblings));
    }

    private static ResourceOutline Outline(string name, string type, (string, Value)[] properties) => new(name, s_types[type], MapValue.Of(properties), new HashSet<string>());
}
