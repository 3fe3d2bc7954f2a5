namespace Heat.Resources.Constraints;

/// <summary><c>zaqar.queue</c>: what may be the name of a queue. Queues come into being with their first message, so any name will do.</summary>
internal sealed class QueueNameCheck() : FormatConstraintCheck("zaqar.queue")
{
    private const int Longest = 64;

    protected override string? Fault(string text) => text.Length is > 0 and <= Longest ? null : $"Queue name length must be 1-{Longest}";
}
