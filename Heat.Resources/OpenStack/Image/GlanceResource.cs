using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Image;

/// <summary>An image: made from its properties, given its data in the way of each type, changed by JSON Patch.</summary>
public abstract class GlanceResource() : CloudObject<ImageClient>("/images", null)
{
    private static readonly string[] s_facts = ["container_format", "disk_format", "min_disk", "min_ram"];
    private static readonly string[] s_amazonFormats = ["ami", "ari", "aki"];

    /// <summary>Properties that aren't fields of the image.</summary>
    protected abstract IReadOnlyList<string> Apart { get; }

    public override Task<IReadOnlyList<string>> ValidateAsync(MapValue properties, IReadOnlySet<string> unknown, ICloudSession cloud, CancellationToken cancellation)
    {
        var isMixed = s_amazonFormats.Contains(properties.Text("container_format")) && properties.Get("disk_format") != properties.Get("container_format");
        return Task.FromResult<IReadOnlyList<string>>(isMixed && !unknown.Contains("disk_format")
            ? ["Invalid mix of disk and container formats. When setting a disk or container format to one of 'aki', 'ari', or 'ami', the container and disk formats must match."]
            : PropertyRules.None);
    }

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var body = Fields(resource.Properties).WithoutNulls().With(resource.Properties.Get("extra_properties").AsMap() ?? MapValue.Empty);
        return (await Client(resource).PostAsync(CollectionPath, body, cancellation)).Text("id");
    }

    public override async Task FinishCreationAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if ((await ShowAsync(resource, cancellation)).Text("status") == "queued")
            await GiveDataAsync(resource, cancellation);
    }

    public override async Task<bool> IsCreatedAsync(ResourceContext resource, CancellationToken cancellation) => IsReady(await ShowAsync(resource, cancellation));

    /// <summary>An image without a name stays without one.</summary>
    public override bool FindsOnlyItsOwn(ResourceContext resource) => false;

    public override async Task<IReadOnlyList<string>> FindAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var properties = resource.Properties;
        var key = properties.Has("id") ? "id" : "name";
        if (properties.Has(key))
            return CreatedSince.Ids(resource, await Client(resource).ListAsync($"{CollectionPath}?{key}={ServiceClient.Segment(properties.Text(key)!)}", "images", cancellation));
        var images = await Client(resource).ListAsync(CollectionPath, "images", cancellation);
        return CreatedSince.Ids(resource, images.Where(image => image.Get("name").IsNull && image.Text("owner") == resource.Stack.ProjectId && IsLike(image, properties)));
    }

    public override async Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        if (changes.Contains("tags"))
            await ReplaceTagsAsync(resource, changes, cancellation);
        List<Value> patch = [.. Fields(changes.Values).Where(change => change.Key != "tags").Select(change => Operation(change.Key, change.Value))];
        if (changes.Contains("extra_properties"))
            patch.AddRange(ExtraOperations(changes));
        if (patch.Count > 0)
            await Client(resource).ChangeImageAsync(resource.RequiredPhysicalId, ListValue.Create(patch), cancellation);
    }

    /// <summary>Gets the image its data.</summary>
    protected abstract Task GiveDataAsync(ResourceContext resource, CancellationToken cancellation);

    protected virtual MapValue Fields(MapValue properties) => MapValue.Create(properties.Where(entry => entry.Key != "extra_properties" && !Apart.Contains(entry.Key)));

    protected static bool IsReady(MapValue image) => image.Text("status") switch
    {
        "active" => true,
        "killed" => throw ResourceException.InError("killed", "Unknown"),
        _ => false,
    };

    private static bool IsLike(MapValue image, MapValue properties) => properties.Where(property => s_facts.Contains(property.Key)).All(property => image.Get(property.Key) == property.Value);

    private static MapValue Operation(string name, Value value) => value.IsNull
        ? MapValue.Of(("op", "remove"), ("path", PathTo(name)))
        : MapValue.Of(("op", "add"), ("path", PathTo(name)), ("value", value));

    // In a JSON Pointer "~" and "/" are written in a way of their own.
    private static string PathTo(string name) => "/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static IEnumerable<MapValue> ExtraOperations(PropertyChanges changes)
    {
        var before = changes.Before.Get("extra_properties").AsMap() ?? MapValue.Empty;
        var after = changes.After.Get("extra_properties").AsMap() ?? MapValue.Empty;
        return before.Keys.Except(after.Keys).Select(name => Operation(name, Value.Null)).Concat(after.Select(entry => Operation(entry.Key, entry.Value)));
    }

    private async Task ReplaceTagsAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        var (before, after) = (changes.Before.Get("tags").Texts().ToHashSet(), changes.After.Get("tags").Texts().ToHashSet());
        foreach (var tag in after.Except(before))
            await Client(resource).AddTagAsync(resource.RequiredPhysicalId, tag, cancellation);
        foreach (var tag in before.Except(after))
            await Absence.IgnoreAsync(() => Client(resource).DeleteAsync($"{PathOf(resource)}/tags/{ServiceClient.Segment(tag)}", cancellation));
    }
}
