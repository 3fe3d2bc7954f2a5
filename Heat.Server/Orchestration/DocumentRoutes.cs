using Heat.Core.Stacks;

namespace Heat.Server.Orchestration;

/// <summary>Stacks as documents, for keeping or for leaving what they made to itself.</summary>
internal sealed class DocumentRoutes(StackService stacks, StackLookup lookup) : IApiRoutes
{
    public void Map(ApiRoutes api)
    {
        api.Get("/stacks/{name}/{id}/export", "stacks:export", ExportAsync);
        api.Delete("/stacks/{name}/{id}/abandon", "stacks:abandon", AbandonAsync);
    }

    private async Task ExportAsync(ApiRequest request) =>
        await request.AnswerAsync(await stacks.ExportAsync(await lookup.FindLivingAsync(request), request.Cancellation));

    private async Task AbandonAsync(ApiRequest request) =>
        await request.AnswerAsync(await stacks.AbandonAsync(await lookup.FindLivingAsync(request), request.Cancellation));
}
