using System.Text.Json;
using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Messaging;

/// <summary>What a queue says about itself: whatever its owner likes, and some settings whose names begin with an underscore.</summary>
internal static class QueueMetadata
{
    public const string MessageTtl = "_default_message_ttl";
    public const string MessageDelay = "_default_message_delay";
    public const string MessagesSize = "_max_messages_post_size";
    public const int MostContent = 64 * 1024;
    public const long LongestMessageTtl = 1209600;
    public const long ShortestTtl = 60;
    public const long LongestDelay = 900;
    public const long LargestPost = 256 * 1024;
    private const long UsualMessageTtl = 3600;

    private static readonly (string Name, long Least, long Most, long Usual)[] s_settings =
        [(MessagesSize, 1, LargestPost, LargestPost), (MessageTtl, ShortestTtl, LongestMessageTtl, UsualMessageTtl), (MessageDelay, 0, LongestDelay, 0)];

    private static readonly string[] s_unset = ["_dead_letter_queue", "_dead_letter_queue_messages_ttl", "_max_claim_count"];

    /// <summary>The metadata as the service shows them, with the settings that nobody made.</summary>
    public static JsonObject Shown(JsonObject metadata)
    {
        var shown = metadata.DeepClone().AsObject();
        foreach (var setting in s_settings) shown[setting.Name] ??= setting.Usual;
        foreach (var name in s_unset) shown.TryAdd(name, null);
        shown["_enable_encrypt_messages"] ??= false;
        return shown;
    }

    public static bool IsReserved(string name) => s_settings.Any(setting => setting.Name == name) || s_unset.Contains(name) || name == "_enable_encrypt_messages";

    /// <summary>Refuses settings that can't be.</summary>
    public static void Check(JsonObject metadata)
    {
        foreach (var (name, least, most, _) in s_settings)
        {
            if (metadata[name] is not { } given) continue;
            if (given.GetValueKind() != JsonValueKind.Number || !given.AsValue().TryGetValue<long>(out var value)) throw MessagingFaults.BadRequest($"{name} must be integer.");
            if (value < least || value > most) throw MessagingFaults.BadRequest($"{name} can not exceed {most}, and must be at least {least}.");
        }
    }

    /// <summary>The value of a setting in a queue.</summary>
    public static long Setting(MessageQueue queue, string name) =>
        queue.Metadata[name] is JsonValue value && value.TryGetValue<long>(out var set) ? set : s_settings.First(setting => setting.Name == name).Usual;

    /// <summary>The metadata after the operations of a JSON patch.</summary>
    public static JsonObject Patched(JsonObject metadata, JsonArray operations)
    {
        var changed = metadata.DeepClone().AsObject();
        foreach (var operation in operations)
            Apply(changed, operation as JsonObject ?? throw MessagingFaults.BadBody("Operations must be JSON objects."));
        return changed;
    }

    private static void Apply(JsonObject metadata, JsonObject operation)
    {
        var name = NameIn(CloudJson.Text(operation["path"]) ?? throw MessagingFaults.BadBody("Unable to find 'path' in JSON Schema change"));
        var kind = CloudJson.Text(operation["op"]);
        if (kind is "add" or "replace" && !operation.ContainsKey("value"))
            throw MessagingFaults.BadBody($"Operation \"{kind}\" requires a member named \"value\".");
        if (kind is "replace" or "remove" && !metadata.ContainsKey(name) && !IsReserved(name))
            throw MessagingFaults.Conflict($"Can't {kind} non-existent object {name}.");
        if (kind == "remove") metadata.Remove(name);
        else if (kind is "add" or "replace") metadata[name] = operation["value"]?.DeepClone();
        else throw MessagingFaults.BadBody($"Invalid operation: `{kind}`. It must be one of the following: add, remove, replace.");
    }

    private static string NameIn(string path) => path.Split('/') is ["", "metadata", { Length: > 0 } name]
        ? name.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)
        : throw MessagingFaults.BadBody($"Invalid JSON pointer for this resource: '{path}, e.g /metadata/key'");
}
