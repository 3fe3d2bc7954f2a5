using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Identity;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Network;

/// <summary>/v2.0/routers: gateways, interfaces and extra routes.</summary>
internal sealed class RoutersApi(NetworkTables tables, AddressBook addresses, PortsApi ports) : NetworkCollection<Router>(tables, tables.Routers, "router", "routers")
{
    public const string InterfaceOwner = "network:router_interface";
    private const string GatewayOwner = "network:router_gateway";

    protected override IReadOnlySet<string> Creatable { get; } = new HashSet<string> { "admin_state_up", "external_gateway_info", "distributed", "ha", "flavor_id", "availability_zone_hints", "routes" };

    protected override IReadOnlySet<string> Updatable { get; } = new HashSet<string> { "admin_state_up", "external_gateway_info", "routes", "distributed", "ha" };

    protected override IReadOnlySet<string> Privileged { get; } = new HashSet<string> { "distributed", "ha" };

    protected override IReadOnlySet<string> Resolved { get; } = new HashSet<string> { "external_gateway_info" };

    public override void Map(CloudRoutes routes)
    {
        base.Map(routes);
        routes.Put($"{Path}/{{id}}/add_router_interface", AddInterface);
        routes.Put($"{Path}/{{id}}/remove_router_interface", RemoveInterface);
        routes.Put($"{Path}/{{id}}/add_extraroutes", (request, transaction) => ChangeRoutes(request, transaction, (has, more) => has.Union(more)));
        routes.Put($"{Path}/{{id}}/remove_extraroutes", (request, transaction) => ChangeRoutes(request, transaction, (has, less) => has.Except(less)));
        routes.Get($"{Path}/{{id}}/l3-agents", _ => CloudReply.Ok("agents", new JsonArray()));
    }

    public override CloudFaultException Missing(string? id) => NetworkFaults.NotFound("Router", "RouterNotFound", id);

    protected override Router Complete(Router draft, JsonObject wanted, Caller caller, CloudTransaction transaction) => WithGateway(draft, wanted, caller, transaction);

    protected override Router Change(Router before, Router after, JsonObject wanted, Caller caller, CloudTransaction transaction)
    {
        CheckRoutes(after, after.Routes);
        return wanted.ContainsKey("external_gateway_info") ? WithGateway(after, wanted, caller, transaction) : after;
    }

    protected override void Release(Router item, CloudTransaction transaction)
    {
        if (Interfaces(item).Any()) throw CloudFaultException.Conflict($"Router {item.Id} still has ports", "RouterInUse");
        DropGateway(item, transaction);
    }

    private IEnumerable<Port> Interfaces(Router router) => Tables.PortsByDevice[router.Id].Where(port => port.DeviceOwner == InterfaceOwner);

    /// <summary>Puts the router on the external network that is asked for, with an address of its own there, or takes it off.</summary>
    private Router WithGateway(Router router, JsonObject wanted, Caller caller, CloudTransaction transaction)
    {
        var asked = wanted["external_gateway_info"] as JsonObject;
        if (CloudJson.Text(asked?["network_id"]) is not { } networkId)
        {
            DropGateway(router, transaction);
            return router with { ExternalGatewayInfo = null };
        }
        if (Tables.Networks.Find(networkId) is not { } network) throw NetworkFaults.NotFound("Network", "NetworkNotFound", networkId);
        if (!network.External) throw NetworkFaults.BadRouter($"Network {networkId} is not an external network");
        var snat = asked!["enable_snat"]?.GetValue<bool>() ?? true;
        var kept = router.ExternalGatewayInfo is { } now && now.NetworkId == networkId && asked["external_fixed_ips"] is null ? now.ExternalFixedIps : null;
        if (kept is not null) return router with { ExternalGatewayInfo = new ExternalGateway(networkId, snat, kept) };
        DropGateway(router, transaction, moving: router.ExternalGatewayInfo?.NetworkId == networkId);
        var fixedIps = addresses.Allocate(networkId, asked["external_fixed_ips"] as JsonArray, null);
        PutPort(network, "", router.Id, GatewayOwner, fixedIps, transaction);
        return router with { ExternalGatewayInfo = new ExternalGateway(networkId, snat, fixedIps) };
    }

    private void DropGateway(Router router, CloudTransaction transaction, bool moving = false)
    {
        if (router.ExternalGatewayInfo is null) return;
        if (!moving && Tables.FloatingIpsByRouter.Contains(router.Id))
            throw CloudFaultException.Conflict($"Gateway cannot be updated for router {router.Id}, since a gateway to external network {router.ExternalGatewayInfo.NetworkId} is required by one or more floating IPs.", "RouterExternalGatewayInUseByFloatingIp");
        foreach (var port in Tables.PortsByDevice[router.Id].Where(port => port.DeviceOwner == GatewayOwner)) ports.Withdraw(port, transaction);
    }

    private Port PutPort(VirtualNetwork network, string project, string device, string owner, IReadOnlyList<FixedIp> fixedIps, CloudTransaction transaction) =>
        transaction.Put(Tables.Ports, new Port
        {
            Id = Guid.NewGuid().ToString(),
            NetworkId = network.Id,
            ProjectId = project,
            DeviceId = device,
            DeviceOwner = owner,
            FixedIps = fixedIps,
            MacAddress = PortsApi.NewMac(Tables),
            PortSecurityEnabled = false,
            Status = "ACTIVE",
            BindingHostId = "local",
            BindingVifType = "ovs",
            CreatedAt = transaction.Now,
            UpdatedAt = transaction.Now,
        });

    private CloudReply AddInterface(CloudRequest request, CloudTransaction transaction)
    {
        var router = Owned(request, "add_router_interface");
        var (subnetId, portId) = (CloudJson.Text(request.Object["subnet_id"]), CloudJson.Text(request.Object["port_id"]));
        if ((subnetId is null) == (portId is null)) throw NetworkFaults.BadRouter(subnetId is null ? "Either subnet_id or port_id must be specified" : "Cannot specify both subnet-id and port-id");
        var port = portId is not null ? AddPort(router, portId, transaction) : AddSubnet(router, subnetId!, request.Caller, transaction);
        return new CloudReply(200, InterfaceView(router, port));
    }

    private Port AddPort(Router router, string id, CloudTransaction transaction)
    {
        var port = ports.Require(id);
        if (port.DeviceId.Length > 0)
            throw CloudFaultException.Conflict($"Unable to complete operation on port {port.Id} for network {port.NetworkId}. Port already has an attached device {port.DeviceId}.", "PortInUse");
        if (port.FixedIps.Count == 0) throw NetworkFaults.BadRouter("Router port must have at least one fixed IP");
        foreach (var ip in port.FixedIps) RefuseOverlap(router, Tables.Subnets.Find(ip.SubnetId)!);
        return transaction.Put(Tables.Ports, port with { DeviceId = router.Id, DeviceOwner = InterfaceOwner, Status = "ACTIVE", BindingHostId = "local", SecurityGroups = [] });
    }

    public Port AddSubnet(Router router, string id, Caller caller, CloudTransaction transaction)
    {
        if (Tables.Subnets.Find(id) is not { } subnet || Tables.Networks.Find(subnet.NetworkId) is not { } network || !(caller.Owns(subnet.ProjectId) || network.Shared))
            throw NetworkFaults.NotFound("Subnet", "SubnetNotFound", id);
        if (subnet.GatewayIp is null) throw NetworkFaults.BadRouter("Subnet for router interface must have a gateway IP");
        RefuseOverlap(router, subnet);
        var gateway = new JsonArray(new JsonObject { ["subnet_id"] = subnet.Id, ["ip_address"] = subnet.GatewayIp });
        return PutPort(network, router.ProjectId, router.Id, InterfaceOwner, addresses.Allocate(network.Id, gateway, null), transaction);
    }

    private void RefuseOverlap(Router router, Subnet subnet)
    {
        var block = AddressBlock.Parse(subnet.Cidr)!.Value;
        foreach (var ip in Tables.PortsByDevice[router.Id].SelectMany(port => port.FixedIps))
        {
            if (ip.SubnetId == subnet.Id) throw NetworkFaults.BadRouter($"Router already has a port on subnet {subnet.Id}");
            var other = Tables.Subnets.Find(ip.SubnetId)!;
            if (block.Overlaps(AddressBlock.Parse(other.Cidr)!.Value))
                throw NetworkFaults.BadRouter($"Cidr {subnet.Cidr} of subnet {subnet.Id} overlaps with cidr {other.Cidr} of subnet {other.Id}");
        }
    }

    private CloudReply RemoveInterface(CloudRequest request, CloudTransaction transaction)
    {
        var router = Owned(request, "remove_router_interface");
        var (subnetId, portId) = (CloudJson.Text(request.Object["subnet_id"]), CloudJson.Text(request.Object["port_id"]));
        if (subnetId is null && portId is null) throw NetworkFaults.BadRouter("Either subnet_id or port_id must be specified");
        if (portId is null && Tables.Subnets.Find(subnetId) is null) throw NetworkFaults.NotFound("Subnet", "SubnetNotFound", subnetId);
        var port = Interfaces(router).FirstOrDefault(port => portId is not null ? port.Id == portId : port.FixedIps.Any(ip => ip.SubnetId == subnetId));
        if (port is null)
            throw portId is not null
                ? CloudFaultException.NotFound($"Router {router.Id} does not have an interface with id {portId}", "RouterInterfaceNotFound")
                : CloudFaultException.NotFound($"Router {router.Id} has no interface on subnet {subnetId}", "RouterInterfaceNotFoundForSubnet");
        RefuseInterfaceInUse(router, port);
        var view = InterfaceView(router, port);
        ports.Withdraw(port, transaction);
        return new CloudReply(200, view);
    }

    private void RefuseInterfaceInUse(Router router, Port port)
    {
        foreach (var subnet in port.FixedIps.Select(ip => Tables.Subnets.Find(ip.SubnetId)!))
        {
            if (Tables.FloatingIpsByRouter[router.Id].Any(floating => Tables.Ports.Find(floating.PortId)?.FixedIps.Any(ip => ip.SubnetId == subnet.Id && ip.IpAddress == floating.FixedIpAddress) == true))
                throw CloudFaultException.Conflict($"Router interface for subnet {subnet.Id} on router {router.Id} cannot be deleted, as it is required by one or more floating IPs.", "RouterInterfaceInUseByFloatingIP");
            var block = AddressBlock.Parse(subnet.Cidr)!.Value;
            if (router.Routes.Any(route => AddressBlock.Number(route.Nexthop) is { } hop && hop.V6 == block.V6 && block.Contains(hop.Value)))
                throw CloudFaultException.Conflict($"Router interface for subnet {subnet.Id} on router {router.Id} cannot be deleted, as it is required by one or more routes.", "RouterInterfaceInUseByRoute");
        }
    }

    private static JsonObject InterfaceView(Router router, Port port) => new()
    {
        ["id"] = router.Id,
        ["tenant_id"] = router.ProjectId,
        ["project_id"] = router.ProjectId,
        ["port_id"] = port.Id,
        ["network_id"] = port.NetworkId,
        ["subnet_id"] = port.FixedIps.Count > 0 ? port.FixedIps[0].SubnetId : null,
        ["subnet_ids"] = CloudJson.Array(port.FixedIps.Select(ip => ip.SubnetId)),
        ["tags"] = CloudJson.Array(router.Tags),
    };

    private CloudReply ChangeRoutes(CloudRequest request, CloudTransaction transaction, Func<IEnumerable<HostRoute>, IEnumerable<HostRoute>, IEnumerable<HostRoute>> combine)
    {
        var router = Owned(request, "update");
        var asked = (request.Wrapped("router")["routes"] as JsonArray ?? []).OfType<JsonObject>()
            .Select(route => new HostRoute(CloudJson.Text(route["destination"]) ?? "", CloudJson.Text(route["nexthop"]) ?? ""));
        List<HostRoute> routes = [.. combine(router.Routes, asked)];
        CheckRoutes(router, routes);
        var changed = transaction.Put(Table, router with { Routes = routes, UpdatedAt = transaction.Now, RevisionNumber = router.RevisionNumber + 1 });
        return CloudReply.Ok("router", View(changed, request.Caller));
    }

    private void CheckRoutes(Router router, IEnumerable<HostRoute> routes)
    {
        foreach (var route in routes)
        {
            if (AddressBlock.Parse(route.Destination) is null) throw NetworkFaults.Input("routes", $"'{route.Destination}' is not a valid IP subnet");
            var hop = AddressBlock.Number(route.Nexthop) ?? throw NetworkFaults.Input("routes", $"'{route.Nexthop}' is not a valid IP address");
            var reachable = Tables.PortsByDevice[router.Id].SelectMany(port => port.FixedIps).Select(ip => AddressBlock.Parse(Tables.Subnets.Find(ip.SubnetId)!.Cidr)!.Value);
            if (!reachable.Any(block => block.V6 == hop.V6 && block.Contains(hop.Value)))
                throw CloudFaultException.BadRequest($"Invalid format for routes: [{{'destination': '{route.Destination}', 'nexthop': '{route.Nexthop}'}}], the nexthop is not connected with router", "InvalidRoutes");
        }
    }
}
