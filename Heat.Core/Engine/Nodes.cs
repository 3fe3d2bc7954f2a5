using System.Collections.Concurrent;
using Heat.Core.Security;
using Heat.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Heat.Core.Engine;

/// <summary>The processes that share a database, as they report.</summary>
public sealed class Nodes
{
    private readonly IDbContextFactory<HeatDatabase> _databases;
    private readonly DatabaseWriter _writer;
    private readonly NodeIdentity _identity;
    private readonly NodeLease _lease;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, Sighting> _sightings = new();
    private NodeRecord _self;

    internal Nodes(IDbContextFactory<HeatDatabase> databases, DatabaseWriter writer, NodeIdentity identity, NodeLease lease, SecretBox secrets, TimeProvider time)
    {
        (_databases, _writer, _identity, _lease, _time) = (databases, writer, identity, lease, time);
        var now = time.GetUtcNow();
        _self = new NodeRecord { Name = identity.Name, Id = Guid.NewGuid(), Host = Environment.MachineName, StartedAt = now, SeenAt = now, KeyMark = secrets.KeyMark };
    }

    /// <summary>How often each reports at least.</summary>
    public static TimeSpan ReportInterval { get; } = TimeSpan.FromSeconds(60);

    /// <summary>Says that this process is alive, and looks for signs of life of the others. Those that were silent for long are forgotten.</summary>
    public async Task ReportAsync(CancellationToken cancellation)
    {
        var toldAt = _time.GetTimestamp();
        var now = _time.GetUtcNow();
        _self = _self with { SeenAt = now, Beat = _self.Beat + 1 };
        await _writer.WriteAsync(async database =>
        {
            var forgotten = now - (10 * ReportInterval);
            await database.Nodes.Where(row => row.SeenAt < forgotten || row.Name == _self.Name).ExecuteDeleteAsync(CancellationToken.None);
            database.Add(_self);
        });
        _lease.Renew(toldAt);
        foreach (var node in await ListAsync(cancellation))
            See(node.Name, node.Beat);
    }

    /// <summary>Nobody has to wait until this process is found to be silent.</summary>
    public Task LeaveAsync() => _writer.WriteAsync(database => database.Nodes.Where(row => row.Name == _self.Name).ExecuteDeleteAsync());

    public async Task<IReadOnlyList<NodeRecord>> ListAsync(CancellationToken cancellation)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        return await database.Nodes.OrderBy(row => row.StartedAt).ToListAsync(cancellation);
    }

    public bool IsUp(NodeRecord node) => _time.GetUtcNow() - node.SeenAt <= 2 * ReportInterval;

    /// <exception cref="KeyMismatchException">A process is up that couldn't open what this one seals.</exception>
    public async Task EnsureSameKeyAsync(CancellationToken cancellation)
    {
        if ((await ListAsync(cancellation)).FirstOrDefault(node => node.KeyMark is { } mark && mark != _self.KeyMark && IsUp(node)) is { } other)
            throw new KeyMismatchException(other.Name);
    }

    /// <summary>True when a process will not go on with what it has claimed: it has ended, or has shown no sign of life for so long that it must have noticed itself. One that was never heard of may just have begun.</summary>
    internal bool IsGone(string name) =>
        name != _identity.Name && (_lease.Grace is not { } grace || _time.GetElapsedTime(See(name, beat: null).FirstSeenAt) > grace);

    private Sighting See(string name, long? beat) => _sightings.AddOrUpdate(
        name,
        _ => new Sighting(beat, _time.GetTimestamp()),
        (_, last) => beat is null || beat == last.Beat ? last : new Sighting(beat, _time.GetTimestamp()));

    /// <summary>The last sign of life of a process, and when it was seen first.</summary>
    private sealed record Sighting(long? Beat, long FirstSeenAt);
}
