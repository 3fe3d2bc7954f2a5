using Microsoft.Extensions.Logging;

namespace Heat.Core.Engine;

/// <summary>What the engine logs: events 100 to 199.</summary>
internal static partial class EngineLog
{
    private static readonly Func<ILogger, Guid, Guid, string, IDisposable?> s_operation = LoggerMessage.DefineScope<Guid, Guid, string>("operation {OperationId} of stack {StackId} for {RequestId}");

    /// <summary>What is logged until the end of the scope belongs to an operation.</summary>
    public static IDisposable? BeginOperation(this ILogger logger, Guid operation, Guid stack, string request) => s_operation(logger, operation, stack, request);

    [LoggerMessage(100, LogLevel.Information, "Operation {Operation} {Action} of stack {Stack} started.")]
    public static partial void OperationStarted(this ILogger logger, Guid operation, string action, Guid stack);

    [LoggerMessage(101, LogLevel.Information, "Operation {Operation} ended: {State}.")]
    public static partial void OperationEnded(this ILogger logger, Guid operation, string state);

    [LoggerMessage(102, LogLevel.Warning, "Operation {Operation} was taken over by another process.")]
    public static partial void OperationLost(this ILogger logger, Guid operation);

    [LoggerMessage(104, LogLevel.Information, "Operation {Operation} was left to the next process.")]
    public static partial void OperationHandedOver(this ILogger logger, Guid operation);

    [LoggerMessage(105, LogLevel.Warning, "Operation {Operation} is accepted but could not be queued. It will be when unfinished operations are looked for.")]
    public static partial void NotQueued(this ILogger logger, Guid operation, Exception exception);

    [LoggerMessage(106, LogLevel.Warning, "{PhysicalId}, which a service made late for resource {Resource} of stack {Stack} after a call that was lost, is deleted.")]
    public static partial void LateObjectFound(this ILogger logger, string physicalId, string resource, Guid stack);

    [LoggerMessage(107, LogLevel.Warning, "What a lost call may have made for resource {Resource} of stack {Stack} was not taken care of. That is tried again when the stack is updated and when the resource is deleted.")]
    public static partial void LostObjectLeft(this ILogger logger, string resource, Guid stack, Exception exception);

    [LoggerMessage(103, LogLevel.Error, "Action {Action} on resource {Resource} of stack {Stack} met a fault that nobody foresaw.")]
    public static partial void UnforeseenFault(this ILogger logger, string action, string resource, Guid stack, Exception exception);
}
