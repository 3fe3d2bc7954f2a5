using Heat.Core.Resources;
using Heat.Core.Signals;
using Heat.Core.Storage;
using Heat.Core.Values;

namespace Heat.Server.Orchestration;

/// <summary>Hands signals on for those who aren't told what a resource makes of them: the reference has answered by then.</summary>
internal sealed class SignalPost(SignalService signals, ILogger<SignalPost> logger)
{
    public async Task SendAsync(StackRecord stack, string resource, Value details, CancellationToken cancellation)
    {
        try
        {
            await signals.SignalAsync(stack, resource, details, cancellation);
        }
        catch (ResourceException failure)
        {
            logger.SignalFailed(resource, stack.Id, failure.Message);
        }
    }
}
