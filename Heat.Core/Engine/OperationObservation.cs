using System.Diagnostics;
using System.Diagnostics.Metrics;
using Heat.Core.Storage;
using Heat.Core.Telemetry;
using Microsoft.Extensions.Logging;

namespace Heat.Core.Engine;

/// <summary>Tells those who listen of one run of an operation, as a part of the request that asked for it, in whichever process that was.</summary>
internal sealed class OperationObservation : IDisposable
{
    private static readonly Histogram<double> s_durations = HeatTelemetry.Meter.CreateHistogram<double>("heat.operation.duration", "s", "Operations on stacks, by action and outcome.");
    private static readonly UpDownCounter<long> s_running = HeatTelemetry.Meter.CreateUpDownCounter<long>("heat.operation.running", "{operation}", "Operations that run in this process.");

    private readonly string _action;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly Activity? _activity;
    private readonly IDisposable? _scope;

    public OperationObservation(OperationRecord operation, ILogger logger, TimeProvider time)
    {
        (_action, _time, _start) = (operation.Action, time, time.GetTimestamp());
        _activity = ActivityContext.TryParse(operation.TraceParent, null, isRemote: true, out var request)
            ? HeatTelemetry.Activities.StartActivity($"operation {operation.Action}", ActivityKind.Internal, request)
            : HeatTelemetry.Activities.StartActivity($"operation {operation.Action}");
        _activity?.SetTag("heat.operation_id", operation.Id.ToString()).SetTag("heat.stack_id", operation.StackId.ToString()).SetTag("heat.action", operation.Action).SetTag("heat.epoch", operation.Epoch).SetTag(HeatTelemetry.RequestIdTag, operation.RequestId);
        _scope = logger.BeginOperation(operation.Id, operation.StackId, operation.RequestId ?? "-");
        s_running.Add(1);
    }

    /// <summary>How the run ended, in one word.</summary>
    public string Outcome { private get; set; } = "lost";

    public void Dispose()
    {
        s_running.Add(-1);
        s_durations.Record(_time.GetElapsedTime(_start).TotalSeconds, new KeyValuePair<string, object?>("action", _action), new KeyValuePair<string, object?>("outcome", Outcome));
        _activity?.SetTag("heat.outcome", Outcome);
        if (Outcome == "failed")
            _activity?.SetStatus(ActivityStatusCode.Error);
        _activity?.Dispose();
        _scope?.Dispose();
    }
}
