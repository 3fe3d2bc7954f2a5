namespace Heat.Core.Engine;

/// <summary>The replacement of a resource failed, and the failure is noted with the replacement: the old resource stays as it is.</summary>
internal sealed class ReplacementFailedException() : Exception("The replacement failed.");
