namespace Heat.Core.Engine;

/// <summary>Which process this is, among those that share a database. A new one after each start.</summary>
public sealed record NodeIdentity(string Name)
{
    public static NodeIdentity OfThisProcess() => new($"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}");
}
