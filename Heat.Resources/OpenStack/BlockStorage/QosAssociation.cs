using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.BlockStorage;

/// <summary>OS::Cinder::QoSAssociation — gives volume types demands on their quality of service. API: Block Storage v3, /qos-specs/{id}/associate.</summary>
public sealed class QosAssociation : ResourceType
{
    private const string Specs = "qos_specs";
    private const string Types = "volume_types";

    public override ResourceSchema Schema { get; } = new("OS::Cinder::QoSAssociation")
    {
        Description = "Gives volume types demands on their quality of service.",
        Support = SupportStatus.Since("8.0.0"),
        Service = "volumev3",
        Extension = "qos-specs",
        Properties =
        [
            Property.Text(Specs, "The demands, by name or id.").Finding("cinder.qos_specs").Satisfying("cinder.qos_specs").Required(),
            Property.List(Types, "The volume types, by name or id.", Property.Text("*").Finding("cinder.vtype").Satisfying("cinder.vtype")).Required().Updatable(),
        ],
    };

    public override string Title => "QoSAssociation";

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        await ForEachAsync(resource, "associate", resource.Properties.Get(Types).Texts(), cancellation);
        return null;
    }

    /// <summary>A replacement would lose what it associates when the old resource is deleted.</summary>
    public override Task<bool> NeedsReplacementAfterFailureAsync(ResourceContext resource, CancellationToken cancellation) => Task.FromResult(false);

    public override async Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        var (before, after) = (changes.Before.Get(Types).Texts().ToList(), changes.After.Get(Types).Texts().ToList());
        await ForEachAsync(resource, "disassociate", before.Except(after), cancellation);
        await ForEachAsync(resource, "associate", after, cancellation);
    }

    public override bool DeletesWithoutPhysicalId => true;

    public override Task DeleteAsync(ResourceContext resource, CancellationToken cancellation) => ForEachAsync(resource, "disassociate", resource.Properties.Get(Types).Texts(), cancellation);

    private static async Task ForEachAsync(ResourceContext resource, string action, IEnumerable<string> types, CancellationToken cancellation)
    {
        var path = $"/qos-specs/{ServiceClient.Segment(resource.Properties.Text(Specs) ?? "")}/{action}";
        foreach (var type in types)
            await (action == "associate" ? Call(type) : Absence.IgnoreAsync(() => Call(type)));

        Task Call(string type) => resource.Cloud.Service<BlockStorageClient>().GetAsync($"{path}?vol_type_id={ServiceClient.Segment(type)}", cancellation);
    }
}
