using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack;

/// <summary>A resource that is one object of a service's collection: shown, found and deleted by its id in the way that all services share.</summary>
/// <param name="path">The path of the collection, such as <c>/flavors</c>.</param>
/// <param name="key">The key that wraps a single object, such as <c>flavor</c>; null where the service gives objects unwrapped.</param>
public abstract class CloudObject<TClient>(string path, string? key) : ResourceType
    where TClient : ServiceClient
{
    protected string CollectionPath => path;

    /// <summary>What goes by the name that was made up for it.</summary>
    public override bool FindsOnlyItsOwn(ResourceContext resource) => Schema.FindProperty("name") is not null && NameOf(resource) == resource.PhysicalName;

    public override Task DeleteAsync(ResourceContext resource, CancellationToken cancellation) => DeleteObjectAsync(resource, cancellation);

    /// <summary>The object alone: what a type makes beside it belongs to the one that the resource has.</summary>
    public sealed override Task DeleteLateAsync(ResourceContext late, CancellationToken cancellation) => DeleteObjectAsync(late, cancellation);

    /// <summary>The attributes are fields of the object, by their own names.</summary>
    public override async Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (resource.PhysicalId is null)
            return MapValue.Empty;
        var shown = await ShowAsync(resource, cancellation);
        return MapValue.Create(Schema.Attributes.Select(attribute => KeyValuePair.Create(attribute.Name, shown.Get(attribute.Name)))).With("show", shown);
    }

    protected static TClient Client(ResourceContext resource) => resource.Cloud.Service<TClient>();

    protected virtual string PathOf(ResourceContext resource) => $"{path}/{ServiceClient.Segment(resource.RequiredPhysicalId)}";

    protected async Task<MapValue> ShowAsync(ResourceContext resource, CancellationToken cancellation) => Unwrapped(await Client(resource).GetAsync(PathOf(resource), cancellation));

    /// <summary>The object, or null when it is gone.</summary>
    protected async Task<MapValue?> TryShowAsync(ResourceContext resource, CancellationToken cancellation)
    {
        try
        {
            return await ShowAsync(resource, cancellation);
        }
        catch (CloudException gone) when (gone.Nature == FailureNature.NotFound)
        {
            return null;
        }
    }

    protected MapValue Unwrapped(MapValue answer) => key is null ? answer : answer.Get(key).AsMap() ?? MapValue.Empty;

    protected MapValue Wrapped(MapValue body) => key is null ? body : MapValue.Of((key, body));

    /// <summary>The name given by the author, or the one made up.</summary>
    protected static string NameOf(ResourceContext resource) => resource.Properties.Text("name") is { Length: > 0 } name ? name : resource.PhysicalName;

    private async Task DeleteObjectAsync(ResourceContext resource, CancellationToken cancellation) =>
        await Absence.IgnoreAsync(() => Client(resource).DeleteAsync(PathOf(resource), cancellation));
}
