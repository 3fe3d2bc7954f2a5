using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.Heat.SoftwareConfigs;

/// <summary>What software configurations of all kinds have in common. API: Orchestration v1, /software_configs.</summary>
public abstract class SoftwareConfigResource : ResourceType
{
    private protected static readonly AttributeSchema ConfigAttribute = Attribute.Text("config", "The configuration as the tool gets it.");

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation) =>
        await ConfigStore.AddAsync(resource, (await BodyAsync(resource, cancellation)).With("name", resource.PhysicalName), cancellation);

    public override bool FindsOnlyItsOwn(ResourceContext resource) => true;

    public override async Task<IReadOnlyList<string>> FindAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var configs = await ConfigStore.Client(resource).ListAsync("/software_configs", "software_configs", cancellation);
        return CreatedSince.Ids(resource, configs.Where(config => config.Text("name") == resource.PhysicalName), "creation_time");
    }

    public override Task DeleteAsync(ResourceContext resource, CancellationToken cancellation) => ConfigStore.RemoveAsync(resource, resource.RequiredPhysicalId, cancellation);

    public override async Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation) =>
        await ConfigStore.FindAsync(resource, resource.RequiredPhysicalId, cancellation) is { } config
            ? MapValue.Of(("config", config.Get("config")), ("show", config))
            : MapValue.Empty;

    /// <summary>The configuration but for its name.</summary>
    private protected abstract Task<MapValue> BodyAsync(ResourceContext resource, CancellationToken cancellation);

    /// <summary>The parts that are handed on as the template has them.</summary>
    private protected static MapValue Given(ResourceContext resource, params string[] names) =>
        MapValue.Create(names.Where(name => !resource.Properties.Get(name).IsNull).Select(name => KeyValuePair.Create(name, Described(resource.Properties.Get(name)))));

    // An input or output without a description has an empty one.
    private static Value Described(Value value) => value is ListValue list
        ? ListValue.Create(list.Select(item => item is MapValue map ? map.With("description", map.Text("description") ?? "") : item))
        : value;
}
