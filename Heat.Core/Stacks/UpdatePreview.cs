using Heat.Core.Diagnostics;
using Heat.Core.Engine;
using Heat.Core.Resources;
using Heat.Core.Resources.Nested;
using Heat.Core.Storage;
using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Stacks;

/// <summary>Compares what is with what is wanted, resource by resource and, where that is asked for, down into nested stacks.</summary>
internal sealed class UpdatePreview(StackDefinitions definitions, StackTree tree, ICloudSession cloud, TimeProvider time, bool showNested)
{
    private readonly Dictionary<ResourceChange, List<PreviewedResource>> _changes = Enum.GetValues<ResourceChange>().ToDictionary(change => change, _ => new List<PreviewedResource>());

    public IReadOnlyDictionary<ResourceChange, IReadOnlyList<PreviewedResource>> Found =>
        _changes.ToDictionary(entry => entry.Key, entry => (IReadOnlyList<PreviewedResource>)entry.Value);

    public async Task CompareAsync(StackRecord stack, StackDefinition wanted, CancellationToken cancellation)
    {
        var existing = tree.ResourcesOf(stack.Id).ToDictionary(state => state.Name);
        var values = new StackValues(wanted, name => existing.GetValueOrDefault(name), state => tree.ViewOf(state.Record));
        foreach (var resource in wanted.Resources.Values)
        {
            var state = existing.GetValueOrDefault(resource.Name);
            var change = await ChangeOfAsync(stack, resource, state, values, cancellation);
            _changes[change].Add(change == ResourceChange.Updated ? Existing(stack, state!) : StackPreviews.New(stack, wanted, resource, time.GetUtcNow()));
            if (showNested && resource.Type is NestedStackType)
                await CompareNestedAsync(stack, wanted, resource, change is ResourceChange.Added or ResourceChange.Replaced ? null : state, values, cancellation);
        }

        foreach (var gone in existing.Values.Where(state => !wanted.Resources.ContainsKey(state.Name)))
            AddDeleted(stack, gone);
    }

    private async Task CompareNestedAsync(StackRecord stack, StackDefinition wanted, WantedResource resource, ResourceState? state, StackValues values, CancellationToken cancellation)
    {
        if (await ContentAsync(stack, resource, state, values, cancellation) is not { } content)
            return;
        var child = state is null ? null : tree.Below(state.Record);
        var nested = child ?? stack.Below(resource.Name);
        var identity = new StackIdentity(nested.Name, nested.Id, nested.ProjectId);
        await CompareAsync(nested, definitions.Nested(wanted, resource, content, identity, null, requiresValues: false), cancellation);
    }

    private async Task<NestedStackContent?> ContentAsync(StackRecord stack, WantedResource resource, ResourceState? state, StackValues values, CancellationToken cancellation)
    {
        try
        {
            var properties = await PropertyPreparation.PrepareAsync(resource, values, cloud, cancellation);
            return await ((NestedStackType)resource.Type).KnownContentAsync(Context(stack, resource.Name, state, properties), state is null ? null : tree.ViewOf(state.Record), cancellation);
        }
        catch (Exception failure) when (failure is ProblemException or ResourceException or EvaluationException)
        {
            return null;
        }
    }

    private void AddDeleted(StackRecord stack, ResourceState state)
    {
        _changes[ResourceChange.Deleted].Add(Existing(stack, state));
        if (!showNested || tree.Below(state.Record) is not { } child)
            return;
        foreach (var below in tree.ResourcesOf(child.Id))
            AddDeleted(child, below);
    }

    private PreviewedResource Existing(StackRecord stack, ResourceState state) =>
        new(state.Record, stack, MapValue.Empty, tree.ValuesOf(stack.Id)?.AllAttributes(state.Name).AsMap() ?? MapValue.Empty);

    private async Task<ResourceChange> ChangeOfAsync(StackRecord stack, WantedResource wanted, ResourceState? state, StackValues values, CancellationToken cancellation)
    {
        if (state is null)
            return ResourceChange.Added;
        if (state.Record.MappedType != wanted.MappedType || await IsBeyondRepairAsync(stack, wanted, state, cancellation))
            return ResourceChange.Replaced;
        try
        {
            var after = await PropertyPreparation.PrepareAsync(wanted, values, cloud, cancellation);
            var changes = new PropertyChanges(state.Properties, after);
            if (!changes.Any)
                return HasNewDefinition(wanted, state, values) ? ResourceChange.Updated : ResourceChange.Unchanged;
            var replaces = changes.Names.Any(name => wanted.Type.Schema.FindProperty(name) is { IsUpdatable: false }) || wanted.Type.NeedsReplacement(Context(stack, wanted.Name, state, after), changes);
            return replaces ? ResourceChange.Replaced : ResourceChange.Updated;
        }
        catch (Exception failure) when (failure is ProblemException or ResourceException or EvaluationException)
        {
            // What hangs on resources that aren't there yet will be known when they are.
            return ResourceChange.Updated;
        }
    }

    private async Task<bool> IsBeyondRepairAsync(StackRecord stack, WantedResource wanted, ResourceState state, CancellationToken cancellation)
    {
        if (state.Record.Status != Status.Failed || wanted.Type is NestedStackType)
            return false;
        return (state.Record.Action == StackAction.Check && wanted.Type.Schema.ReplacesAfterFailedCheck)
            || await wanted.Type.NeedsReplacementAfterFailureAsync(Context(stack, wanted.Name, state, state.Properties), cancellation);
    }

    private static bool HasNewDefinition(WantedResource wanted, ResourceState state, StackValues values) =>
        ValueJson.ParseMap(state.Record.TemplateMetadata) != wanted.Metadata(values) || state.Record.DeletionPolicy != wanted.DeletionPolicy(values);

    private PreviewedResourceContext Context(StackRecord stack, string name, ResourceState? state, MapValue properties) => new(state)
    {
        Stack = stack.Outline(),
        Name = name,
        Id = state?.Id ?? Guid.Empty,
        PhysicalName = name,
        Properties = properties,
        Metadata = ValueJson.ParseMap(state?.Record.Metadata),
        UpdatePolicy = ValueJson.ParseMap(state?.Record.UpdatePolicy),
        Cloud = cloud,
        Time = time,
        StartedAt = state?.Record.ActionStartedAt ?? time.GetUtcNow(),
        PreviousStatus = state?.Record.PreviousState ?? "INIT_COMPLETE",
    };
}
