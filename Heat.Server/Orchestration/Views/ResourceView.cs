using Heat.Core.Resources.Nested;
using Heat.Core.Stacks;
using Heat.Core.Storage;
using Heat.Core.Values;

namespace Heat.Server.Orchestration.Views;

/// <summary>Resources as the API shows them.</summary>
internal static class ResourceView
{
    public static MapValue Listed(ResourceRecord resource, StackRecord stack, StackRecord? nested, Links links)
    {
        List<Value> addresses = [Links.Link(links.Resource(stack, resource.Name), "self"), Links.Link(links.Stack(stack), "stack")];
        if (nested is not null)
            addresses.Add(Links.Link(links.Stack(nested), "nested"));
        var item = MapValue.Of(
            ("resource_name", resource.Name),
            ("links", ListValue.Create(addresses)),
            ("logical_resource_id", resource.Name),
            ("creation_time", Times.Shown(resource.CreatedAt)),
            ("updated_time", Times.Shown(resource.UpdatedAt ?? resource.CreatedAt)),
            ("resource_status", resource.State),
            ("resource_status_reason", resource.StatusReason),
            ("physical_resource_id", resource.PhysicalId ?? ""),
            ("resource_type", resource.Type),
            ("required_by", ValueJson.Parse(resource.RequiredBy)));
        return WithParent(item, stack);
    }

    /// <summary>A resource as previews show it.</summary>
    public static MapValue Previewed(ResourceRecord resource, StackRecord stack, string stackId, MapValue attributes) => WithParent(
        MapValue.Of(
            ("resource_identity", Identity(stack, stackId, $"/resources/{resource.Name}")),
            ("stack_identity", Identity(stack, stackId, "")),
            ("stack_name", stack.Name),
            ("resource_name", resource.Name),
            ("resource_type", resource.Type),
            ("resource_action", resource.Action),
            ("resource_status", resource.Status),
            ("resource_status_reason", resource.StatusReason),
            ("physical_resource_id", resource.PhysicalId ?? ""),
            ("creation_time", resource.Action == StackAction.Init ? Value.Null : Times.Shown(resource.CreatedAt)),
            ("updated_time", resource.Action == StackAction.Init ? Value.Null : Times.Shown(resource.UpdatedAt)),
            ("required_by", ValueJson.Parse(resource.RequiredBy)),
            ("description", resource.Description),
            ("metadata", ValueJson.Parse(resource.Metadata)),
            ("attributes", attributes)),
        stack);

    private static MapValue WithParent(MapValue shown, StackRecord stack) => stack.OwnerResourceName is { } owner ? shown.With("parent_resource", owner) : shown;

    private static MapValue Identity(StackRecord stack, string stackId, string path) => MapValue.Of(
        ("stack_name", stack.Name),
        ("tenant", stack.ProjectId),
        ("stack_id", stackId),
        ("path", path));
}
