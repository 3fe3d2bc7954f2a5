namespace Heat.Server.Hosting;

/// <summary>The listeners of this process. Each leads to an API of its own.</summary>
internal enum Door
{
    Orchestration,
    CloudFormation,
    LocalCloud,
}
