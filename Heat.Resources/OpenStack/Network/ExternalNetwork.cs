using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Network;

/// <summary>The outer network for dialects that know a single one, so that there has to be exactly one.</summary>
internal static class ExternalNetwork
{
    public static async Task<string> IdAsync(NetworkClient client, CancellationToken cancellation)
    {
        var networks = await client.ListAsync("/networks?router:external=True", "networks", cancellation);
        return networks.Count == 1 ? networks[0].Text("id") ?? "" : throw new ResourceException("Error", $"Expected 1 external network, found {networks.Count}");
    }
}
