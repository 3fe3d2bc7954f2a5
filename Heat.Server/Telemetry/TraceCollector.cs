using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Heat.Core.Telemetry;

namespace Heat.Server.Telemetry;

/// <summary>Keeps the activities that have ended until they are sent. When nobody takes them in time, the oldest go.</summary>
internal sealed class TraceCollector : IDisposable
{
    private const int MostKept = 8192;
    private const int MostAtOnce = 512;
    private static readonly HashSet<string> s_sources = [HeatTelemetry.Name, "Microsoft.AspNetCore"];

    private readonly Channel<Activity> _ended = Channel.CreateBounded<Activity>(new BoundedChannelOptions(MostKept) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private readonly ActivityListener _listener;

    public TraceCollector(TelemetryOptions options)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => s_sources.Contains(source.Name),
            Sample = (ref ActivityCreationOptions<ActivityContext> creation) => IsTraced(creation.Parent, creation.TraceId, options.TracedPart) ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.PropagationData,
            ActivityStopped = activity =>
            {
                if (activity.Recorded)
                    _ended.Writer.TryWrite(activity);
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Takes some of what has ended, by source; null when nothing has.</summary>
    public JsonArray? Take()
    {
        List<Activity> taken = [];
        while (taken.Count < MostAtOnce && _ended.Reader.TryRead(out var activity))
            taken.Add(activity);
        return taken.Count == 0 ? null : [.. taken.GroupBy(activity => activity.Source.Name).Select(source => new JsonObject
        {
            ["scope"] = new JsonObject { ["name"] = source.Key },
            ["spans"] = new JsonArray([.. source.Select(OtlpJson.Span)]),
        })];
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>Who came with a trace has decided; for others the id decides, so that all parts of a trace are treated alike.</summary>
    private static bool IsTraced(ActivityContext parent, ActivityTraceId trace, double part)
    {
        if (parent.TraceId != default)
            return parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded);
        Span<byte> bytes = stackalloc byte[16];
        trace.CopyTo(bytes);
        return BitConverter.ToUInt32(bytes[12..]) <= part * uint.MaxValue;
    }
}
