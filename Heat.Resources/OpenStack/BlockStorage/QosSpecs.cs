using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.OpenStack.BlockStorage;

/// <summary>OS::Cinder::QoSSpecs — demands on the quality of service of volumes. API: Block Storage v3, /qos-specs.</summary>
public sealed class QosSpecs() : CloudObject<Clients.BlockStorageClient>("/qos-specs", "qos_specs")
{
    private const string Specs = "specs";

    public override ResourceSchema Schema { get; } = new("OS::Cinder::QoSSpecs")
    {
        Description = "Demands on the quality of service of volumes.",
        Support = SupportStatus.Since("7.0.0"),
        Service = "volumev3",
        Extension = "qos-specs",
        Properties =
        [
            Property.Text("name", "The name; one is made up when it is left out."),
            Property.Map(Specs, "The demands.").Required().Updatable(),
        ],
    };

    public override string Title => "QoSSpecs";

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation) =>
        Unwrapped(await Client(resource).PostAsync(CollectionPath, Wrapped(SpecsOf(resource.Properties).With("name", NameOf(resource))), cancellation)).Text("id");

    /// <summary>The service allows each name once.</summary>
    public override async Task<IReadOnlyList<string>> FindAsync(ResourceContext resource, CancellationToken cancellation) =>
        [.. (await Client(resource).ListAsync(CollectionPath, "qos_specs", cancellation)).Where(specs => specs.Text("name") == NameOf(resource)).Ids()];

    public override async Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        var (before, after) = (SpecsOf(changes.Before), SpecsOf(changes.After));
        var gone = ListValue.Create(before.Keys.Except(after.Keys).Select(name => (Value)name));
        if (gone.Count > 0)
            await Client(resource).PutAsync($"{PathOf(resource)}/delete_keys", MapValue.Of(("keys", gone)), cancellation);
        if (after.Count > 0)
            await Client(resource).PutAsync(PathOf(resource), Wrapped(after), cancellation);
    }

    /// <summary>Volume types that have the demands lose them.</summary>
    public override async Task DeleteAsync(ResourceContext resource, CancellationToken cancellation)
    {
        await Clients.Absence.IgnoreAsync(() => Client(resource).GetAsync($"{PathOf(resource)}/disassociate_all", cancellation));
        await base.DeleteAsync(resource, cancellation);
    }

    private static MapValue SpecsOf(MapValue properties) => properties.Get(Specs).AsMap() ?? MapValue.Empty;
}
