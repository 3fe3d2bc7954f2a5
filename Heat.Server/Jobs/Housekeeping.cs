using Heat.Core.Engine;

namespace Heat.Server.Jobs;

/// <summary>Clears away what nobody asks for any more.</summary>
internal sealed class Housekeeping(FinishedOperations finished, TimeProvider time, ILogger<Housekeeping> logger) : RepeatedService(TimeSpan.FromSeconds(60), time, logger)
{
    protected override Task RunOnceAsync(CancellationToken cancellation) => finished.PurgeAsync();
}
