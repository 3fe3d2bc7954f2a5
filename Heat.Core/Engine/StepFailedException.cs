namespace Heat.Core.Engine;

/// <summary>A step on a resource failed in an expected way.</summary>
internal sealed class StepFailedException(ResourceFailure failure) : Exception(failure.Reason)
{
    public ResourceFailure Failure { get; } = failure;
}
