using Heat.Core.Stacks;
using Heat.Core.Values;
using Heat.Server.Orchestration.Faults;
using Heat.Server.Orchestration.Reading;

namespace Heat.Server.Orchestration;

/// <summary>Actions on stacks as they are.</summary>
internal sealed class ActionRoutes(StackService stacks, StackLookup lookup, BodyReader bodies) : IApiRoutes
{
    public void Map(ApiRoutes api) => api.Post("/stacks/{name}/{id}/actions", "actions:action", ActAsync);

    private async Task ActAsync(ApiRequest request)
    {
        var body = await bodies.ReadOptionalAsync(request.Http) ?? MapValue.Empty;
        var action = body.Count switch
        {
            0 => throw ApiException.BadRequest("No action specified"),
            1 => body.Keys.Single(),
            _ => throw ApiException.BadRequest("Multiple actions specified"),
        };
        if (action is not ("suspend" or "resume" or "check" or "cancel_update" or "cancel_without_rollback"))
            throw ApiException.BadRequest($"Invalid action {action} specified");
        request.Demand($"actions:{action}");
        var stack = await lookup.FindLivingAsync(request);
        await stacks.RenewCredentialsAsync(request.Caller, stack, request.Cancellation);
        switch (action)
        {
            case "cancel_update":
                await stacks.CancelUpdateAsync(stack);
                break;
            case "cancel_without_rollback":
                await stacks.CancelWithoutRollbackAsync(stack);
                break;
            default:
                await stacks.ActAsync(stack, action.ToUpperInvariant());
                break;
        }

        await request.AnswerAsync(Value.Null);
    }
}
