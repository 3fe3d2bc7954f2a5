using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Network;

/// <summary>
/// An object of the network service: its collection, how properties become the body of a call (names made up, <c>value_specs</c> laid over, tags set apart),
/// attributes straight from the object, and deletion that takes an absent object for a success.
/// </summary>
/// <param name="collection">The collection as answers name it, such as <c>security_groups</c>.</param>
/// <param name="key">The key that wraps a single object, such as <c>security_group</c>.</param>
/// <param name="path">The path of the collection where it isn't just its name with hyphens, such as <c>/qos/policies</c>.</param>
public abstract class NeutronResource(string collection, string key, string? path = null) : CloudObject<NetworkClient>(path ?? $"/{collection.Replace('_', '-')}", key)
{
    /// <summary>Properties that the service calls otherwise, such as <c>network</c>: <c>network_id</c>.</summary>
    protected virtual IReadOnlyDictionary<string, string> ServiceNames { get; } = new Dictionary<string, string>();

    /// <summary>True for objects that are built in the background and tell so by their status.</summary>
    protected virtual bool HasStatus => false;

    public override Task<IReadOnlyList<string>> ValidateAsync(MapValue properties, IReadOnlySet<string> unknown, ICloudSession cloud, CancellationToken cancellation)
    {
        var taken = Schema.Properties.Select(property => property.Name).Union(["shared", "tenant_id"]).Intersect(properties.Get("value_specs").AsMap()?.Keys ?? []).ToList();
        return Task.FromResult<IReadOnlyList<string>>([.. taken.Count > 0 ? [$"{string.Join(", ", taken)} not allowed in value_specs"] : PropertyRules.None, .. Faults(properties, unknown)]);
    }

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var body = await PrepareAsync(resource, Named(resource, resource.Properties).WithoutNulls(), false, cancellation);
        var created = await Client(resource).PostAsync(CollectionPath, Wrapped(ForService(body)), cancellation);
        return Unwrapped(created).Text("id");
    }

    public override async Task FinishCreationAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (resource.Properties.Has("tags"))
            await SetTagsAsync(resource, resource.Properties.Get("tags"), cancellation);
    }

    public override async Task<bool> IsCreatedAsync(ResourceContext resource, CancellationToken cancellation) => !HasStatus || IsBuilt(await ShowAsync(resource, cancellation));

    public override async Task<IReadOnlyList<string>> FindAsync(ResourceContext resource, CancellationToken cancellation) => Schema.FindProperty("name") is null
        ? []
        : CreatedSince.Ids(resource, await Client(resource).ListAsync($"{CollectionPath}?name={ServiceClient.Segment(NameOf(resource))}", collection, cancellation));

    public override async Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        if (!changes.Any)
            return;
        if (changes.Contains("tags"))
            await SetTagsAsync(resource, changes.After.Get("tags"), cancellation);
        var wanted = changes.Values;
        if (changes.Contains("name"))
            wanted = Named(resource, wanted);
        if (changes.Contains("value_specs"))
            wanted = wanted.With("value_specs", NewSpecs(changes));
        var body = ForService(await PrepareAsync(resource, wanted, true, cancellation));
        if (body.Count > 0)
            await Client(resource).PutAsync(PathOf(resource), Wrapped(body), cancellation);
    }

    public override async Task<bool> IsUpdatedAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation) =>
        !HasStatus || !changes.Any || IsBuilt(await ShowAsync(resource, cancellation));

    public override async Task<bool> NeedsReplacementAfterFailureAsync(ResourceContext resource, CancellationToken cancellation) =>
        resource.PhysicalId is null || await TryShowAsync(resource, cancellation) is not { } found || found.Text("status") == "ERROR";

    /// <summary>What is wrong with these properties beyond their schema.</summary>
    protected virtual IEnumerable<string> Faults(MapValue properties, IReadOnlySet<string> unknown) => [];

    /// <summary>The last changes to a body before it is sent; properties that aren't sent at all are taken out here.</summary>
    protected virtual Task<MapValue> PrepareAsync(ResourceContext resource, MapValue body, bool isUpdate, CancellationToken cancellation) => Task.FromResult(body);

    /// <summary>Whether an object that is built in the background is built.</summary>
    internal static bool IsBuilt(MapValue shown) => shown.Text("status") switch
    {
        "ACTIVE" or "DOWN" => true,
        "BUILD" => false,
        "ERROR" or "DEGRADED" => throw ResourceException.InError(shown.Text("status")!, "Unknown"),
        var status => throw ResourceException.UnknownStatus(status ?? "None", "Resource is not built"),
    };

    private MapValue Named(ResourceContext resource, MapValue body) =>
        Schema.FindProperty("name") is not null && body.Get("name").IsNull ? body.With("name", resource.PhysicalName) : body;

    /// <summary>Gives properties the service's names and lays <c>value_specs</c> over them.</summary>
    private MapValue ForService(MapValue body) => MapValue
        .Create(body.Where(entry => entry.Key is not ("tags" or "value_specs")).Select(entry => KeyValuePair.Create(ServiceNames.GetValueOrDefault(entry.Key, entry.Key), entry.Value)))
        .With(body.Get("value_specs").AsMap() ?? MapValue.Empty);

    private static MapValue NewSpecs(PropertyChanges changes)
    {
        var before = changes.Before.Get("value_specs").AsMap() ?? MapValue.Empty;
        return MapValue.Create((changes.After.Get("value_specs").AsMap() ?? MapValue.Empty).Where(spec => before.Get(spec.Key) != spec.Value));
    }

    private Task SetTagsAsync(ResourceContext resource, Value tags, CancellationToken cancellation) =>
        Client(resource).PutAsync(PathOf(resource) + "/tags", MapValue.Of(("tags", tags.AsList() ?? ListValue.Empty)), cancellation);
}
