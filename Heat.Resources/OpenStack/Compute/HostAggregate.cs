using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Compute;

/// <summary>OS::Nova::HostAggregate — hosts that have something in common. API: Compute v2.1, /os-aggregates.</summary>
public sealed class HostAggregate() : CloudObject<ComputeClient>("/os-aggregates", "aggregate")
{
    private const string Hosts = "hosts";
    private const string Metadata = "metadata";

    public override ResourceSchema Schema { get; } = new("OS::Nova::HostAggregate")
    {
        Description = "Hosts that have something in common.",
        Support = SupportStatus.Since("6.0.0"),
        Service = "compute",
        Properties =
        [
            Property.Text("availability_zone", "The availability zone that the hosts make.").Updatable(),
            Property.List(Hosts, "The hosts.", Property.Text("*").Satisfying("nova.host")).Updatable(),
            Property.Map(Metadata, "Facts noted with the aggregate.").DefaultsTo(MapValue.Empty).Updatable(),
            Property.Text("name", "The name.").Required().Updatable(),
        ],
    };

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var body = Wrapped(MapValue.Of(("name", resource.Properties.Get("name")), ("availability_zone", resource.Properties.Get("availability_zone"))).WithoutNulls());
        return IdOf(Unwrapped(await Client(resource).PostAsync(CollectionPath, body, cancellation)));
    }

    public override async Task FinishCreationAsync(ResourceContext resource, CancellationToken cancellation)
    {
        await NoteAsync(resource, resource.Properties.Get(Metadata).AsMap() ?? MapValue.Empty, cancellation);
        await BringHostsInLineAsync(resource, cancellation);
    }

    /// <summary>The service allows each name once.</summary>
    public override async Task<IReadOnlyList<string>> FindAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var aggregates = await Client(resource).ListAsync(CollectionPath, "aggregates", cancellation);
        return CreatedSince.Ids(resource, aggregates.Where(found => found.Get("name") == resource.Properties.Get("name")).Select(found => found.With("id", IdOf(found))));
    }

    public override async Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        if (changes.Contains(Hosts))
            await BringHostsInLineAsync(resource, cancellation);
        if (changes.Contains(Metadata))
        {
            var gone = (changes.Before.Get(Metadata).AsMap() ?? MapValue.Empty).Select(fact => KeyValuePair.Create(fact.Key, Value.Null));
            await NoteAsync(resource, MapValue.Create(gone).With(changes.After.Get(Metadata).AsMap() ?? MapValue.Empty), cancellation);
        }
        var fields = changes.Values.Without(Hosts).Without(Metadata);
        if (fields.Count > 0)
            await Client(resource).PutAsync(PathOf(resource), Wrapped(fields), cancellation);
    }

    /// <summary>Only an empty aggregate can be deleted.</summary>
    public override async Task DeleteAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (await TryShowAsync(resource, cancellation) is not { } aggregate)
            return;
        foreach (var host in aggregate.Get(Hosts).Texts())
            await Absence.IgnoreAsync(() => ActAsync(resource, "remove_host", MapValue.Of(("host", host)), cancellation));
        await base.DeleteAsync(resource, cancellation);
    }

    private static string IdOf(MapValue aggregate) => ValueText.Plain(aggregate.Get("id"));

    private async Task BringHostsInLineAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var present = (await ShowAsync(resource, cancellation)).Get(Hosts).Texts().ToList();
        var wanted = resource.Properties.Get(Hosts).Texts().ToList();
        foreach (var host in wanted.Except(present))
            await ActAsync(resource, "add_host", MapValue.Of(("host", host)), cancellation);
        foreach (var host in present.Except(wanted))
            await ActAsync(resource, "remove_host", MapValue.Of(("host", host)), cancellation);
    }

    /// <summary>A fact that is null is forgotten.</summary>
    private Task NoteAsync(ResourceContext resource, MapValue facts, CancellationToken cancellation) =>
        facts.Count > 0 ? ActAsync(resource, "set_metadata", MapValue.Of((Metadata, facts)), cancellation) : Task.CompletedTask;

    private Task ActAsync(ResourceContext resource, string action, MapValue arguments, CancellationToken cancellation) =>
        Client(resource).PostAsync($"{PathOf(resource)}/action", MapValue.Of((action, arguments)), cancellation);
}
