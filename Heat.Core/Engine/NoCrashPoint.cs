namespace Heat.Core.Engine;

/// <summary>The crash points of a process that is meant to live.</summary>
internal sealed class NoCrashPoint : ICrashPoint
{
    public void Reach(string point)
    {
    }
}
