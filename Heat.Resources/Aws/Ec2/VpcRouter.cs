using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.Aws.Ec2;

/// <summary>The router that belongs to a VPC: it has the same name as the VPC's network.</summary>
internal static class VpcRouter
{
    /// <returns>Null when the network was not made as a VPC, or is gone.</returns>
    public static async Task<MapValue?> FindAsync(NetworkClient client, string network, CancellationToken cancellation)
    {
        if ((await client.TryGetAsync($"/networks/{ServiceClient.Segment(network)}", "network", cancellation))?.Text("name") is not { Length: > 0 } name)
            return null;
        var routers = await client.ListAsync($"/routers?name={ServiceClient.Segment(name)}", "routers", cancellation);
        return routers.Count <= 1 ? routers.SingleOrDefault() : throw new ResourceException("Error", $"Multiple routers found with name {name}");
    }
}
