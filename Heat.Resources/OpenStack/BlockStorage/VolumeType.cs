using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.BlockStorage;

/// <summary>OS::Cinder::VolumeType — a kind of volume. API: Block Storage v3, /types.</summary>
public sealed class VolumeType() : CloudObject<BlockStorageClient>("/types", "volume_type")
{
    private static readonly ExtraSpecs s_specs = new("extra_specs");
    private static readonly ProjectAccess s_access = new("os-volume-type-access", "volume_type_access", "project_id", "Project");

    public override ResourceSchema Schema { get; } = new("OS::Cinder::VolumeType")
    {
        Description = "A kind of volume.",
        Support = SupportStatus.Since("2015.1"),
        Service = "volumev3",
        Extension = "os-types-manage",
        Properties =
        [
            Property.Text("description", "What the type is for.").Updatable().Since("5.0.0"),
            Property.Flag("is_public", "Whether every project may use it.").DefaultsTo(true).Updatable().Since("5.0.0"),
            Property.Map("metadata", "Demands on the back-end.").Updatable(),
            Property.Text("name", "The name of the type.").Required().Updatable(),
            Property.List("projects", "The projects that may use it when it is not public.", Property.Text("*").Finding("keystone.project").Satisfying("keystone.project")).DefaultsTo(ListValue.Empty).Updatable().Since("5.0.0"),
        ],
    };

    public override Task<IReadOnlyList<string>> ValidateAsync(MapValue properties, IReadOnlySet<string> unknown, ICloudSession cloud, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<string>>(properties.Has("projects") && properties.Is("is_public") ? ["Can not specify property \"projects\" if the volume type is public."] : []);

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        await KnownBefore.NoteAsync(this, resource, () => SameNameAsync(resource, cancellation));
        var properties = resource.Properties;
        var body = MapValue.Of(("name", properties.Get("name")), ("description", properties.Get("description")), ("os-volume-type-access:is_public", properties.Get("is_public")));
        return Unwrapped(await Client(resource).PostAsync(CollectionPath, Wrapped(body), cancellation)).Text("id");
    }

    public override async Task FinishCreationAsync(ResourceContext resource, CancellationToken cancellation)
    {
        KnownBefore.Forget(resource);
        if (resource.Properties.Has("metadata"))
            await s_specs.SetAsync(Client(resource), PathOf(resource), resource.Properties.Get("metadata"), cancellation);
        if (resource.Properties.Has("projects"))
            await s_access.ReplaceAsync(Client(resource), PathOf(resource), resource.Properties.Get("projects").Texts(), cancellation);
    }

    public override async Task<IReadOnlyList<string>> FindAsync(ResourceContext resource, CancellationToken cancellation) =>
        KnownBefore.Others(this, resource, await SameNameAsync(resource, cancellation));

    public override async Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        var fields = changes.Values.Where(change => change.Key is "name" or "description" or "is_public").ToList();
        if (fields.Count > 0)
            await Client(resource).PutAsync(PathOf(resource), Wrapped(MapValue.Create(fields)), cancellation);
        if (changes.Contains("metadata"))
            await s_specs.ReplaceAsync(Client(resource), PathOf(resource), changes.After.Has("metadata") ? changes.After.Get("metadata") : null, cancellation);
        if (changes.Contains("projects") && !changes.After.Is("is_public"))
            await s_access.ReplaceAsync(Client(resource), PathOf(resource), changes.After.Get("projects").Texts(), cancellation);
    }

    private static async Task<IEnumerable<string>> SameNameAsync(ResourceContext resource, CancellationToken cancellation) =>
        (await Client(resource).ListAsync("/types?is_public=None", "volume_types", cancellation)).Where(type => type.Get("name") == resource.Properties.Get("name")).Ids();
}
