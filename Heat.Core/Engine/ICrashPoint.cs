namespace Heat.Core.Engine;

/// <summary>The places in an operation's life at which a process may be made to die, so that tests can show that nothing is lost there.</summary>
public interface ICrashPoint
{
    /// <summary>Called when execution reaches the named point. Does nothing outside of tests.</summary>
    void Reach(string point);
}
