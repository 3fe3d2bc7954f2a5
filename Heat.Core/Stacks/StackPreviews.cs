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

    /// <summary>The resources that a new stack would have, with those of nested stacks.</summary>
    public Task<IReadOnlyList<PreviewedResource>> NewResourcesAsync(RequestContext caller, StackRecord stack, StackDefinition definition, CancellationToken cancellation) =>
        NewResourcesAsync(_sessions.ForRequest(caller), stack, definition, cancellation);

    private async Task<IReadOnlyList<PreviewedResource>> NewResourcesAsync(ICloudSession cloud, StackRecord stack, StackDefinition definition, CancellationToken cancellation)
    {
        var previewed = new List<PreviewedResource>(definition.Resources.Count);
        foreach (var resource in definition.Resources.Values)
        {
            var properties = (await resource.ResolvePropertiesAsync(definition.Scope(null), _ => false, cloud, cancellation)).Values;
            var plain = New(stack, definition, resource);
            var context = Context(plain, properties, cloud);
            // What a resource that is nothing but its properties will tell of itself is known beforehand.
            var attributes = resource.Type.LeavesNoTrace ? await resource.Type.ReadAttributesAsync(context, cancellation) : MapValue.Empty;
            previewed.Add(plain with
            {
                Properties = definition.Masked(properties),
                Attributes = definition.Masked(StackValues.Complete(resource.Type, attributes)),
                Nested = resource.Type is NestedStackType nested ? await NestedAsync(context, stack, definition, resource, nested, cancellation) : null,
            });
        }

        return previewed;
    }

    // How deep this may go was checked when the stack was validated.
    private async Task<IReadOnlyList<PreviewedResource>?> NestedAsync(
        ResourceContext context, StackRecord stack, StackDefinition definition, WantedResource resource, NestedStackType type, CancellationToken cancellation)
    {
        if (await type.KnownContentAsync(context, null, cancellation) is not { } content)
            return null;
        var nested = stack.Below(resource.Name);
        var identity = new StackIdentity(nested.Name, null, nested.ProjectId);
        return await NewResourcesAsync(context.Cloud, nested, _definitions.Nested(definition, resource, content, identity, null, requiresValues: false), cancellation);
    }

    private PreviewedResourceContext Context(PreviewedResource resource, MapValue properties, ICloudSession cloud) => new(null)
    {
        Stack = resource.Stack.Outline(),
        Name = resource.Record.Name,
        Id = resource.Record.Id,
        PhysicalName = resource.Record.Name,
        Properties = properties,
        Cloud = cloud,
        Time = _time,
        StartedAt = _time.GetUtcNow(),
    };

    /// <summary>What an update would do with each resource.</summary>
    /// <param name="showNested">Also with those of nested stacks.</param>
    public async Task<IReadOnlyDictionary<ResourceChange, IReadOnlyList<PreviewedResource>>> ChangesAsync(
        RequestContext caller, StackRecord stack, StackDefinition wanted, bool showNested, CancellationToken cancellation)
    {
        var tree = await StackTree.LoadAsync(stack.RootId, _store, _definitions, _secrets, cancellation);
        var changes = new UpdatePreview(_definitions, tree, _sessions.ForRequest(caller), _time, showNested);
        await changes.CompareAsync(stack, wanted, cancellation);
        return changes.Found;
    }

    private PreviewedResource New(StackRecord stack, StackDefinition definition, WantedResource resource) => New(stack, definition, resource, _time.GetUtcNow());

    internal static PreviewedResource New(StackRecord stack, StackDefinition definition, WantedResource resource, DateTimeOffset now)
    {
        var record = resource.NewRecord(stack, definition, now) with { Metadata = ValueJson.Write(Evaluated(() => resource.Definition.Metadata?.Evaluate(definition.Scope(null)))) };
        return new PreviewedResource(record, stack, MapValue.Empty, StackValues.Complete(resource.Type, MapValue.Empty));
    }

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
