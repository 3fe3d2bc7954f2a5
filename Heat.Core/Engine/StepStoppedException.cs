namespace Heat.Core.Engine;

/// <summary>A step that waited at a hook is not to go on. Nothing was done, so nothing has failed.</summary>
internal sealed class StepStoppedException() : Exception("The step was stopped at a hook.");
