namespace Heat.Core.Engine;

/// <summary>A step is not to go on, because of what waits or is forbidden there. Nothing was done to the resource, and it stays as it is.</summary>
internal sealed class StepStoppedException() : Exception("The step was stopped.");
