using Microsoft.EntityFrameworkCore;

namespace Heat.Core.Storage;

/// <summary>Deleted stacks stay to be shown by their id, until they are purged.</summary>
public sealed class DeletedStacks(DatabaseWriter writer)
{
    /// <summary>Forgets the stacks that were deleted before a moment, with all that belongs to them.</summary>
    /// <param name="project">Only this project's; null for all.</param>
    /// <returns>How many root stacks were forgotten.</returns>
    public async Task<int> PurgeAsync(DateTimeOffset before, string? project)
    {
        var purged = 0;
        await writer.WriteAsync(async database =>
        {
            var roots = await database.Stacks
                .Where(row => row.OwnerId == null && row.DeletedAt < before && (project == null || row.ProjectId == project))
                .Select(row => row.Id)
                .ToListAsync();
            await PurgeNestedAsync(database, before, project);
            foreach (var root in roots)
                await PurgeTreeAsync(database, root);
            await PurgeDocumentsAsync(database);
            purged = roots.Count;
        });
        return purged;
    }

    private static async Task PurgeTreeAsync(HeatDatabase database, Guid root)
    {
        await database.EventDeliveries.Where(row => row.RootId == root).ExecuteDeleteAsync();
        await database.Events.Where(row => row.RootId == root).ExecuteDeleteAsync();
        await database.Resources.Where(row => row.RootId == root).ExecuteDeleteAsync();
        await database.Operations.Where(row => row.StackId == root).ExecuteDeleteAsync();
        await database.Snapshots.Where(row => row.StackId == root).ExecuteDeleteAsync();
        await database.StackTags.Where(row => row.StackId == root).ExecuteDeleteAsync();
        await database.Stacks.Where(row => row.RootId == root).ExecuteDeleteAsync();
    }

    /// <summary>A living stack may have had nested stacks that are gone.</summary>
    private static async Task PurgeNestedAsync(HeatDatabase database, DateTimeOffset before, string? project)
    {
        var nested = database.Stacks.Where(row => row.OwnerId != null && row.DeletedAt < before && (project == null || row.ProjectId == project));
        await database.Events.Where(row => nested.Any(stack => stack.Id == row.StackId)).ExecuteDeleteAsync();
        await database.EventDeliveries.Where(row => !database.Events.Any(told => told.Id == row.EventId)).ExecuteDeleteAsync();
        await nested.ExecuteDeleteAsync();
    }

    private static Task<int> PurgeDocumentsAsync(HeatDatabase database) => database.Documents
        .Where(row => !database.Stacks.Any(stack => stack.TemplateKey == row.Key || stack.FilesKey == row.Key || stack.PreviousTemplateKey == row.Key || stack.PreviousFilesKey == row.Key))
        .Where(row => !database.Resources.Where(resource => resource.TemplateKey != null).Select(resource => resource.TemplateKey).Contains(row.Key))
        .ExecuteDeleteAsync();
}
