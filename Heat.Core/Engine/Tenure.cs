namespace Heat.Core.Engine;

/// <summary>An unbroken time in which this process is known to be alive to those that share its database.</summary>
/// <param name="until">The timestamp at which it ends; the greatest when it never does.</param>
internal sealed class Tenure(TimeProvider time, long until)
{
    private long _until = until;
    private volatile bool _isGivenUp;

    public bool IsHeld => !_isGivenUp && time.GetTimestamp() < Volatile.Read(ref _until);

    public void Extend(long until) => Volatile.Write(ref _until, until);

    /// <summary>Ends it for good.</summary>
    public void GiveUp() => _isGivenUp = true;
}
