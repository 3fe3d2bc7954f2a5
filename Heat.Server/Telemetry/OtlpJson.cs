using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Heat.Server.Telemetry;

/// <summary>Writes what was collected in the JSON notation of the OpenTelemetry protocol.</summary>
internal static class OtlpJson
{
    private const int Failed = 2;

    public static JsonArray Attributes(IEnumerable<KeyValuePair<string, object?>> tags) =>
        [.. tags.Where(tag => tag.Value is not null).Select(tag => new JsonObject { ["key"] = tag.Key, ["value"] = AttributeValue(tag.Value!) })];

    public static JsonObject Span(Activity activity)
    {
        var span = new JsonObject
        {
            ["traceId"] = activity.TraceId.ToHexString(),
            ["spanId"] = activity.SpanId.ToHexString(),
            ["name"] = activity.DisplayName,
            ["kind"] = (int)activity.Kind + 1,
            ["startTimeUnixNano"] = Text(Nanoseconds(activity.StartTimeUtc)),
            ["endTimeUnixNano"] = Text(Nanoseconds(activity.StartTimeUtc + activity.Duration)),
            ["attributes"] = Attributes(activity.TagObjects),
            ["status"] = activity.Status == ActivityStatusCode.Error ? new JsonObject { ["code"] = Failed } : new JsonObject(),
        };
        if (activity.ParentSpanId != default)
            span["parentSpanId"] = activity.ParentSpanId.ToHexString();
        return span;
    }

    public static long Nanoseconds(DateTimeOffset moment) => (moment - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;

    private static JsonObject AttributeValue(object value) => value switch
    {
        bool flag => new JsonObject { ["boolValue"] = flag },
        int or long => new JsonObject { ["intValue"] = Convert.ToString(value, CultureInfo.InvariantCulture) },
        double number => new JsonObject { ["doubleValue"] = number },
        _ => new JsonObject { ["stringValue"] = Convert.ToString(value, CultureInfo.InvariantCulture) },
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
