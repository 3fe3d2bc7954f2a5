using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.OpenStack.Compute;

/// <summary>What has to be unplugged from a server and plugged into it when its <c>networks</c> change; entries that mean what is there already stay as they are.</summary>
internal static class ServerNetworkChange
{
    private static readonly string[] s_factsOfCard = ["port", "network", "fixed_ip", "subnet"];

    public static async Task<IReadOnlyList<MapValue>> StepsAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        var before = changes.Before.Get("networks").Maps().Select(network => network.WithoutNulls()).ToList();
        var after = changes.After.Get("networks").Maps().Select(network => network.WithoutNulls()).ToList();
        if (before.Count == 0 && after.Count == 0)
            return [];
        var cards = (await ServerPorts.InterfacesAsync(resource, cancellation)).Select(FactsOf).ToList();
        if (ServerPorts.Allocation(after) is { } allocation)
            return [.. cards.Select(Detaching), .. allocation == "auto" ? await AttachingToAnyAsync(resource, cancellation) : []];
        if (before.Count == 0 || ServerPorts.Allocation(before) is not null)
            return [.. cards.Select(Detaching), .. await AttachingAsync(resource, after, cancellation)];

        var present = await WithCardsAsync(resource, before, cards, cancellation);
        List<MapValue> wanted = [];
        foreach (var network in after)
            if (BestMatch(present, network) is { } same)
                present.Remove(same);
            else
                wanted.Add(network);
        await LetGoAsync(resource, present, cancellation);
        var attaching = after.Count > 0 ? await AttachingAsync(resource, wanted, cancellation) : await AttachingToAnyAsync(resource, cancellation);
        return [.. present.Where(network => network.Has("port")).Select(Detaching), .. attaching];
    }

    private static MapValue FactsOf(MapValue card)
    {
        var address = card.Get("fixed_ips").Maps().FirstOrDefault() ?? MapValue.Empty;
        return MapValue.Of(("port", card.Get("port_id")), ("network", card.Get("net_id")), ("fixed_ip", address.Get("ip_address")), ("subnet", address.Get("subnet_id"))).WithoutNulls();
    }

    /// <summary>The entries as given, completed with the facts of the card that each of them became.</summary>
    private static async Task<List<MapValue>> WithCardsAsync(ResourceContext resource, List<MapValue> networks, List<MapValue> cards, CancellationToken cancellation)
    {
        List<MapValue> completed = [];
        foreach (var given in networks)
        {
            var network = given.Has("port") ? given : given.With("network", await ServerPorts.NetworkIdAsync(resource, given, cancellation)).WithoutNulls();
            var facts = MapValue.Create(network.Where(entry => s_factsOfCard.Contains(entry.Key)));
            var card = BestMatch(cards, facts);
            if (card is not null)
                cards.Remove(card);
            completed.Add(card is null ? network : network.With(card));
        }
        return completed;
    }

    /// <summary>Of those that agree with all that is wanted, the one that a port or an address singles out, or else the first.</summary>
    private static MapValue? BestMatch(IEnumerable<MapValue> candidates, MapValue wanted) => candidates.FirstOrDefault(candidate =>
        wanted.Where(entry => s_factsOfCard.Contains(entry.Key)).All(entry => candidate.Get(entry.Key) == entry.Value)
        && candidate.Keys.Union(wanted.Keys).Except(s_factsOfCard).All(key => candidate.Get(key) == wanted.Get(key)));

    private static async Task LetGoAsync(ResourceContext resource, IEnumerable<MapValue> networks, CancellationToken cancellation)
    {
        foreach (var network in networks)
        {
            if (network.Text("port") is { } port && ServerPorts.MadeFor(resource).Contains(port))
                await ServerPorts.DeleteMadeAsync(resource, port, cancellation);
            if (network.Has("floating_ip"))
                await ServerPorts.ReleaseFloatingAsync(resource, network, cancellation);
        }
    }

    private static async Task<IReadOnlyList<MapValue>> AttachingAsync(ResourceContext resource, IReadOnlyList<MapValue> networks, CancellationToken cancellation)
    {
        if (networks.Count == 0)
            return [];
        List<MapValue> steps = [];
        await ServerPorts.AnnounceAsync(resource);
        for (var index = 0; index < networks.Count; index++)
            steps.Add(Attaching(await ServerPorts.MadeOrGivenAsync(resource, networks[index], index, cancellation)));
        return steps;
    }

    public static async Task<IReadOnlyList<MapValue>> AttachingToAnyAsync(ResourceContext resource, CancellationToken cancellation) =>
        await AttachingAsync(resource, [MapValue.Of(("network", await AnyNetworkAsync(resource, cancellation)))], cancellation);

    private static async Task<string> AnyNetworkAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var client = resource.Cloud.Service<Clients.NetworkClient>();
        var own = await client.ListAsync($"/networks?tenant_id={resource.Cloud.ProjectId}&shared=False&admin_state_up=True", "networks", cancellation);
        var shared = await client.ListAsync("/networks?shared=True", "networks", cancellation);
        return (own.Count + shared.Count) switch
        {
            0 => (await client.GetAsync($"/auto-allocated-topology/{resource.Cloud.ProjectId}", cancellation)).Get("auto_allocated_topology").AsMap()?.Text("id") ?? "",
            1 => own.Concat(shared).First().Text("id") ?? "",
            _ => throw new ResourceException("UnableToAutoAllocateNetwork", "Unable to automatically allocate a network: Multiple possible networks found."),
        };
    }

    public static MapValue Detaching(string port) => NotedSteps.Step(ServerUpdate.Detach, port);

    public static MapValue Attaching(string port) => NotedSteps.Step(ServerUpdate.Attach, port);

    private static MapValue Detaching(MapValue network) => NotedSteps.Step(ServerUpdate.Detach, network.Get("port"));
}
