using Heat.Core.Breakpoints;
using Heat.Core.Values;
using Heat.Server.Orchestration.Reading;

namespace Heat.Server.Orchestration;

/// <summary>Signals to resources.</summary>
internal sealed class SignalRoutes(SignalPost signals, Hooks hooks, StackLookup lookup, BodyReader bodies) : IApiRoutes
{
    public void Map(ApiRoutes api) => api.Post("/stacks/{name}/{id}/resources/{resource}/signal", "resource:signal", SignalAsync);

    private async Task SignalAsync(ApiRequest request)
    {
        var details = (Value?)await bodies.ReadOptionalAsync(request.Http) ?? Value.Null;
        var stack = await lookup.FindLivingAsync(request);
        var resource = request.Route("resource");
        if (Hooks.ToClear(details) is { } hook)
            await hooks.ClearAsync(stack, resource, hook, request.Cancellation);
        else
            await signals.SendAsync(stack, resource, details, request.Cancellation);
        await request.AnswerAsync(Value.Null);
    }
}
