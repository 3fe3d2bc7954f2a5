using Microsoft.Extensions.Logging;

namespace Heat.Core.EventSinks;

/// <summary>What the delivery of events logs: events 120 to 129.</summary>
internal static partial class EventSinkLog
{
    [LoggerMessage(120, LogLevel.Warning, "Queue {Queue} didn't take the events of stack {Stack}; next try in {Pause}: {Reason}")]
    public static partial void EventsNotDelivered(this ILogger logger, string queue, Guid stack, TimeSpan pause, string reason);

    [LoggerMessage(121, LogLevel.Warning, "{Count} events never reached queue {Queue} of stack {Stack}: they are older than their messages would be kept.")]
    public static partial void EventsExpired(this ILogger logger, int count, string queue, Guid stack);
}
