using Heat.Core.Resources;
using Heat.Core.Security;
using Heat.Core.Stacks;
using Heat.Core.Storage;
using Heat.Core.Templates;
using Heat.Core.Values;

namespace Heat.Core.Engine;

/// <summary>What snapshots of stacks hold, and what is done with it.</summary>
internal sealed class StackSnapshots(ResourceTypes types, SecretBox secrets)
{
    public SnapshotRecord Taken(SnapshotRecord snapshot, MapValue document) => snapshot with
    {
        Status = Status.Complete,
        StatusReason = $"Stack {StackAction.Snapshot} completed successfully",
        Data = secrets.Seal(document, snapshot.Id),
    };

    public SnapshotRecord GivenUp(SnapshotRecord snapshot, MapValue document, StackRecord stack) => snapshot with
    {
        Status = Status.Failed,
        StatusReason = stack is { Action: StackAction.Snapshot, Status: Status.Failed } ? stack.StatusReason : $"Stack {StackAction.Snapshot} aborted (user triggered cancel)",
        Data = secrets.Seal(document, snapshot.Id),
    };

    /// <summary>The stack as it was, as a document.</summary>
    public MapValue Document(SnapshotRecord snapshot) => secrets.OpenMap(snapshot.Data, snapshot.Id);

    /// <summary>Deletes what the cloud keeps for a snapshot. What is gone already is as good as deleted.</summary>
    public async Task DeleteKeptAsync(SnapshotRecord snapshot, ICloudSession cloud, CancellationToken cancellation)
    {
        var document = Document(snapshot);
        foreach (var (name, resource) in Resources(document))
            if (TypeOf(document, name, resource) is { } type)
                await type.DeleteSnapshotAsync(DataOf(resource), cloud, cancellation);
    }

    /// <summary>The snapshot's template, changed so that its resources are made from what was kept of them.</summary>
    public Value RestoringTemplate(MapValue document, Template template)
    {
        var (sections, words) = (template.Language.Sections, template.Language.Resource);
        var written = (MapValue)template.ToValue();
        var resources = written.Get(sections.Resources).AsMap() ?? MapValue.Empty;
        foreach (var (name, resource) in Resources(document))
            if (resources.Get(name) is MapValue definition && TypeOf(document, name, resource)?.RestoringProperties(definition.Get(words.Properties).AsMap() ?? MapValue.Empty, DataOf(resource)) is { } properties)
                resources = resources.With(name, definition.With(words.Properties, properties));
        return written.With(sections.Resources, resources);
    }

    private static IEnumerable<KeyValuePair<string, MapValue>> Resources(MapValue document) =>
        (document.Get(StackDocument.Resources).AsMap() ?? MapValue.Empty).Select(entry => KeyValuePair.Create(entry.Key, entry.Value.AsMap() ?? MapValue.Empty));

    private static MapValue DataOf(MapValue resource) => resource.Get(StackDocument.ResourceData).AsMap() ?? MapValue.Empty;

    private ResourceType? TypeOf(MapValue document, string name, MapValue resource)
    {
        var registry = StackDocument.EnvironmentOf(document).Registry;
        var match = registry.Resolve(resource.Get("type").AsText() ?? "", name, known => types.TryGet(known, out _));
        return match is { IsTemplate: false } && types.TryGet(match.Name, out var type) ? type : null;
    }
}
