using System.Globalization;
using System.Text.Json.Nodes;

namespace Heat.Server.Telemetry;

/// <summary>What was measured with one instrument and one set of tags since the start.</summary>
internal sealed class MetricSeries(IReadOnlyList<KeyValuePair<string, object?>> tags)
{
    private static readonly double[] s_bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800];

    private readonly Lock _gate = new();
    private readonly long[] _buckets = new long[s_bounds.Length + 1];
    private long _count;
    private double _sum;
    private double _last;

    public void Add(double value)
    {
        var bucket = Array.FindIndex(s_bounds, bound => value <= bound);
        lock (_gate)
        {
            _count++;
            _sum += value;
            _last = value;
            _buckets[bucket < 0 ? s_bounds.Length : bucket]++;
        }
    }

    public JsonObject Sum(long start, long now)
    {
        lock (_gate)
            return Point(start, now, ("asDouble", _sum));
    }

    public JsonObject Last(long start, long now)
    {
        lock (_gate)
            return Point(start, now, ("asDouble", _last));
    }

    public JsonObject Distribution(long start, long now)
    {
        lock (_gate)
            return Point(
                start,
                now,
                ("count", Text(_count)),
                ("sum", _sum),
                ("bucketCounts", new JsonArray([.. _buckets.Select(bucket => (JsonNode)Text(bucket))])),
                ("explicitBounds", new JsonArray([.. s_bounds.Select(bound => (JsonNode)bound)])));
    }

    // The notation of 64-bit numbers is text: JSON's own numbers can't hold them all.
    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private JsonObject Point(long start, long now, params (string Name, JsonNode Value)[] values)
    {
        var point = new JsonObject { ["attributes"] = OtlpJson.Attributes(tags), ["startTimeUnixNano"] = Text(start), ["timeUnixNano"] = Text(now) };
        foreach (var (name, value) in values)
            point[name] = value;
        return point;
    }
}
