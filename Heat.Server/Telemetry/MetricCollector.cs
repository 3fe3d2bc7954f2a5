using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using Heat.Core.Telemetry;

namespace Heat.Server.Telemetry;

/// <summary>Adds up what is measured in this process: this program's own work, the requests to it, and the runtime.</summary>
internal sealed class MetricCollector : IDisposable
{
    // Values of tags come from this program, but should one come from clients after all, it must not fill the memory.
    private const int MostSeries = 2000;
    private static readonly HashSet<string> s_meters = [HeatTelemetry.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    private readonly ConcurrentDictionary<(Instrument Instrument, string Tags), MetricSeries> _series = new();
    private readonly MeterListener _listener = new();
    private readonly TimeProvider _time;
    private readonly long _start;

    public MetricCollector(TimeProvider time)
    {
        (_time, _start) = (time, OtlpJson.Nanoseconds(time.GetUtcNow()));
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (s_meters.Contains(instrument.Meter.Name))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Everything measured so far, by instrument.</summary>
    public JsonArray Collect()
    {
        _listener.RecordObservableInstruments();
        var now = OtlpJson.Nanoseconds(_time.GetUtcNow());
        return [.. _series.GroupBy(entry => entry.Key.Instrument.Meter.Name).Select(meter => new JsonObject
        {
            ["scope"] = new JsonObject { ["name"] = meter.Key },
            ["metrics"] = new JsonArray([.. meter.GroupBy(entry => entry.Key.Instrument, entry => entry.Value).Select(each => Metric(each.Key, [.. each], now))]),
        })];
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var all = tags.ToArray();
        var key = (instrument, string.Join('\n', all.Select(tag => $"{tag.Key}={tag.Value}")));
        if (_series.TryGetValue(key, out var series) || (_series.Count < MostSeries && (series = _series.GetOrAdd(key, _ => new MetricSeries(all))) is not null))
            series.Add(value);
    }

    private JsonObject Metric(Instrument instrument, IReadOnlyList<MetricSeries> series, long now)
    {
        var metric = new JsonObject { ["name"] = instrument.Name, ["unit"] = instrument.Unit ?? "", ["description"] = instrument.Description ?? "" };
        var kind = instrument.GetType().Name;
        if (kind.StartsWith("Histogram", StringComparison.Ordinal))
            metric["histogram"] = Data(series.Select(each => each.Distribution(_start, now)), isSum: false);
        else if (instrument.IsObservable || kind.StartsWith("Gauge", StringComparison.Ordinal))
            // What is observed is a state; of a total that is observed, too, the last value is all that counts.
            metric["gauge"] = new JsonObject { ["dataPoints"] = new JsonArray([.. series.Select(each => each.Last(_start, now))]) };
        else
            metric["sum"] = Data(series.Select(each => each.Sum(_start, now)), isSum: true, isMonotonic: kind.StartsWith("Counter", StringComparison.Ordinal));
        return metric;
    }

    private static JsonObject Data(IEnumerable<JsonObject> points, bool isSum, bool isMonotonic = false)
    {
        const int Cumulative = 2;
        var data = new JsonObject { ["dataPoints"] = new JsonArray([.. points]), ["aggregationTemporality"] = Cumulative };
        if (isSum)
            data["isMonotonic"] = isMonotonic;
        return data;
    }
}
