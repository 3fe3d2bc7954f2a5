using Heat.Core.Engine;
using Heat.Core.Resources;
using Heat.Core.Stacks.Failures;
using Heat.Core.Storage;
using Heat.Core.Values;
using Microsoft.EntityFrameworkCore;

namespace Heat.Core.Stacks;

/// <content>What people know of the health of resources.</content>
public sealed partial class StackService
{
    /// <summary>Notes that a resource is broken, so that the next update replaces it, or that it is well after all.</summary>
    /// <param name="nameOrId">The resource's name, or the id of its cloud object.</param>
    public async Task MarkAsync(StackRecord stack, string nameOrId, bool isUnhealthy, string reason)
    {
        var definition = await _reader.DefinitionAsync(stack);
        await _writer.WriteAsync(async database =>
        {
            await database.LockStackAsync(stack.RootId);
            await CheckIdleAsync(database, stack);
            var record = await FindAsync(database, stack, nameOrId);
            if (isUnhealthy ? record.Action == StackAction.Delete : record.State != $"{StackAction.Check}_{Status.Failed}")
                return;
            var now = _time.GetUtcNow();
            var type = _definitions.TypeOf(record, definition);
            var marked = record with
            {
                Action = StackAction.Check,
                Status = isUnhealthy ? Status.Failed : Status.Complete,
                StatusReason = reason,
                Metadata = isUnhealthy ? record.Metadata : ValueJson.Write(type.MetadataOnceHealthy(ValueJson.ParseMap(record.Metadata))),
                UpdatedAt = now,
            };
            database.Update(marked);
            database.Add(StackEvents.Of(marked, PhysicalName.Of(stack.Name, marked.Name, marked.Id, type.Schema.NameLimit), now));
        });
    }

    /// <summary>An operation holds the records of its resources in memory; what is changed beside it would be lost.</summary>
    private static async Task CheckIdleAsync(HeatDatabase database, StackRecord stack)
    {
        if (await database.Operations.Where(row => row.StackId == stack.RootId && row.State != OperationState.Done).Select(row => row.Action).FirstOrDefaultAsync() is { } action)
            throw new ActionInProgressException(stack.Name, action);
    }

    private static async Task<ResourceRecord> FindAsync(HeatDatabase database, StackRecord stack, string nameOrId)
    {
        var found = await database.Resources.Where(row => row.StackId == stack.Id && (row.Name == nameOrId || row.PhysicalId == nameOrId)).ToListAsync();
        if (found.Where(row => row.Name == nameOrId).MaxBy(row => (row.ReplacedBy is null, row.CreatedAt)) is { } named)
            return named;
        return found.Count switch
        {
            0 => throw new RequestException("ResourceNotFound", $"The Resource ({nameOrId}) could not be found in Stack {stack.Name}."),
            1 => found[0],
            _ => throw new RequestException("PhysicalResourceIDAmbiguity", $"Multiple resources were found with the physical ID ({nameOrId})."),
        };
    }
}
