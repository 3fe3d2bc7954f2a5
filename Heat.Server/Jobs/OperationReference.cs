namespace Heat.Server.Jobs;

/// <summary>Which operation a job carries.</summary>
internal sealed record OperationReference(Guid Operation);
