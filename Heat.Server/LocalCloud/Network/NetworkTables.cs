using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Network;

/// <summary>What the network service stores.</summary>
internal sealed class NetworkTables
{
    private static readonly Dictionary<string, int> s_limits = new()
    {
        ["network"] = 1000, ["subnet"] = 1000, ["port"] = 5000, ["router"] = 100, ["floatingip"] = 500, ["security_group"] = 200,
        ["security_group_rule"] = 2000, ["subnetpool"] = -1, ["rbac_policy"] = 100, ["trunk"] = -1,
    };

    private readonly LocalCloudState _state;

    public NetworkTables(LocalCloudState state)
    {
        _state = state;
        Networks = state.Table<VirtualNetwork>("network.network");
        Subnets = state.Table<Subnet>("network.subnet");
        Ports = state.Table<Port>("network.port");
        Routers = state.Table<Router>("network.router");
        FloatingIps = state.Table<FloatingIp>("network.floatingip");
        SecurityGroups = state.Table<SecurityGroup>("network.security_group");
        Rules = state.Table<SecurityGroupRule>("network.security_group_rule");
        Documents = state.Table<NetworkDocument>("network.document");
        Quotas = new Quotas(state.Table<QuotaSet>("network.quota"), s_limits);
        SubnetsByNetwork = Subnets.IndexedBy(subnet => subnet.NetworkId);
        PortsByNetwork = Ports.IndexedBy(port => port.NetworkId);
        PortsByDevice = Ports.IndexedBy(port => port.DeviceId);
        PortsBySubnet = Ports.IndexedBy(port => port.FixedIps.Select(ip => ip.SubnetId));
        PortsByAddress = Ports.IndexedBy(port => port.FixedIps.Select(ip => AddressKey(ip.SubnetId, ip.IpAddress)));
        PortsByMac = Ports.IndexedBy(port => port.MacAddress);
        PortsBySecurityGroup = Ports.IndexedBy(port => port.SecurityGroups);
        RulesByGroup = Rules.IndexedBy(rule => rule.SecurityGroupId);
        RulesByRemoteGroup = Rules.IndexedBy(rule => rule.RemoteGroupId);
        FloatingIpsByPort = FloatingIps.IndexedBy(floating => floating.PortId);
        FloatingIpsByRouter = FloatingIps.IndexedBy(floating => floating.RouterId);
        FloatingIpsByAddress = FloatingIps.IndexedBy(floating => floating.FloatingIpAddress);
        SecurityGroupsByProject = SecurityGroups.IndexedBy(group => group.ProjectId);
        DocumentsByCollection = Documents.IndexedBy(document => document.Collection);
        DocumentsByParent = Documents.IndexedBy(document => document.ParentId);
    }

    public DateTimeOffset Now => _state.Now;

    public CloudTable<VirtualNetwork> Networks { get; }

    public CloudTable<Subnet> Subnets { get; }

    public CloudTable<Port> Ports { get; }

    public CloudTable<Router> Routers { get; }

    public CloudTable<FloatingIp> FloatingIps { get; }

    public CloudTable<SecurityGroup> SecurityGroups { get; }

    public CloudTable<SecurityGroupRule> Rules { get; }

    public CloudTable<NetworkDocument> Documents { get; }

    public Quotas Quotas { get; }

    public CloudIndex<Subnet> SubnetsByNetwork { get; }

    public CloudIndex<Port> PortsByNetwork { get; }

    public CloudIndex<Port> PortsByDevice { get; }

    public CloudIndex<Port> PortsBySubnet { get; }

    public CloudIndex<Port> PortsByAddress { get; }

    public CloudIndex<Port> PortsByMac { get; }

    public CloudIndex<Port> PortsBySecurityGroup { get; }

    public CloudIndex<SecurityGroupRule> RulesByGroup { get; }

    public CloudIndex<SecurityGroupRule> RulesByRemoteGroup { get; }

    public CloudIndex<FloatingIp> FloatingIpsByPort { get; }

    public CloudIndex<FloatingIp> FloatingIpsByRouter { get; }

    public CloudIndex<FloatingIp> FloatingIpsByAddress { get; }

    public CloudIndex<SecurityGroup> SecurityGroupsByProject { get; }

    public CloudIndex<NetworkDocument> DocumentsByCollection { get; }

    public CloudIndex<NetworkDocument> DocumentsByParent { get; }

    public static string AddressKey(string subnet, string address) => $"{subnet}|{address}";
}
