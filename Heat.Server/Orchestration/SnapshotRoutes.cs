using Heat.Core.Stacks;
using Heat.Core.Stacks.Failures;
using Heat.Core.Storage;
using Heat.Core.Values;
using Heat.Server.Orchestration.Faults;
using Heat.Server.Orchestration.Reading;
using Heat.Server.Orchestration.Views;

namespace Heat.Server.Orchestration;

/// <summary>The snapshots of stacks.</summary>
internal sealed class SnapshotRoutes(StackService stacks, StackReader reader, StackLookup lookup, BodyReader bodies) : IApiRoutes
{
    private const string Collection = "/stacks/{name}/{id}/snapshots";
    private const string Single = Collection + "/{snapshot}";

    public void Map(ApiRoutes api)
    {
        api.Post(Collection, "stacks:snapshot", TakeAsync);
        api.Get(Collection, "stacks:list_snapshots", ListAsync);
        api.Get(Single, "stacks:show_snapshot", ShowAsync);
        api.Delete(Single, "stacks:delete_snapshot", DeleteAsync);
        api.Post(Single + "/restore", "stacks:restore_snapshot", RestoreAsync);
    }

    private async Task TakeAsync(ApiRequest request)
    {
        var body = await bodies.ReadAsync(request.Http);
        var name = body.Get("name") switch
        {
            NullValue => null,
            TextValue text => text.Text,
            _ => throw ApiException.BadRequest("The name of a snapshot has to be a text."),
        };
        var stack = await lookup.FindLivingAsync(request);
        var snapshot = await stacks.TakeSnapshotAsync(request.Caller, stack, name);
        await request.AnswerAsync(SnapshotView.Shown(snapshot, MapValue.Empty));
    }

    private async Task ListAsync(ApiRequest request)
    {
        var snapshots = await reader.ListSnapshotsAsync(await lookup.FindAsync(request), request.Cancellation);
        await request.AnswerAsync(MapValue.Of(("snapshots", ListValue.Create(snapshots.Select(snapshot => (Value)Shown(snapshot))))));
    }

    private async Task ShowAsync(ApiRequest request)
    {
        var snapshot = await FindAsync(request, await lookup.FindAsync(request));
        await request.AnswerAsync(MapValue.Of(("snapshot", Shown(snapshot))));
    }

    private async Task DeleteAsync(ApiRequest request)
    {
        var snapshot = await FindAsync(request, await lookup.FindLivingAsync(request));
        await stacks.DeleteSnapshotAsync(request.Caller, snapshot, request.Cancellation);
        request.Http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task RestoreAsync(ApiRequest request)
    {
        var stack = await lookup.FindLivingAsync(request);
        await stacks.RestoreAsync(request.Caller, stack, await FindAsync(request, stack), request.Cancellation);
        await Answers.AcceptedAsync(request.Http);
    }

    private MapValue Shown(SnapshotRecord snapshot) => SnapshotView.Shown(snapshot, reader.DocumentOf(snapshot));

    private async Task<SnapshotRecord> FindAsync(ApiRequest request, StackRecord stack)
    {
        var asked = request.Route("snapshot");
        return Guid.TryParse(asked, out var id) && await reader.FindSnapshotAsync(stack, id, request.Cancellation) is { } snapshot
            ? snapshot
            : throw new RequestException("NotFound", $"The Snapshot ({asked}) for Stack ({stack.Name}) could not be found.");
    }
}
