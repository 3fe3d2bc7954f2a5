using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Network;

/// <summary>Lets floating addresses lead to servers and ports, for the dialects that don't begin with the port.</summary>
internal static class FloatingAddresses
{
    public const string Description = "description";

    /// <summary>Floating addresses have no names. The description takes that part: people see whose an address is, and one that a lost call made is found.</summary>
    public static MapValue Described(this MapValue body, ResourceContext resource) => body.With(Description, resource.PhysicalName);

    /// <summary>The addresses of a description that a lost call may have made.</summary>
    public static async Task<IReadOnlyList<string>> FindDescribedAsync(ResourceContext resource, string description, CancellationToken cancellation)
    {
        var found = await Client(resource).ListAsync($"/floatingips?{Description}={ServiceClient.Segment(description)}", "floatingips", cancellation);
        return CreatedSince.Ids(resource, found.Where(address => address.Text(Description) == description));
    }

    public static async Task LeadToInstanceAsync(ResourceContext resource, string id, string instance, CancellationToken cancellation)
    {
        var cards = await resource.Cloud.Service<ComputeClient>().ListAsync($"/servers/{ServiceClient.Segment(instance)}/os-interface", "interfaceAttachments", cancellation);
        if (cards.Count == 0)
            throw new ResourceException("InterfaceNotFound", $"No network interface found for server {instance}.");
        // Only addresses of the old kind can be led to.
        var address = cards[0].Get("fixed_ips").Maps().Select(one => one.Get("ip_address")).FirstOrDefault(one => one.AsText()?.Contains('.', StringComparison.Ordinal) == true) ?? Value.Null;
        await Client(resource).SetFloatingAsync(id, MapValue.Of(("port_id", cards[0].Get("port_id")), ("fixed_ip_address", address)).WithoutNulls(), cancellation);
    }

    public static Task LeadToPortAsync(ResourceContext resource, string id, string port, CancellationToken cancellation) =>
        Client(resource).SetFloatingAsync(id, MapValue.Of(("port_id", port)), cancellation);

    public static Task LeadNowhereAsync(ResourceContext resource, string id, CancellationToken cancellation) =>
        Absence.IgnoreAsync(() => Client(resource).SetFloatingAsync(id, MapValue.Of(("port_id", Value.Null)), cancellation));

    /// <exception cref="CloudException">There is no such address.</exception>
    public static async Task<string> IdOfAsync(ResourceContext resource, string address, CancellationToken cancellation)
    {
        var found = await Client(resource).ListAsync($"/floatingips?floating_ip_address={ServiceClient.Segment(address)}", "floatingips", cancellation);
        return found.FirstOrDefault()?.Text("id") ?? throw CloudException.EntityNotFound("floatingip", address);
    }

    private static NetworkClient Client(ResourceContext resource) => resource.Cloud.Service<NetworkClient>();
}
