using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Network;

/// <summary>Lays out a new subnet: its block, its gateway, and the pools of addresses that ports get.</summary>
internal sealed class SubnetPlan(NetworkTables tables)
{
    public Subnet Plan(Subnet draft, JsonObject wanted)
    {
        if (draft.IpVersion is not (4 or 6)) throw NetworkFaults.Input("ip_version", $"'{draft.IpVersion}' is not in [4, 6]");
        var block = BlockOf(draft, wanted);
        if (block.V6 != (draft.IpVersion == 6)) throw NetworkFaults.Operation($"Cidr {block} has an IP version different from the requested ip_version {draft.IpVersion}");
        RefuseOverlap(draft, block);
        var gateway = wanted.TryGetPropertyValue("gateway_ip", out var asked)
            ? CloudJson.Text(asked)
            : AddressBlock.Text(block.First == block.Last ? block.First : block.First + 1, block.V6);
        var planned = draft with
        {
            Cidr = block.ToString(),
            GatewayIp = gateway is null ? null : Normal(gateway, "gateway_ip"),
            Ipv6AddressMode = draft.Ipv6AddressMode,
        };
        if (wanted["allocation_pools"] is null) planned = planned with { AllocationPools = Pools(block, planned.GatewayIp) };
        Check(planned, block);
        return planned;
    }

    public static void Check(Subnet subnet, AddressBlock block)
    {
        var pools = subnet.AllocationPools.Select(pool => (First: Number(pool.Start), Last: Number(pool.End), Pool: pool)).OrderBy(pool => pool.First).ToList();
        foreach (var (first, last, pool) in pools)
        {
            if (last < first) throw CloudFaultException.BadRequest($"The allocation pool {pool.Start}-{pool.End} is not valid.", "InvalidAllocationPool");
            if (!block.Contains(first) || !block.Contains(last))
                throw CloudFaultException.BadRequest($"The allocation pool {pool.Start}-{pool.End} spans beyond the subnet cidr {subnet.Cidr}.", "OutOfBoundsAllocationPool");
            if (subnet.GatewayIp is { } gateway && Number(gateway) is var at && at >= first && at <= last)
                throw CloudFaultException.Conflict($"Gateway ip {gateway} conflicts with allocation pool {pool.Start}-{pool.End}.", "GatewayConflictWithAllocationPools");
        }
        foreach (var (one, other) in pools.Zip(pools.Skip(1)))
            if (other.First <= one.Last)
                throw CloudFaultException.Conflict($"Found overlapping allocation pools: {one.Pool.Start}-{one.Pool.End} {other.Pool.Start}-{other.Pool.End} for subnet {subnet.Cidr}.", "OverlappingAllocationPools");
        foreach (var server in subnet.DnsNameservers) Normal(server, "dns_nameservers");
        foreach (var route in subnet.HostRoutes)
            if (AddressBlock.Parse(route.Destination) is null) throw NetworkFaults.Input("host_routes", $"'{route.Destination}' is not a valid IP subnet");
    }

    private AddressBlock BlockOf(Subnet draft, JsonObject wanted)
    {
        if (draft.Cidr.Length == 0) return FromPool(draft, wanted);
        var block = AddressBlock.Parse(draft.Cidr) ?? throw NetworkFaults.Input("cidr", $"'{draft.Cidr}' is not a valid IP subnet");
        var written = draft.Cidr.Contains('/', StringComparison.Ordinal) ? AddressBlock.Number(draft.Cidr.Split('/')[0])!.Value.Value : block.Last + 1;
        return written == block.First ? block : throw NetworkFaults.Input("cidr", $"'{draft.Cidr}' isn't a recognized IP subnet cidr, '{block}' is recommended");
    }

    /// <summary>The first block of the wanted size in the pool's prefixes that no subnet of the pool has.</summary>
    private AddressBlock FromPool(Subnet draft, JsonObject wanted)
    {
        if (draft.SubnetpoolId is null) throw CloudFaultException.BadRequest("Bad subnets request: a subnetpool must be specified in the absence of a cidr.", "BadRequest");
        var pool = tables.Documents.Find(draft.SubnetpoolId) is { Collection: "subnetpools" } found ? found.Attributes : throw NetworkFaults.NotFound("Subnet pool", "SubnetPoolNotFound", draft.SubnetpoolId);
        var length = wanted["prefixlen"]?.GetValue<int>() ?? SubnetPoolsApi.UsualLength(pool);
        var taken = tables.Subnets.All.Where(subnet => subnet.SubnetpoolId == draft.SubnetpoolId).Select(subnet => AddressBlock.Parse(subnet.Cidr)!.Value).ToList();
        foreach (var prefix in (pool["prefixes"] as JsonArray ?? []).Select(CloudJson.Text).OfType<string>().Select(AddressBlock.Parse).OfType<AddressBlock>())
        {
            var size = UInt128.One << ((prefix.V6 ? 128 : 32) - length);
            for (var first = prefix.First; first + (size - 1) <= prefix.Last; first += size)
            {
                var block = new AddressBlock(first, first + (size - 1), length, prefix.V6);
                if (!taken.Any(block.Overlaps)) return block;
            }
        }
        throw CloudFaultException.Conflict("Failed to allocate subnet: Insufficient prefix space to allocate subnet size /" + length + ".", "SubnetAllocationError");
    }

    private void RefuseOverlap(Subnet draft, AddressBlock block)
    {
        foreach (var other in tables.SubnetsByNetwork[draft.NetworkId])
            if (block.Overlaps(AddressBlock.Parse(other.Cidr)!.Value))
                throw NetworkFaults.Operation($"Requested subnet with cidr: {block} for network: {draft.NetworkId} overlaps with another subnet");
    }

    /// <summary>All addresses but the network's own, the broadcast address, and the gateway.</summary>
    private static List<AllocationPool> Pools(AddressBlock block, string? gateway)
    {
        var small = block.Last - block.First < 2;
        var first = small ? block.First : block.First + 1;
        var last = small || block.V6 ? block.Last : block.Last - 1;
        if (gateway is null || Number(gateway) is var hole && (hole < first || hole > last)) return [Pool(first, last, block.V6)];
        var pools = new List<AllocationPool>();
        if (hole > first) pools.Add(Pool(first, hole - 1, block.V6));
        if (hole < last) pools.Add(Pool(hole + 1, last, block.V6));
        return pools;
    }

    private static AllocationPool Pool(UInt128 first, UInt128 last, bool v6) => new(AddressBlock.Text(first, v6), AddressBlock.Text(last, v6));

    private static UInt128 Number(string text) => AddressBlock.Number(text)?.Value ?? throw NetworkFaults.Input("allocation_pools", $"'{text}' is not a valid IP address");

    private static string Normal(string text, string attribute) => AddressBlock.Number(text) is { } number
        ? AddressBlock.Text(number.Value, number.V6)
        : throw NetworkFaults.Input(attribute, $"'{text}' is not a valid IP address");
}
