using Heat.Core.Storage;
using Heat.Core.Values;

namespace Heat.Server.Orchestration.Views;

/// <summary>Events as the API shows them.</summary>
internal static class EventView
{
    /// <param name="root">The stack at the top, when the list looks into nested stacks.</param>
    public static MapValue Listed(EventRecord @event, StackRecord stack, StackRecord? root, Links links)
    {
        List<Value> addresses =
        [
            Links.Link(links.Event(stack, @event), "self"),
            Links.Link(links.Resource(stack, @event.ResourceName), "resource"),
            Links.Link(links.Stack(stack), "stack"),
        ];
        if (root is not null)
            addresses.Add(Links.Link(links.Stack(root), "root_stack"));
        return MapValue.Of(
            ("resource_name", @event.ResourceName),
            ("links", ListValue.Create(addresses)),
            ("logical_resource_id", @event.ResourceName),
            ("resource_status_reason", @event.StatusReason),
            ("event_time", Times.Shown(@event.CreatedAt)),
            ("resource_status", $"{@event.Action}_{@event.Status}"),
            ("physical_resource_id", @event.PhysicalId),
            ("id", @event.Id.ToString()));
    }

    public static MapValue Shown(EventRecord @event, StackRecord stack, MapValue properties, Links links) =>
        Listed(@event, stack, null, links).With(MapValue.Of(("resource_type", @event.ResourceType), ("resource_properties", properties)));
}
