using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Heat.Server.LocalCloud.Store;

/// <summary>How objects of the cloud are written: snake_case, lenient with the quoted numbers and booleans that clients send.</summary>
internal static class CloudJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        RespectNullableAnnotations = true,
        Converters = { new LenientBoolean() },
    };

    /// <summary>An object as a JSON tree that may be changed.</summary>
    public static JsonObject Tree<T>(T item) => JsonSerializer.SerializeToNode(item, Options)!.AsObject();

    public static JsonArray Array(IEnumerable<string> items) => [.. items.Select(item => (JsonNode?)item)];

    public static JsonArray Array(IEnumerable<JsonNode?> items) => [.. items];

    public static JsonObject Map(IEnumerable<KeyValuePair<string, string>> items)
    {
        var map = new JsonObject();
        foreach (var (key, value) in items) map[key] = value;
        return map;
    }

    /// <summary>The text of a value: a string's own, any other as JSON writes it.</summary>
    public static string? Text(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : node?.ToJsonString();

    private sealed class LenientBoolean : JsonConverter<bool>
    {
        public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            JsonTokenType.Number when reader.TryGetInt32(out var number) && number is 0 or 1 => number == 1,
            JsonTokenType.String when bool.TryParse(reader.GetString(), out var value) => value,
            _ => throw new JsonException("It is not a valid boolean value."),
        };

        public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => writer.WriteBooleanValue(value);
    }
}
