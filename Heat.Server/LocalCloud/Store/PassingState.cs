namespace Heat.Server.LocalCloud.Store;

/// <summary>A state that lasts until a moment, such as BUILD. What is seen follows from the clock, so it needs no timer and survives a restart.</summary>
internal sealed record PassingState(string Status, DateTimeOffset Until, string? Task = null)
{
    public bool Lasts(DateTimeOffset now) => now < Until;
}
