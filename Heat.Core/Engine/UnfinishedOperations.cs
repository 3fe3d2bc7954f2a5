using System.Diagnostics.Metrics;
using Heat.Core.Storage;
using Heat.Core.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace Heat.Core.Engine;

/// <summary>Finds operations that nobody works on, and queues them again. Queueing one that somebody works on does no harm.</summary>
public sealed class UnfinishedOperations
{
    private static readonly Gauge<int> s_waiting = HeatTelemetry.Meter.CreateGauge<int>("heat.operation.waiting", "{operation}", "Operations that are accepted and not begun, as last looked at.");

    private readonly IDbContextFactory<HeatDatabase> _databases;
    private readonly IOperationQueue _queue;
    private readonly Nodes _nodes;
    private readonly NodeIdentity _self;
    private readonly RunningOperations _running;

    internal UnfinishedOperations(IDbContextFactory<HeatDatabase> databases, IOperationQueue queue, Nodes nodes, NodeIdentity self, RunningOperations running) =>
        (_databases, _queue, _nodes, _self, _running) = (databases, queue, nodes, self, running);

    /// <summary>Queues what waits for somebody, in case its job was lost.</summary>
    public async Task QueueWaitingAsync(CancellationToken cancellation)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        var waiting = await database.Operations
            .Where(row => row.State == OperationState.Queued)
            .OrderBy(row => row.CreatedAt)
            .Select(row => row.Id)
            .ToListAsync(cancellation);
        s_waiting.Record(waiting.Count);
        foreach (var operation in waiting)
            await _queue.EnqueueAsync(operation, cancellation);
    }

    /// <summary>Queues what was begun by a process that is gone, or has broken off here.</summary>
    public async Task QueueAbandonedAsync(CancellationToken cancellation)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        var begun = await database.Operations
            .Where(row => row.State == OperationState.Running)
            .OrderBy(row => row.CreatedAt)
            .Select(row => new { row.Id, row.Owner })
            .ToListAsync(cancellation);
        foreach (var operation in begun)
            if (operation.Owner is not { } owner || (owner == _self.Name ? _running.Find(operation.Id) is null : _nodes.IsGone(owner)))
                await _queue.EnqueueAsync(operation.Id, cancellation);
    }

    /// <summary>Asks what runs here to give way where a newer operation was accepted elsewhere.</summary>
    public async Task StopOutdatedAsync(CancellationToken cancellation)
    {
        var claims = _running.Claims.ToLookup(claim => claim.StackId);
        if (claims.Count == 0)
            return;
        var stacks = claims.Select(claim => claim.Key).ToList();
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        var unfinished = await database.Operations
            .Where(row => stacks.Contains(row.StackId) && row.State != OperationState.Done && row.Action != Stacks.StackAction.Scale)
            .ToListAsync(cancellation);
        foreach (var newer in unfinished.Where(row => claims[row.StackId].Any(claim => claim.Sequence < row.Sequence)))
            _running.Stop(newer.StackId, StopRequests.Of(newer), newer.Sequence);
    }
}
