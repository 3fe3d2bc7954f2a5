using System.Collections.Immutable;
using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Tests.Simulation;

/// <summary>The type of resource that the simulation orchestrates: an object that uses others and takes its time.</summary>
internal sealed class Thing : ResourceType
{
    public const string Name = "Test::Thing";

    public override ResourceSchema Schema { get; } = new(Name)
    {
        Properties =
        [
            Property.Text("kind", "A change replaces the thing."),
            Property.Integer("size", "A change updates the thing.").Updatable(),
            Property.List("uses", "The things that it uses; may change.").DefaultsTo(ListValue.Empty).Updatable(),
            Property.List("stands_on", "The things that it can't be separated from: a change replaces it.").DefaultsTo(ListValue.Empty),
            Property.Flag("broken", "Being made, or changed, to be broken fails.").DefaultsTo(false).Updatable(),
        ],
        HasShow = false,
    };

    public static ThingSettings Settings(MapValue properties) => new(
        properties.Get("kind").AsText() ?? "",
        properties.Get("size").AsInteger() ?? 0,
        [.. properties.Get("uses").Texts()],
        [.. properties.Get("stands_on").Texts()],
        properties.Get("broken").AsFlag() == true);

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var (settings, hasArrived) = (Settings(resource.Properties), false);
        CloudOf(resource).Expect((SimulatedProcess)SynchronizationContext.Current!, resource.PhysicalName, settings, () => hasArrived);
        await Travel(resource);
        hasArrived = true;
        var id = CloudOf(resource).Make(resource.PhysicalName, settings);
        await Travel(resource);
        if (CloudOf(resource).LostAnswers-- > 0)
            throw new ResourceException("ConnectTimeout", "The answer never came.", FailureNature.Unavailable);
        return id;
    }

    public override async Task<bool> IsCreatedAsync(ResourceContext resource, CancellationToken cancellation)
    {
        await Travel(resource);
        return IsReady(resource, inError: true);
    }

    public override bool FindsOnlyItsOwn(ResourceContext resource) => true;

    public override async Task<IReadOnlyList<string>> FindAsync(ResourceContext resource, CancellationToken cancellation)
    {
        await Travel(resource);
        var latest = resource.Time.GetUtcNow() - CloudOf(resource).FoundAfter;
        return [.. CloudOf(resource).Things.Where(thing => thing.Name == resource.PhysicalName && thing.MadeAt >= resource.StartedAt && thing.MadeAt <= latest).Select(thing => thing.Id)];
    }

    public override async Task<bool> NeedsReplacementAfterFailureAsync(ResourceContext resource, CancellationToken cancellation)
    {
        await Travel(resource);
        return resource.PhysicalId is null || CloudOf(resource).Things.FirstOrDefault(thing => thing.Id == resource.PhysicalId) is not { GoneAt: null, Settings.IsBroken: false };
    }

    public override async Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        await Travel(resource);
        CloudOf(resource).Change(resource.RequiredPhysicalId, Settings(resource.Properties));
        await Travel(resource);
    }

    public override async Task<bool> IsUpdatedAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        await Travel(resource);
        return IsReady(resource, inError: false);
    }

    public override bool SupportsCheck => true;

    public override async Task CheckAsync(ResourceContext resource, CancellationToken cancellation)
    {
        await Travel(resource);
        CloudOf(resource).Get(resource.RequiredPhysicalId);
    }

    public override async Task SnapshotAsync(ResourceContext resource, CancellationToken cancellation)
    {
        await Travel(resource);
        CloudOf(resource).Kept.Add(resource.RequiredPhysicalId);
        resource.RecordData("kept", resource.RequiredPhysicalId);
    }

    public override async Task<bool> IsSnapshotTakenAsync(ResourceContext resource, CancellationToken cancellation)
    {
        await Travel(resource);
        return true;
    }

    public override Task DeleteSnapshotAsync(MapValue data, ICloudSession cloud, CancellationToken cancellation)
    {
        cloud.Service<Cloud>().Kept.Remove(data.Get("kept").AsText() ?? "");
        return Task.CompletedTask;
    }

    public override async Task DeleteAsync(ResourceContext resource, CancellationToken cancellation)
    {
        await Travel(resource);
        CloudOf(resource).Remove(resource.RequiredPhysicalId);
        await Travel(resource);
    }

    public override async Task<bool> IsDeletedAsync(ResourceContext resource, CancellationToken cancellation)
    {
        await Travel(resource);
        return CloudOf(resource).Things.All(thing => thing.Id != resource.PhysicalId);
    }

    private static bool IsReady(ResourceContext resource, bool inError)
    {
        var thing = CloudOf(resource).Get(resource.RequiredPhysicalId);
        if (thing.ReadyAt > resource.Time.GetUtcNow())
            return false;
        if (!thing.Settings.IsBroken)
            return true;
        throw inError ? ResourceException.InError("ERROR", "it is broken") : new ResourceException("ThingBroken", "It broke.");
    }

    private static Cloud CloudOf(ResourceContext resource) => resource.Cloud.Service<Cloud>();

    /// <summary>A message takes its time, and one of a process that slept meanwhile never arrives.</summary>
    private static async Task Travel(ResourceContext resource)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(CloudOf(resource).NextDelay()), resource.Time);
        if (SynchronizationContext.Current is SimulatedProcess { HasSlept: true })
            throw new ResourceException("ConnectionFailed", "The connection broke while the process slept.");
    }
}
