using Heat.Core.Engine;
using Heat.Core.Resources;
using Heat.Core.Security;
using Heat.Core.Stacks;
using Heat.Core.Storage;
using Heat.Core.Values;
using Heat.Server.Orchestration.Views;

namespace Heat.Server.Orchestration;

/// <summary>What would be made, and what an update would change, without doing it.</summary>
internal sealed class PreviewService(StackPreviews previews)
{
    /// <summary>The resources of a stack that isn't made.</summary>
    public async Task<ListValue> ResourcesAsync(RequestContext caller, StackRecord stack, StackDefinition definition, CancellationToken cancellation) =>
        ListValue.Create((await previews.NewResourcesAsync(caller, stack, definition, cancellation)).Select(ShownNew));

    /// <summary>The resources that an update leaves, updates, replaces, adds and deletes.</summary>
    public async Task<MapValue> ChangesAsync(RequestContext caller, StackRecord stack, StackDefinition definition, bool showNested, CancellationToken cancellation)
    {
        var changes = await previews.ChangesAsync(caller, stack, definition, showNested, cancellation);
        return MapValue.Of([.. Enum.GetValues<ResourceChange>().Select(change => (
            change.ToString().ToLowerInvariant(),
            (Value)ListValue.Create(changes[change].Select(resource => Shown(resource, resource.Stack.Id.ToString())))))]);
    }

    /// <summary>A nested stack is shown as the list of its resources.</summary>
    private static Value ShownNew(PreviewedResource resource) => resource.Nested is { } nested
        ? ListValue.Create(nested.Select(ShownNew))
        : Shown(resource, "None").With("properties", resource.Properties);

    private static MapValue Shown(PreviewedResource resource, string stackId) =>
        ResourceView.Previewed(resource.Record, resource.Stack, stackId, resource.Attributes);
}
