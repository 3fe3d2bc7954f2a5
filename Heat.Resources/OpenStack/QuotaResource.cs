using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack;

/// <summary>How much of a service's objects a project may have. Setting it again does no harm; deleting it brings the service's own limits back.</summary>
/// <param name="path">The path of the collection, such as <c>/quotas</c>.</param>
/// <param name="key">The key that wraps the limits, such as <c>quota</c>.</param>
public abstract class QuotaResource<TClient>(string path, string key) : ResourceType
    where TClient : ServiceClient
{
    private const string Project = "project";

    private protected static PropertySchema Of { get; } = Property.Text(Project, "The project, by name or id.").Finding("keystone.project").Satisfying("keystone.project").Required();

    private protected static PropertySchema Limit(string name, string description) => Property.Integer(name, description).InRange(-1).Updatable();

    public override Task<IReadOnlyList<string>> ValidateAsync(MapValue properties, IReadOnlySet<string> unknown, ICloudSession cloud, CancellationToken cancellation)
    {
        var limits = Schema.Properties.Select(property => property.Name).Where(name => name != Project).Order(StringComparer.Ordinal).ToList();
        return Task.FromResult<IReadOnlyList<string>>(limits.Exists(name => properties.IsGiven(name, unknown)) ? [] : [PropertyRules.Unspecified(limits)]);
    }

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        await SetAsync(resource, cancellation);
        return resource.PhysicalName;
    }

    /// <summary>A replacement would lose its limits when the old resource is deleted.</summary>
    public override Task<bool> NeedsReplacementAfterFailureAsync(ResourceContext resource, CancellationToken cancellation) => Task.FromResult(false);

    public override async Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        await SetAsync(resource, cancellation);
        resource.RecordPhysicalId(resource.PhysicalName);
    }

    public override Task DeleteAsync(ResourceContext resource, CancellationToken cancellation) => Absence.IgnoreAsync(() => Client(resource).DeleteAsync(PathOf(resource), cancellation));

    public override async Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation) =>
        MapValue.Of(("show", (await Client(resource).GetAsync(PathOf(resource), cancellation)).Get(key)));

    private protected static TClient Client(ResourceContext resource) => resource.Cloud.Service<TClient>();

    private protected string PathOf(ResourceContext resource) => $"{path}/{ServiceClient.Segment(resource.Properties.Text(Project) ?? "")}";

    /// <summary>Refuses limits that can't be; the service may take them all the same.</summary>
    private protected virtual Task EnsureSensibleAsync(ResourceContext resource, MapValue limits, CancellationToken cancellation) => Task.CompletedTask;

    private async Task SetAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var limits = resource.Properties.Without(Project).WithoutNulls();
        await EnsureSensibleAsync(resource, limits, cancellation);
        await Client(resource).PutAsync(PathOf(resource), MapValue.Of((key, limits)), cancellation);
    }
}
