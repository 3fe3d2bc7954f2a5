using Heat.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Heat.Core.Engine;

/// <summary>The processes that share a database, as they report.</summary>
public sealed class Nodes(IDbContextFactory<HeatDatabase> databases, DatabaseWriter writer, NodeIdentity self, TimeProvider time)
{
    private readonly NodeRecord _self = new() { Name = self.Name, Id = Guid.NewGuid(), Host = Environment.MachineName, StartedAt = time.GetUtcNow(), SeenAt = time.GetUtcNow() };

    /// <summary>How often each reports.</summary>
    public static TimeSpan ReportInterval { get; } = TimeSpan.FromSeconds(60);

    /// <summary>Says that this process is alive. Those that were silent for long are forgotten.</summary>
    public Task ReportAsync() => writer.WriteAsync(async database =>
    {
        var now = time.GetUtcNow();
        var forgotten = now - (10 * ReportInterval);
        await database.Nodes.Where(row => row.SeenAt < forgotten || row.Name == self.Name).ExecuteDeleteAsync();
        database.Add(_self with { SeenAt = now });
    });

    public async Task<IReadOnlyList<NodeRecord>> ListAsync(CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await database.Nodes.OrderBy(row => row.StartedAt).ToListAsync(cancellation);
    }

    public bool IsUp(NodeRecord node) => time.GetUtcNow() - node.SeenAt <= 2 * ReportInterval;
}
