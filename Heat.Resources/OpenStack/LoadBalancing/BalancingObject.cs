using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.LoadBalancing;

/// <summary>
/// A load balancer or a part of one, of the load balancing service or of the network service's older API, which is nearly the same. A load balancer takes one change at a time and refuses others meanwhile:
/// what it refuses is sent again until it takes it.
/// </summary>
/// <param name="collection">The collection, such as <c>listeners</c>.</param>
/// <param name="key">The key that wraps a single object, such as <c>listener</c>.</param>
public abstract class BalancingObject<TClient>(string collection, string key) : CloudObject<TClient>($"/lbaas/{collection}", key)
    where TClient : ServiceClient
{
    private const string Refused = "refused";

    private static readonly Dictionary<string, string> s_serviceNames = new()
    {
        ["default_pool"] = "default_pool_id",
        ["flavor"] = "flavor_id",
        ["listener"] = "listener_id",
        ["loadbalancer"] = "loadbalancer_id",
        ["pool"] = "pool_id",
        ["redirect_pool"] = "redirect_pool_id",
        ["subnet"] = "subnet_id",
        ["vip_subnet"] = "vip_subnet_id",
    };

    // The object whose parts these are, where they are a collection of their own below it: the property that names it, and its kind.
    private protected virtual (string Property, string Collection, string Key)? Whole => null;

    /// <summary>The fields that tell an object without a name from its like.</summary>
    private protected virtual IReadOnlyList<string> Marks { get; } = ["name"];

    public override Task<IReadOnlyList<string>> ValidateAsync(MapValue properties, IReadOnlySet<string> unknown, ICloudSession cloud, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<string>>([.. Faults(properties, unknown)]);

    /// <returns>Null when the load balancer is busy: then it is made later.</returns>
    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        MapValue? made = null;
        await IsTakenAsync(async () => made = Unwrapped(await Client(resource).PostAsync(CollectionOf(resource), Wrapped(BodyOf(resource)), cancellation)));
        return made?.Text("id");
    }

    public override async Task<bool> IsCreatedAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (resource.PhysicalId is not null)
            return await IsSettledAsync(resource, cancellation);
        if (await CreateAsync(resource, cancellation) is { } id)
            resource.RecordPhysicalId(id);
        return false;
    }

    public override async Task<IReadOnlyList<string>> FindAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var body = BodyOf(resource);
        var query = body.Text("name") is { } name ? $"?name={ServiceClient.Segment(name)}" : "";
        var all = await Client(resource).ListAsync(CollectionOf(resource) + query, collection, cancellation);
        return CreatedSince.Ids(resource, all.Where(one => IsSame(one, body)));
    }

    public override async Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        if (changes.Any)
            NoteRefusal(resource, !await IsTakenAsync(() => Client(resource).PutAsync(PathOf(resource), Wrapped(ForService(changes.Contains("name") ? changes.Values.With("name", NameOf(resource)) : changes.Values)), cancellation)));
    }

    public override async Task<bool> IsUpdatedAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        if (!changes.Any)
            return true;
        if (!WasRefused(resource))
            return await IsSettledAsync(resource, cancellation);
        await UpdateAsync(resource, changes, cancellation);
        return false;
    }

    public override async Task<bool> NeedsReplacementAfterFailureAsync(ResourceContext resource, CancellationToken cancellation) =>
        resource.PhysicalId is null || await TryShowAsync(resource, cancellation) is not { } found || StateOf(found) == "ERROR";

    public override async Task DeleteAsync(ResourceContext resource, CancellationToken cancellation) =>
        NoteRefusal(resource, !await IsTakenAsync(() => base.DeleteAsync(resource, cancellation)));

    public override async Task<bool> IsDeletedAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (await TryShowAsync(resource, cancellation) is not { } shown || StateOf(shown) == "DELETED")
            return true;
        if (WasRefused(resource))
            await DeleteAsync(resource, cancellation);
        else if (StateOf(shown) == "ERROR")
            throw ResourceException.InError("ERROR", "Unknown");
        return false;
    }

    protected override string PathOf(ResourceContext resource) => $"{CollectionOf(resource)}/{ServiceClient.Segment(resource.RequiredPhysicalId)}";

    /// <summary>What is wrong with these properties beyond their schema.</summary>
    private protected virtual IEnumerable<string> Faults(MapValue properties, IReadOnlySet<string> unknown) => [];

    /// <summary>Whether an object of the service is the one that this body makes.</summary>
    private protected virtual bool IsSame(MapValue found, MapValue body) => Marks.All(mark => found.Get(mark) == body.Get(mark));

    /// <summary>Properties in the service's words.</summary>
    private protected virtual MapValue ForService(MapValue properties) => MapValue.Create(properties
        .Where(property => property.Key != Whole?.Property)
        .Select(property => KeyValuePair.Create(s_serviceNames.GetValueOrDefault(property.Key, property.Key), property.Value)));

    private string CollectionOf(ResourceContext resource) => Whole is null ? CollectionPath : $"{PathOfWhole(resource)}/{collection}";

    private string PathOfWhole(ResourceContext resource) => $"/lbaas/{Whole!.Value.Collection}/{ServiceClient.Segment(resource.Properties.Text(Whole.Value.Property) ?? "")}";

    private MapValue BodyOf(ResourceContext resource) =>
        ForService(Schema.FindProperty("name") is null ? resource.Properties : resource.Properties.With("name", NameOf(resource))).WithoutNulls();

    private static async Task<bool> IsTakenAsync(Func<Task> call)
    {
        try
        {
            await call();
            return true;
        }
        catch (CloudException busy) when (busy.Nature == FailureNature.Conflict && IsAboutState(busy))
        {
            return false;
        }
    }

    // Other conflicts, such as a port number that is taken, are there to stay.
    private static bool IsAboutState(CloudException conflict) =>
        conflict.Message.Contains("immutable", StringComparison.Ordinal) || conflict.Message.Contains("Invalid state", StringComparison.Ordinal);

    private static bool WasRefused(ResourceContext resource) => resource.Data.ContainsKey(Refused);

    private static void NoteRefusal(ResourceContext resource, bool isRefused)
    {
        if (isRefused != WasRefused(resource))
            resource.RecordData(Refused, isRefused ? bool.TrueString : null);
    }

    private static string? StateOf(MapValue shown) => shown.Text("provisioning_status");

    private async Task<bool> IsSettledAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var shown = await ShowAsync(resource, cancellation);
        if (StateOf(shown) is null && Whole is { } whole)
            shown = await Client(resource).TryGetAsync(PathOfWhole(resource), whole.Key, cancellation) ?? MapValue.Empty;
        var state = await StateAsync(Client(resource), shown, cancellation);
        return state == "ERROR" ? throw ResourceException.InError("ERROR", "Unknown") : state == "ACTIVE";
    }

    /// <summary>Parts don't tell their state in the older API: that of the load balancer stands for it.</summary>
    private static async Task<string?> StateAsync(TClient client, MapValue shown, CancellationToken cancellation)
    {
        while (StateOf(shown) is null && Above(shown) is var (path, kind))
            shown = await client.TryGetAsync(path, kind, cancellation) ?? MapValue.Empty;
        return StateOf(shown);
    }

    private static (string Path, string Key)? Above(MapValue shown)
    {
        if (shown.Text("listener_id") is { } listener)
            return ($"/lbaas/listeners/{listener}", "listener");
        foreach (var kind in (string[])["loadbalancer", "listener", "pool"])
            if (shown.Get(kind + "s").Maps().Ids().FirstOrDefault() is { } id)
                return ($"/lbaas/{kind}s/{id}", kind);
        return null;
    }
}
