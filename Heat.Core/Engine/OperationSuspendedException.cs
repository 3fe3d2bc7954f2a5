namespace Heat.Core.Engine;

/// <summary>The process ends while it works on an operation. Everything that was noted is true; the rest is for the next process.</summary>
internal sealed class OperationSuspendedException(Guid operation) : OperationLostException(operation, $"Operation {operation} is left to the next process.");
