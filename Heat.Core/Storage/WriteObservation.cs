using System.Diagnostics;
using System.Diagnostics.Metrics;
using Heat.Core.Telemetry;

namespace Heat.Core.Storage;

/// <summary>Tells those who listen of the writing to the database.</summary>
internal static class WriteObservation
{
    private static readonly Histogram<double> s_durations = HeatTelemetry.Meter.CreateHistogram<double>("heat.database.write.duration", "s", "Transactions that write.");
    private static readonly Histogram<long> s_sizes = HeatTelemetry.Meter.CreateHistogram<long>("heat.database.batch.size", "{change}", "Changes that shared a transaction.");

    public static void Note(long start, int changes)
    {
        s_durations.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);
        s_sizes.Record(changes);
    }
}
