using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Identity;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Network;

/// <summary>/v2.0/subnets.</summary>
internal sealed class SubnetsApi(NetworkTables tables, SubnetPlan plan) : NetworkCollection<Subnet>(tables, tables.Subnets, "subnet", "subnets")
{
    private readonly SegmentBook _segments = new(tables);

    private static readonly HashSet<string> s_updatable =
        ["gateway_ip", "allocation_pools", "dns_nameservers", "host_routes", "enable_dhcp", "service_types", "dns_publish_fixed_ip", "segment_id"];

    protected override IReadOnlySet<string> Creatable { get; } =
        new HashSet<string>(s_updatable) { "network_id", "ip_version", "cidr", "ipv6_address_mode", "ipv6_ra_mode", "subnetpool_id", "prefixlen", "use_default_subnetpool" };

    protected override IReadOnlyList<string> Required { get; } = ["network_id", "ip_version"];

    protected override IReadOnlySet<string> Updatable => s_updatable;

    protected override IReadOnlySet<string> Resolved { get; } = new HashSet<string> { "prefixlen", "use_default_subnetpool" };

    public override CloudFaultException Missing(string? id) => NetworkFaults.NotFound("Subnet", "SubnetNotFound", id);

    protected override bool Shows(Subnet item, Caller caller) =>
        caller.Owns(item.ProjectId) || Tables.Networks.Find(item.NetworkId) is { } network && (network.Shared || caller.Owns(network.ProjectId));

    protected override IEnumerable<Subnet> Candidates(CloudRequest request) =>
        request.Query("network_id") is { } network ? Tables.SubnetsByNetwork[network] : Table.All;

    protected override Subnet Complete(Subnet draft, JsonObject wanted, Caller caller, CloudTransaction transaction)
    {
        if (Tables.Networks.Find(draft.NetworkId) is not { } network || !(caller.Owns(network.ProjectId) || network.Shared))
            throw NetworkFaults.NotFound("Network", "NetworkNotFound", draft.NetworkId);
        if (!caller.Owns(network.ProjectId)) throw NetworkFaults.NotAllowed("create_subnet");
        CheckSegment(null, draft);
        return plan.Plan(draft, wanted);
    }

    protected override Subnet Change(Subnet before, Subnet after, JsonObject wanted, Caller caller, CloudTransaction transaction)
    {
        if (after.GatewayIp != before.GatewayIp && before.GatewayIp is { } old && Tables.PortsByAddress.First(NetworkTables.AddressKey(before.Id, old)) is { } port)
            throw CloudFaultException.Conflict($"Current gateway ip {old} already in use by port {port.Id}. Unable to update.", "GatewayIpInUse");
        CheckSegment(before, after);
        SubnetPlan.Check(after, AddressBlock.Parse(after.Cidr)!.Value);
        return after;
    }

    /// <summary>A subnet is on one segment of its network for good; only where the network has no other can that be said later.</summary>
    private void CheckSegment(Subnet? before, Subnet after)
    {
        if (after.SegmentId == before?.SegmentId) return;
        if (before?.SegmentId is not null)
            throw CloudFaultException.BadRequest("A subnet that is already associated with a segment cannot have its segment association changed.", "SubnetSegmentAssociationChangeNotAllowed");
        if (_segments.Find(after.SegmentId!) is not { } segment) throw NetworkFaults.NotFound("Segment", "SegmentNotFound", after.SegmentId);
        if (SegmentBook.NetworkOf(segment) is var network && network != after.NetworkId)
            throw CloudFaultException.BadRequest($"The subnet's network id, '{after.NetworkId}', doesn't match the network_id of segment '{segment.Id}', '{network}'", "NetworkIdsDontMatch");
        if (before is not null && _segments.Of(after.NetworkId).Count() > 1)
            throw CloudFaultException.BadRequest($"The network '{after.NetworkId}' has multiple segments, it is only possible to associate an existing subnet with a segment on networks with a single segment.", "NoUpdateSubnetWhenMultipleSegmentsOnNetwork");
    }

    protected override void Release(Subnet item, CloudTransaction transaction)
    {
        if (Tables.PortsBySubnet.Contains(item.Id))
            throw CloudFaultException.Conflict($"Unable to complete operation on subnet {item.Id}: One or more ports have an IP allocation from this subnet.", "SubnetInUse");
    }
}
