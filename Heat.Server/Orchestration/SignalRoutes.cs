using Heat.Core.Breakpoints;
using Heat.Core.Resources;
using Heat.Core.Signals;
using Heat.Core.Values;
using Heat.Server.Orchestration.Reading;

namespace Heat.Server.Orchestration;

/// <summary>Signals to resources.</summary>
internal sealed class SignalRoutes(SignalService signals, Hooks hooks, StackLookup lookup, BodyReader bodies, ILogger<SignalRoutes> logger) : IApiRoutes
{
    public void Map(ApiRoutes api) => api.Post("/stacks/{name}/{id}/resources/{resource}/signal", "resource:signal", SignalAsync);

    private async Task SignalAsync(ApiRequest request)
    {
        var details = (Value?)await bodies.ReadOptionalAsync(request.Http) ?? Value.Null;
        var stack = await lookup.FindLivingAsync(request);
        var resource = request.Route("resource");
        if (Hooks.ToClear(details) is { } hook)
        {
            await hooks.ClearAsync(stack, resource, hook, request.Cancellation);
            await request.AnswerAsync(Value.Null);
            return;
        }

        try
        {
            await signals.SignalAsync(stack, resource, details, request.Cancellation);
        }
        catch (ResourceException failure)
        {
            // Who signals isn't told what a resource makes of it: the reference has answered by then.
            logger.SignalFailed(resource, stack.Id, failure.Message);
        }

        await request.AnswerAsync(Value.Null);
    }
}
