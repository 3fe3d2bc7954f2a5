using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Compute;

/// <summary>OS::Nova::Flavor — a size that servers can have. API: Compute v2.1, /flavors.</summary>
public sealed class Flavor() : CloudObject<ComputeClient>("/flavors", "flavor")
{
    private static readonly ExtraSpecs s_specs = new("os-extra_specs");
    private static readonly ProjectAccess s_access = new("os-flavor-access", "flavor_access", "tenant_id", "Tenant");

    public override ResourceSchema Schema { get; } = new("OS::Nova::Flavor")
    {
        Description = "A size that servers can have.",
        Support = SupportStatus.Since("2014.2"),
        Service = "compute",
        Properties =
        [
            Property.Integer("disk", "The size of the root disk, in GB.").DefaultsTo(0),
            Property.Integer("ephemeral", "The size of the disk that goes with the server, in GB.").DefaultsTo(0),
            Property.Map("extra_specs", "More demands on the host.").Updatable(),
            Property.Text("flavorid", "The id; one is made up when it is left out.").Since("7.0.0"),
            Property.Flag("is_public", "Whether every project may use it.").DefaultsTo(true).Since("6.0.0"),
            Property.Text("name", "The name shown to people; one is made up when it is left out.").Since("7.0.0"),
            Property.Integer("ram", "Memory, in MB.").Required(),
            Property.Number("rxtx_factor", "The share of the bandwidth.").DefaultsTo(1.0),
            Property.Integer("swap", "The size of the swap disk, in MB.").DefaultsTo(0),
            Property.List("tenants", "The projects that may use it when it is not public.", Property.Text("*").Finding("keystone.project").Satisfying("keystone.project")).DefaultsTo(ListValue.Empty).Updatable().Since("8.0.0"),
            Property.Integer("vcpus", "The number of processors.").Required(),
        ],
        Attributes =
        [
            Attribute.Map("extra_specs", "More demands on the host.").Since("7.0.0"),
            Attribute.Flag("is_public", "Whether every project may use it.").Since("6.0.0"),
        ],
    };

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        await KnownBefore.NoteAsync(this, resource, () => SameNameAsync(resource, cancellation));
        var properties = resource.Properties;
        var body = MapValue.Of(
            ("name", NameOf(resource)),
            ("ram", properties.Get("ram")),
            ("vcpus", properties.Get("vcpus")),
            ("disk", properties.Get("disk")),
            ("id", properties.Has("flavorid") ? properties.Get("flavorid") : Value.Null),
            ("swap", properties.Get("swap")),
            ("OS-FLV-EXT-DATA:ephemeral", properties.Get("ephemeral")),
            ("rxtx_factor", properties.Get("rxtx_factor")),
            ("os-flavor-access:is_public", properties.Get("is_public")));
        return Unwrapped(await Client(resource).PostAsync(CollectionPath, Wrapped(body), cancellation)).Text("id");
    }

    public override async Task FinishCreationAsync(ResourceContext resource, CancellationToken cancellation)
    {
        KnownBefore.Forget(resource);
        var properties = resource.Properties;
        if (properties.Has("extra_specs"))
            await s_specs.SetAsync(Client(resource), PathOf(resource), properties.Get("extra_specs"), cancellation);
        // A flavor that nobody may use would be of no use to its owner either.
        if (!properties.Is("is_public"))
            await s_access.ReplaceAsync(Client(resource), PathOf(resource), properties.Has("tenants") ? properties.Get("tenants").Texts() : [resource.Stack.ProjectId], cancellation);
    }

    public override async Task<IReadOnlyList<string>> FindAsync(ResourceContext resource, CancellationToken cancellation) =>
        KnownBefore.Others(this, resource, await SameNameAsync(resource, cancellation));

    public override async Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        if (changes.Contains("extra_specs"))
            await s_specs.ReplaceAsync(Client(resource), PathOf(resource), changes.After.Has("extra_specs") ? changes.After.Get("extra_specs") : null, cancellation);
        if (changes.Contains("tenants") && !changes.After.Is("is_public"))
            await s_access.ReplaceAsync(Client(resource), PathOf(resource), changes.After.Get("tenants").Texts(), cancellation);
    }

    public override async Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (resource.PhysicalId is null)
            return MapValue.Empty;
        var shown = await ShowAsync(resource, cancellation);
        return MapValue.Of(("is_public", shown.Get("os-flavor-access:is_public")), ("extra_specs", await s_specs.ReadAsync(Client(resource), PathOf(resource), cancellation)), ("show", shown));
    }

    private static async Task<IEnumerable<string>> SameNameAsync(ResourceContext resource, CancellationToken cancellation) =>
        (await Client(resource).ListAsync("/flavors?is_public=None", "flavors", cancellation)).Where(flavor => flavor.Text("name") == NameOf(resource)).Ids();
}
