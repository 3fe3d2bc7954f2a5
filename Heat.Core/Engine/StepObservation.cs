using System.Diagnostics;
using System.Diagnostics.Metrics;
using Heat.Core.Telemetry;

namespace Heat.Core.Engine;

/// <summary>Tells those who listen of the work on one resource.</summary>
internal sealed class StepObservation(string action, string type, string resource, TimeProvider time) : IDisposable
{
    private static readonly Histogram<double> s_durations = HeatTelemetry.Meter.CreateHistogram<double>("heat.step.duration", "s", "Actions on resources, by action, type and outcome.");

    private readonly long _start = time.GetTimestamp();
    private readonly Activity? _activity = HeatTelemetry.Activities.StartActivity($"step {action}")?.SetTag("heat.resource", resource).SetTag("heat.resource_type", type);

    public bool IsDone { private get; set; }

    public void Dispose()
    {
        s_durations.Record(
            time.GetElapsedTime(_start).TotalSeconds,
            new KeyValuePair<string, object?>("action", action),
            new KeyValuePair<string, object?>("type", type),
            new KeyValuePair<string, object?>("outcome", IsDone ? "complete" : "failed"));
        if (!IsDone)
            _activity?.SetStatus(ActivityStatusCode.Error);
        _activity?.Dispose();
    }
}
