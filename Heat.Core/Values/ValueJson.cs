using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Heat.Core.Values;

/// <summary>Values from and to JSON documents (compact, UTF-8), for the database, the network and the two APIs.</summary>
public static class ValueJson
{
    private static readonly JsonWriterOptions s_writing = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads JSON text. Throws <see cref="JsonException"/> when it is not JSON.</summary>
    public static Value Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return From(document.RootElement);
    }

    public static Value Parse(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8);
        return From(document.RootElement);
    }

    /// <summary>Reads a map; null text reads as the empty map.</summary>
    public static MapValue ParseMap(string? json) => json is null ? MapValue.Empty : Parse(json) as MapValue ?? MapValue.Empty;

    public static Value From(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => Value.Null,
        JsonValueKind.True => FlagValue.True,
        JsonValueKind.False => FlagValue.False,
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt64(out var integer) && !HasFraction(element) ? (Value)integer : element.GetDouble(),
        JsonValueKind.Array => ListValue.Create(element.EnumerateArray().Select(From)),
        _ => MapValue.Create(element.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, From(property.Value)))),
    };

    public static string Write(Value value) => Encoding.UTF8.GetString(WriteBytes(value).Span);

    public static ReadOnlyMemory<byte> WriteBytes(Value value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, s_writing))
            WriteTo(writer, value);
        return buffer.WrittenMemory;
    }

    public static void WriteTo(Utf8JsonWriter writer, Value value)
    {
        switch (value)
        {
            case NullValue:
                writer.WriteNullValue();
                break;
            case FlagValue flag:
                writer.WriteBooleanValue(flag.Flag);
                break;
            case IntegerValue integer:
                writer.WriteNumberValue(integer.Number);
                break;
            case NumberValue number when double.IsFinite(number.Number):
                writer.WriteRawValue(ValueText.Number(number.Number), skipInputValidation: true);
                break;
            case TextValue text:
                writer.WriteStringValue(text.Text);
                break;
            case ListValue list:
                writer.WriteStartArray();
                foreach (var item in list)
                    WriteTo(writer, item);
                writer.WriteEndArray();
                break;
            case MapValue map:
                writer.WriteStartObject();
                foreach (var (key, item) in map)
                {
                    writer.WritePropertyName(key);
                    WriteTo(writer, item);
                }
                writer.WriteEndObject();
                break;
            default:
                // JSON has no notation for infinities and not-a-number; their names as text keep the document readable.
                writer.WriteStringValue(ValueText.Plain(value));
                break;
        }
    }

    private static bool HasFraction(JsonElement element) => element.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') >= 0;
}
