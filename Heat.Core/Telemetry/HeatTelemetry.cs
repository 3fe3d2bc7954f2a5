using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Heat.Core.Telemetry;

/// <summary>What this program counts, measures and traces; whoever wants to know listens by this name.</summary>
public static class HeatTelemetry
{
    public const string Name = "Heat";

    /// <summary>The tag of a request's activity that holds the request's id.</summary>
    public const string RequestIdTag = "heat.request_id";

    public static Meter Meter { get; } = new(Name);

    public static ActivitySource Activities { get; } = new(Name);

    /// <summary>The id of the request that the current work is done for; null when it is done for none.</summary>
    public static string? CurrentRequestId
    {
        get
        {
            for (var activity = Activity.Current; activity is not null; activity = activity.Parent)
                if (activity.GetTagItem(RequestIdTag) is string id)
                    return id;
            return null;
        }
    }
}
