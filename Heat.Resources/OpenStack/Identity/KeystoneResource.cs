using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Identity;

/// <summary>An object of the identity service: its collection, and how properties become the body of a call.</summary>
/// <param name="collection">The collection as answers name it, such as <c>projects</c>.</param>
/// <param name="key">The key that wraps a single object, such as <c>project</c>.</param>
public abstract class KeystoneResource(string collection, string key) : CloudObject<IdentityClient>("/" + collection, key)
{
    // The service keeps fields that it doesn't know. This one tells an object that a lost call made from others of the same name.
    private const string Mark = "heat_resource_id";

    /// <summary>Properties that the service calls otherwise, such as <c>domain</c>: <c>domain_id</c>.</summary>
    protected virtual IReadOnlyDictionary<string, string> ServiceNames { get; } = new Dictionary<string, string>();

    /// <summary>Properties that aren't fields of the object.</summary>
    protected virtual IReadOnlySet<string> Apart { get; } = new HashSet<string>();

    private bool HasName => Schema.FindProperty("name") is not null;

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var body = ForService(resource, HasName ? resource.Properties.With("name", Value.Null) : resource.Properties).With(Mark, resource.Id.ToString()).WithoutNulls();
        return Unwrapped(await Client(resource).PostAsync(CollectionPath, Wrapped(body), cancellation)).Text("id");
    }

    public override bool FindsOnlyItsOwn(ResourceContext resource) => true;

    public override async Task<IReadOnlyList<string>> FindAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var query = HasName ? $"?name={ServiceClient.Segment(NameOf(resource))}" : "";
        var found = await Client(resource).ListAsync(CollectionPath + query, collection, cancellation);
        return [.. found.Where(one => one.Text(Mark) == resource.Id.ToString()).Ids()];
    }

    public override async Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        var body = ForService(resource, changes.Values);
        if (body.Count > 0)
            await Client(resource).PatchAsync(PathOf(resource), Wrapped(body), cancellation);
    }

    private MapValue ForService(ResourceContext resource, MapValue properties) => MapValue.Create(properties
        .Where(property => !Apart.Contains(property.Key))
        .Select(property => KeyValuePair.Create(ServiceNames.GetValueOrDefault(property.Key, property.Key), property.Key == "name" ? NameOf(resource) : property.Value)));
}
