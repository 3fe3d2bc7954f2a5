using Heat.Core.Diagnostics;
using Heat.Core.Engine;
using Heat.Core.Resources;
using Heat.Core.Resources.Nested;
using Heat.Core.Security;
using Heat.Core.Storage;
using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Stacks;

/// <summary>Looks ahead: the plan of a creation or an update that isn't carried out.</summary>
public sealed class StackPreviews
{
    private readonly StackDefinitions _definitions;
    private readonly IOperationStore _store;
    private readonly ICloudSessions _sessions;
    private readonly SecretBox _secrets;
    private readonly TimeProvider _time;

    internal StackPreviews(StackDefinitions definitions, IOperationStore store, ICloudSessions sessions, SecretBox secrets, TimeProvider time)
    {
        _definitions = definitions;
        _store = store;
        _sessions = sessions;
        _secrets = secrets;
        _time = time;
    }

    /// <summary>The resources that a new stack would have.</summary>
    public async Task<IReadOnlyList<PreviewedResource>> NewResourcesAsync(RequestContext caller, StackRecord stack, StackDefinition definition, CancellationToken cancellation)
    {
        var cloud = _sessions.ForRequest(caller);
        var previewed = new List<PreviewedResource>(definition.Resources.Count);
        foreach (var resource in definition.Resources.Values)
        {
            var properties = (await resource.ResolvePropertiesAsync(definition.Scope(null), _ => false, cloud, cancellation)).Values;
            var plain = New(stack, definition, resource);
            var attributes = resource.Type.LeavesNoTrace ? await KnownAttributesAsync(plain, resource.Type, properties, cloud, cancellation) : MapValue.Empty;
            previewed.Add(plain with { Properties = definition.Masked(properties), Attributes = definition.Masked(StackValues.Complete(resource.Type, attributes)) });
        }

        return previewed;
    }

    /// <summary>What a resource that is nothing but its properties will tell of itself is known beforehand.</summary>
    private Task<MapValue> KnownAttributesAsync(PreviewedResource resource, ResourceType type, MapValue properties, ICloudSession cloud, CancellationToken cancellation) =>
        type.ReadAttributesAsync(
            new UnmadeResource
            {
                Stack = resource.Stack.Outline(),
                Name = resource.Record.Name,
                Id = resource.Record.Id,
                PhysicalName = resource.Record.Name,
                Properties = properties,
                Cloud = cloud,
                Time = _time,
                StartedAt = _time.GetUtcNow(),
            },
            cancellation);

    /// <summary>What an update would do with each resource.</summary>
    public async Task<IReadOnlyDictionary<ResourceChange, IReadOnlyList<PreviewedResource>>> ChangesAsync(
        RequestContext caller, StackRecord stack, StackDefinition wanted, bool showNested, CancellationToken cancellation)
    {
        var tree = await StackTree.LoadAsync(stack.RootId, _store, _definitions, _secrets, cancellation);
        var existing = tree.DefinitionOf(stack.Id)?.Resources.Keys.Select(name => tree.Resource(stack.Id, name)).OfType<ResourceState>().ToDictionary(state => state.Name) ?? [];
        var values = new StackValues(wanted, name => existing.GetValueOrDefault(name), _ => null);
        var changes = Enum.GetValues<ResourceChange>().ToDictionary(change => change, _ => new List<PreviewedResource>());
        foreach (var resource in wanted.Resources.Values)
        {
            var change = await ChangeOfAsync(resource, existing.GetValueOrDefault(resource.Name), values, _sessions.ForRequest(caller), cancellation);
            changes[change].Add(change == ResourceChange.Updated ? Existing(stack, existing[resource.Name], tree) : New(stack, wanted, resource));
        }

        foreach (var gone in existing.Values.Where(state => !wanted.Resources.ContainsKey(state.Name)))
            changes[ResourceChange.Deleted].Add(Existing(stack, gone, tree));
        _ = showNested;
        return changes.ToDictionary(entry => entry.Key, entry => (IReadOnlyList<PreviewedResource>)entry.Value);
    }

    private PreviewedResource New(StackRecord stack, StackDefinition definition, WantedResource resource)
    {
        var record = resource.NewRecord(stack, definition, _time.GetUtcNow()) with { Metadata = ValueJson.Write(Evaluated(() => resource.Definition.Metadata?.Evaluate(definition.Scope(null)))) };
        return new PreviewedResource(record, stack, MapValue.Empty, StackValues.Complete(resource.Type, MapValue.Empty));
    }

    private static PreviewedResource Existing(StackRecord stack, ResourceState state, StackTree tree) =>
        new(state.Record, stack, MapValue.Empty, tree.ValuesOf(stack.Id)?.AllAttributes(state.Name).AsMap() ?? MapValue.Empty);

    private static async Task<ResourceChange> ChangeOfAsync(WantedResource wanted, ResourceState? state, StackValues values, ICloudSession cloud, CancellationToken cancellation)
    {
        if (state is null)
            return ResourceChange.Added;
        if (state.Record.MappedType != wanted.MappedType)
            return ResourceChange.Replaced;
        try
        {
            var after = await PropertyPreparation.PrepareAsync(wanted, values, cloud, cancellation);
            var changes = new PropertyChanges(state.Properties, after);
            if (!changes.Any)
                return HasNewDefinition(wanted, state, values) ? ResourceChange.Updated : ResourceChange.Unchanged;
            return changes.Names.Any(name => wanted.Type.Schema.FindProperty(name) is { IsUpdatable: false }) ? ResourceChange.Replaced : ResourceChange.Updated;
        }
        catch (Exception failure) when (failure is ProblemException or ResourceException or EvaluationException)
        {
            // What hangs on resources that aren't there yet will be known when they are.
            return ResourceChange.Updated;
        }
    }

    private static bool HasNewDefinition(WantedResource wanted, ResourceState state, StackValues values) =>
        ValueJson.ParseMap(state.Record.TemplateMetadata) != wanted.Metadata(values)
        || state.Record.DeletionPolicy != wanted.DeletionPolicy(values)
        || wanted.RequiredBy.Length > 0 && state.Record.Status == Status.Failed;

    private static Value Evaluated(Func<Value?> evaluate)
    {
        try
        {
            return evaluate() ?? MapValue.Empty;
        }
        catch (EvaluationException)
        {
            return MapValue.Empty;
        }
    }

    /// <summary>A resource that only exists in a preview: nothing that is noted of it is kept.</summary>
    private sealed class UnmadeResource : ResourceContext
    {
        public override void RecordPhysicalId(string? physicalId) => PhysicalId = physicalId;

        public override void RecordData(string key, string? value)
        {
        }

        public override void RecordMetadata(MapValue metadata)
        {
        }

        public override Task<MapValue> ChangeMetadataAsync(Func<MapValue, MapValue> change, CancellationToken cancellation) => Task.FromResult(change(Metadata));

        public override Task<StoredResource?> FindSiblingAsync(Value reference, CancellationToken cancellation) => Task.FromResult<StoredResource?>(null);
    }
}
