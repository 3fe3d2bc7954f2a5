using System.Text;
using Heat.Core.Values;

namespace Heat.Resources.OpenStack.Compute;

/// <summary>Turns the properties of a server into the body of the call that makes it.</summary>
internal static class ServerBody
{
    /// <summary>Values that aren't texts are sent as JSON: the service keeps texts only.</summary>
    public static MapValue Metadata(MapValue metadata) =>
        MapValue.Create(metadata.Select(entry => KeyValuePair.Create(entry.Key, entry.Value is TextValue ? entry.Value : ValueText.Json(entry.Value))));

    public static ListValue Personality(MapValue files) =>
        ListValue.Create(files.Select(file => MapValue.Of(("path", file.Key), ("contents", Base64(file.Value.AsText() ?? "")))));

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    public static MapValue Create(MapValue properties, string name, string? userData, Value networks)
    {
        var body = MapValue.Of(
            ("name", name),
            ("imageRef", properties.Text("image") ?? ""),
            ("flavorRef", properties.Get("flavor")),
            ("min_count", 1),
            ("max_count", 1));
        body = body.With(Optional(
            ("user_data", string.IsNullOrEmpty(userData) ? null : Base64(userData)),
            ("key_name", properties.Has("key_name") ? properties.Get("key_name") : Value.Null),
            ("availability_zone", properties.Get("availability_zone")),
            ("adminPass", properties.Has("admin_pass") ? properties.Get("admin_pass") : Value.Null),
            ("config_drive", properties.Get("config_drive")),
            ("reservation_id", properties.Get("reservation_id")),
            ("OS-DCF:diskConfig", properties.Get("diskConfig")),
            ("metadata", properties.Has("metadata") ? Metadata((MapValue)properties.Get("metadata")) : Value.Null),
            ("personality", properties.Has("personality") ? Personality((MapValue)properties.Get("personality")) : Value.Null),
            ("security_groups", properties.Has("security_groups") ? ListValue.Create(properties.Get("security_groups").Texts().Select(group => MapValue.Of(("name", group)))) : Value.Null),
            ("block_device_mapping", properties.Has("block_device_mapping") ? ListValue.Create(properties.Get("block_device_mapping").Maps().Select(Device)) : Value.Null),
            ("block_device_mapping_v2", properties.Has("block_device_mapping_v2") ? ListValue.Create(Devices(properties)) : Value.Null),
            ("networks", networks)));
        return MapValue.Of(("server", body)).With(Optional(("os:scheduler_hints", properties.Has("scheduler_hints") ? properties.Get("scheduler_hints") : Value.Null)));
    }

    private static IEnumerable<KeyValuePair<string, Value>> Optional(params IEnumerable<(string Key, Value Value)> entries) =>
        entries.Where(entry => !entry.Value.IsNull).Select(entry => KeyValuePair.Create(entry.Key, entry.Value));

    private static MapValue Device(MapValue mapping) => MapValue.Create(Optional(
        ("device_name", mapping.Get("device_name")),
        mapping.Has("snapshot_id") ? ("snapshot_id", mapping.Get("snapshot_id")) : ("volume_id", mapping.Get("volume_id")),
        ("volume_size", mapping.Get("volume_size")),
        ("delete_on_termination", mapping.Get("delete_on_termination"))));

    /// <summary>When devices are described in the second form, the image's own disk has to be described too.</summary>
    private static IEnumerable<MapValue> Devices(MapValue properties)
    {
        if (properties.Has("image"))
            yield return Source("image", properties.Get("image"), "local", true);
        foreach (var mapping in properties.Get("block_device_mapping_v2").Maps())
        {
            var chosen = ((string[])["device_name", "device_type", "disk_bus", "boot_index", "volume_size", "delete_on_termination"]).Where(mapping.Has);
            yield return DeviceSource(mapping).With(chosen.Select(name => KeyValuePair.Create(name, mapping.Get(name))));
        }
    }

    private static MapValue DeviceSource(MapValue mapping)
    {
        if (mapping.Has("volume_id"))
            return Source("volume", mapping.Get("volume_id"), "volume", false);
        if (mapping.Has("snapshot_id"))
            return Source("snapshot", mapping.Get("snapshot_id"), "volume", false);
        if (mapping.Has("image"))
            return Source("image", mapping.Get("image"), "volume", false);
        var blank = MapValue.Of(("source_type", "blank"), ("destination_type", "local"), ("boot_index", -1), ("delete_on_termination", true));
        return mapping.Has("swap_size")
            ? blank.With("guest_format", "swap").With("volume_size", mapping.Get("swap_size"))
            : blank.With(Optional(("volume_size", mapping.Get("ephemeral_size")), ("guest_format", mapping.Get("ephemeral_format"))));
    }

    private static MapValue Source(string type, Value id, string destination, bool isDeletedWithServer) => MapValue.Of(
        ("uuid", id), ("source_type", type), ("destination_type", destination), ("boot_index", 0), ("delete_on_termination", isDeletedWithServer));
}
