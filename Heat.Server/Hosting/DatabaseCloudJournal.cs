using Heat.Core.Storage;
using Heat.Server.LocalCloud.Store;
using Microsoft.EntityFrameworkCore;

namespace Heat.Server.Hosting;

/// <summary>The local cloud's objects in the database, beside the stacks that made them. Concurrent changes share a transaction.</summary>
internal sealed class DatabaseCloudJournal(IDbContextFactory<HeatDatabase> databases, DatabaseWriter writer) : ICloudJournal
{
    public async Task<IReadOnlyList<CloudRecord>> LoadAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.CloudObjects.Select(row => new CloudRecord(row.Kind, row.Id, row.Body)).ToListAsync(cancellationToken);
    }

    public Task SaveAsync(IReadOnlyList<CloudChange> changes, CancellationToken cancellationToken) => writer.WriteAsync(async database =>
    {
        foreach (var change in changes)
            await SaveAsync(database, change);
    });

    private static Task<int> SaveAsync(HeatDatabase database, CloudChange change) => change.Body is { } body
        ? database.Database.ExecuteSqlAsync(
            $"""INSERT INTO cloud_objects ("Kind", "Id", "Body") VALUES ({change.Kind}, {change.Id}, {body}) ON CONFLICT ("Kind", "Id") DO UPDATE SET "Body" = excluded."Body" """)
        : database.CloudObjects.Where(row => row.Kind == change.Kind && row.Id == change.Id).ExecuteDeleteAsync();
}
