namespace Heat.Core.Engine;

/// <summary>
/// How long this process may act on the operations that it has claimed. Where several share a database it has to say again and again that it is alive; the others leave its operations alone for
/// longer than that, and then take them over. Both sides measure on their own: no two clocks are ever compared.
/// </summary>
/// <param name="length">How long a sign of life counts; null when no other process can claim anything.</param>
internal sealed class NodeLease(TimeSpan? length, TimeProvider time)
{
    private readonly Lock _gate = new();
    private Tenure _tenure = new(time, length is null ? long.MaxValue : 0);

    /// <summary>What is claimed now may be acted on for as long as this is held. Once it has run out it stays so, and a new one begins with the next sign of life.</summary>
    public Tenure Current
    {
        get
        {
            lock (_gate)
                return _tenure;
        }
    }

    /// <summary>How long others have to see no sign of life before they take over: longer than a call takes that was made in the last moment.</summary>
    public TimeSpan? Grace => 1.5 * length;

    /// <summary>The others have been told that this process is alive.</summary>
    /// <param name="toldAt">The timestamp taken before they were told.</param>
    public void Renew(long toldAt)
    {
        if (length is not { } counted)
            return;
        var until = toldAt + (long)(counted.TotalSeconds * time.TimestampFrequency);
        lock (_gate)
        {
            if (_tenure.IsHeld)
                _tenure.Extend(until);
            else
                _tenure = new Tenure(time, until);
        }
    }
}
