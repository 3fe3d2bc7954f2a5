using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Network;

/// <summary>Gives addresses of subnets to ports. Where the last search of a subnet ended, the next begins, so no search walks over what is taken.</summary>
internal sealed class AddressBook(NetworkTables tables)
{
    private readonly ConcurrentDictionary<string, UInt128> _next = new();

    /// <summary>The addresses that a port asks for: given ones, any of a given subnet, or one per family of the network.</summary>
    public IReadOnlyList<FixedIp> Allocate(string networkId, JsonArray? asked, string? portId)
    {
        var subnets = tables.SubnetsByNetwork[networkId];
        if (asked is null) return Automatic(networkId, subnets);
        var taken = new List<FixedIp>();
        foreach (var item in asked)
        {
            var wish = item as JsonObject ?? throw NetworkFaults.Input("fixed_ips", $"Invalid data format for fixed IP: '{item}'");
            taken.Add(Grant(networkId, subnets, CloudJson.Text(wish["subnet_id"]), CloudJson.Text(wish["ip_address"]), portId, taken));
        }
        return taken;
    }

    private List<FixedIp> Automatic(string networkId, IReadOnlyList<Subnet> subnets)
    {
        var addresses = new List<FixedIp>();
        foreach (var family in subnets.GroupBy(subnet => subnet.IpVersion))
            addresses.Add(family.Select(subnet => Free(subnet, [])).FirstOrDefault(found => found is not null) ?? throw NetworkFaults.NoAddress(networkId));
        return addresses;
    }

    private FixedIp Grant(string networkId, IReadOnlyList<Subnet> subnets, string? subnetId, string? address, string? portId, List<FixedIp> taken)
    {
        if (subnetId is not null && tables.Subnets.Find(subnetId) is null) throw NetworkFaults.NotFound("Subnet", "SubnetNotFound", subnetId);
        var subnet = subnets.FirstOrDefault(one => one.Id == subnetId);
        if (subnetId is not null && subnet is null)
            throw NetworkFaults.Operation($"Failed to create port on network {networkId}, because fixed_ips included invalid subnet {subnetId}");
        if (address is not null) return Given(subnets, subnet, address, portId, taken);
        return (subnet is not null ? Free(subnet, taken) : subnets.Select(one => Free(one, taken)).FirstOrDefault(found => found is not null)) ?? throw NetworkFaults.NoAddress(networkId);
    }

    private FixedIp Given(IReadOnlyList<Subnet> subnets, Subnet? subnet, string address, string? portId, List<FixedIp> taken)
    {
        var number = AddressBlock.Number(address) ?? throw NetworkFaults.Input("fixed_ips", $"'{address}' is not a valid IP address");
        var home = subnet ?? subnets.FirstOrDefault(one => Block(one) is var block && block.V6 == number.V6 && block.Contains(number.Value))
            ?? throw Door.CloudFaultException.BadRequest($"IP address {address} is not a valid IP for any of the subnets on the specified network.", "InvalidIpForNetwork");
        if (Block(home) is var area && (area.V6 != number.V6 || !area.Contains(number.Value)))
            throw Door.CloudFaultException.BadRequest($"IP address {address} is not a valid IP for the specified subnet.", "InvalidIpForSubnet");
        var plain = AddressBlock.Text(number.Value, number.V6);
        var holder = tables.PortsByAddress.First(NetworkTables.AddressKey(home.Id, plain));
        if ((holder is not null && holder.Id != portId) || taken.Any(one => one.IpAddress == plain)) throw NetworkFaults.AddressTaken(plain, home.Id);
        return new FixedIp(home.Id, plain);
    }

    private FixedIp? Free(Subnet subnet, List<FixedIp> taken)
    {
        var v6 = subnet.IpVersion == 6;
        var pools = subnet.AllocationPools.Select(pool => (First: AddressBlock.Number(pool.Start)!.Value.Value, Last: AddressBlock.Number(pool.End)!.Value.Value)).ToList();
        if (pools.Count == 0) return null;
        var start = _next.GetValueOrDefault(subnet.Id);
        // From where the last search ended to the end of the pools, then the part before it.
        var parts = pools.Where(pool => pool.Last >= start).Select(pool => (First: UInt128.Max(pool.First, start), pool.Last))
            .Concat(pools.Where(pool => pool.First < start).Select(pool => (pool.First, Last: UInt128.Min(pool.Last, start - 1))));
        foreach (var (first, last) in parts)
            for (var candidate = first; candidate <= last; candidate++)
            {
                var text = AddressBlock.Text(candidate, v6);
                if (tables.PortsByAddress.Contains(NetworkTables.AddressKey(subnet.Id, text)) || taken.Any(one => one.SubnetId == subnet.Id && one.IpAddress == text)) continue;
                _next[subnet.Id] = candidate + 1;
                return new FixedIp(subnet.Id, text);
            }
        return null;
    }

    private static AddressBlock Block(Subnet subnet) => AddressBlock.Parse(subnet.Cidr)!.Value;
}
