using Heat.Core.Engine;
using Quartz;

namespace Heat.Server.Jobs;

/// <summary>The job that carries one operation.</summary>
internal sealed class OperationJob(IOperationRunner operations, ILogger<OperationJob> logger) : IJob<OperationReference>
{
    public async ValueTask Execute(IJobExecutionContext context, OperationReference input, CancellationToken cancellationToken)
    {
        try
        {
            await operations.RunAsync(input.Operation, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            logger.CarryingFailed(input.Operation, failure);
            throw;
        }
    }
}
