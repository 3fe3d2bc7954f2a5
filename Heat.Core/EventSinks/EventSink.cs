using Heat.Core.Environments;
using Heat.Core.Values;

namespace Heat.Core.EventSinks;

/// <summary>A message queue to which the events of a stack go.</summary>
/// <param name="Queue">The queue's name.</param>
/// <param name="Ttl">For how many seconds a message is kept there.</param>
internal sealed record EventSink(string Queue, long Ttl)
{
    public const string Type = "zaqar-queue";
    public const long UsualTtl = 3600;
    public const long ShortestTtl = 60;

    /// <summary>The sinks of an environment as they are stored with a stack; null when there are none.</summary>
    public static string? Stored(HeatEnvironment environment) => environment.EventSinks.Count == 0 ? null : ValueJson.Write(environment.EventSinks);

    /// <summary>The sinks that are stored with a stack.</summary>
    public static IReadOnlyList<EventSink> Read(string? stored) => stored is null
        ? []
        : [.. ValueJson.Parse(stored).Maps().Where(sink => sink.Get("target") is TextValue).Select(sink => new EventSink(sink.Get("target").AsText()!, sink.Get("ttl").AsInteger() ?? UsualTtl)).DistinctBy(sink => sink.Queue)];
}
