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
    public Task<IReadOnlyList<PreviewedResource>> NewResourcesAsync(StackRecord stack, StackDefinition definition, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<PreviewedResource>>([.. definition.Resources.Values.Select(resource => New(stack, definition, resource, withProperties: true))]);

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
            changes[change].Add(New(stack, wanted, resource, withProperties: false));
        }

        foreach (var gone in existing.Values.Where(state => !wanted.Resources.ContainsKey(state.Name)))
            changes[ResourceChange.Deleted].Add(Existing(stack, gone, tree));
        _ = showNested;
        return changes.ToDictionary(entry => entry.Key, entry => (IReadOnlyList<PreviewedResource>)entry.Value);
    }

    private PreviewedResource New(StackRecord stack, StackDefinition definition, WantedResource resource, bool withProperties)
    {
        var record = resource.NewRecord(stack, definition, _time.GetUtcNow()) with { Metadata = ValueJson.Write(Evaluated(() => resource.Definition.Metadata?.Evaluate(definition.Scope(null)))) };
        var properties = withProperties ? resource.ResolveProperties(definition.Scope(null), _ => false).Values : MapValue.Empty;
        return new PreviewedResource(record, stack, properties, StackValues.Complete(resource.Type, MapValue.Empty), []);
    }

    private static PreviewedResource Existing(StackRecord stack, ResourceState state, StackTree tree) =>
        new(state.Record, stack, state.Properties, tree.ValuesOf(stack.Id)?.AllAttributes(state.Name).AsMap() ?? MapValue.Empty, []);

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
}
