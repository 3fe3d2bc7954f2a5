using Heat.Core.Engine;
using Heat.Core.Security;
using Heat.Core.Stacks.Failures;
using Heat.Core.Storage;
using Heat.Core.Templates;
using Heat.Core.Values;
using Microsoft.EntityFrameworkCore;

namespace Heat.Core.Stacks;

/// <content>Snapshots.</content>
public sealed partial class StackService
{
    /// <summary>Keeps what a stack is now. What its resources keep of themselves is made after this returns.</summary>
    public async Task<SnapshotRecord> TakeSnapshotAsync(RequestContext context, StackRecord stack, string? name)
    {
        var snapshot = new SnapshotRecord { Id = Guid.NewGuid(), StackId = stack.Id, Name = name, Status = Status.InProgress, CreatedAt = _time.GetUtcNow() };
        await SubmitAsync(
            stack.Id,
            StackAction.Snapshot,
            StopRequest.None,
            Idle,
            async (database, _) =>
            {
                await CheckSnapshotsAsync(context, stack, database);
                database.Add(snapshot);
            },
            details: new OperationDetails { Snapshot = snapshot.Id });
        return snapshot;
    }

    /// <summary>Brings a stack back to what it was.</summary>
    public async Task RestoreAsync(RequestContext context, StackRecord stack, SnapshotRecord snapshot, CancellationToken cancellation)
    {
        CheckUpdatable(stack);
        if (snapshot.Status != Status.Complete)
            throw new UnsupportedException("Restoring incomplete snapshot");
        var request = RestoringRequest(_snapshots.Document(snapshot));
        var definition = Define(request, new StackIdentity(stack.Name, stack.Id, stack.ProjectId));
        await EnsureAsync(context, definition, cancellation);
        await SubmitAsync(
            stack.Id,
            StackAction.Restore,
            StopRequest.None,
            current => Updated(Idle(current), request, definition),
            (database, _) => DatabaseOperationStore.AddDocumentsAsync(database, [.. StackDefinitions.Documents(definition)]));
    }

    /// <summary>Deletes a snapshot and what the cloud keeps for it.</summary>
    public async Task DeleteSnapshotAsync(RequestContext context, SnapshotRecord snapshot, CancellationToken cancellation)
    {
        if (snapshot.Status == Status.InProgress)
            throw new UnsupportedException("Deleting in-progress snapshot");
        await _snapshots.DeleteKeptAsync(snapshot, _sessions.ForRequest(context), cancellation);
        await _writer.WriteAsync(database => database.Snapshots.Where(row => row.Id == snapshot.Id).ExecuteDeleteAsync(CancellationToken.None));
    }

    private async Task CheckSnapshotsAsync(RequestContext context, StackRecord stack, HeatDatabase database)
    {
        var limit = _limits.MaxSnapshotsPerStack;
        if (limit >= 0 && !context.IsAdministrator && await database.Snapshots.CountAsync(row => row.StackId == stack.Id) >= limit)
            throw new LimitExceededException($"You have reached the maximum snapshots per stack, {limit}. Please delete some snapshots.");
    }

    private StackRequest RestoringRequest(MapValue document)
    {
        var files = StackDocument.FilesOf(document);
        var template = _definitions.Template(document.Get(StackDocument.Template), files).Template;
        return new StackRequest
        {
            Template = TemplateParser.FromValue(_snapshots.RestoringTemplate(document, template), TemplateParser.RootStack),
            Files = files,
            Environment = StackDocument.EnvironmentOf(document),
            KeepsExisting = true,
        };
    }
}
