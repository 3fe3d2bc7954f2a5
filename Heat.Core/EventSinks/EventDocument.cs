using System.Globalization;
using Heat.Core.Storage;
using Heat.Core.Values;

namespace Heat.Core.EventSinks;

/// <summary>An event as it is told to queues.</summary>
internal static class EventDocument
{
    private const string Version = "0.1";

    public static MapValue Of(EventRecord told, MapValue properties) => MapValue.Of(
        ("timestamp", told.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture)),
        ("version", Version),
        ("type", "os.heat.event"),
        ("id", told.Id.ToString()),
        ("payload", MapValue.Of(
            ("resource_name", told.ResourceName),
            ("physical_resource_id", told.PhysicalId),
            ("stack_id", told.StackId.ToString()),
            ("resource_action", told.Action),
            ("resource_status", told.Status),
            ("resource_status_reason", told.StatusReason),
            ("resource_type", told.ResourceType),
            ("resource_properties", properties),
            ("version", Version))));
}
