namespace Heat.Core.Stacks.Failures;

/// <summary>What is asked for makes no sense in the present state.</summary>
public sealed class UnsupportedException(string what) : RequestException("NotSupported", $"{what} is not supported.");
