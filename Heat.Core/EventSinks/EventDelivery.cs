using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Heat.Core.Resources;
using Heat.Core.Security;
using Heat.Core.Stacks;
using Heat.Core.Storage;
using Heat.Core.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Heat.Core.EventSinks;

/// <summary>
/// Brings events to the queues that their stacks name, in order, beside all operations. What is to be brought is in the database until it has arrived; only a crash right after that, or an answer that gets lost, may bring an event twice.
/// A queue that can't be reached is tried again, less and less often, until its messages would be over anyway.
/// </summary>
public sealed class EventDelivery
{
    private const int MostAtOnce = 20;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(1);

    private readonly IDbContextFactory<HeatDatabase> _databases;
    private readonly DatabaseWriter _writer;
    private readonly StackReader _reader;
    private readonly ICloudSessions _sessions;
    private readonly IEventQueues _queues;
    private readonly SecretBox _secrets;
    private readonly TimeProvider _time;
    private readonly ILogger<EventDelivery> _logger;
    private readonly ConcurrentDictionary<(Guid Root, string Queue), (TimeSpan Pause, DateTimeOffset Until)> _troubled = new();

    internal EventDelivery(
        IDbContextFactory<HeatDatabase> databases, DatabaseWriter writer, StackReader reader, ICloudSessions sessions, IEventQueues queues, SecretBox secrets, TimeProvider time, ILogger<EventDelivery> logger) =>
        (_databases, _writer, _reader, _sessions, _queues, _secrets, _time, _logger) = (databases, writer, reader, sessions, queues, secrets, time, logger);

    /// <summary>Brings all events that wait. Of the processes that share a database, one does it at a time.</summary>
    public async Task DeliverAsync(CancellationToken cancellation)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        await database.Database.OpenConnectionAsync(cancellation);
        if (!await DeliveryTurn.TryTakeAsync(database, cancellation))
            return;
        try
        {
            var waiting = await database.EventDeliveries.Select(row => new { row.RootId, row.Queue }).Distinct().ToListAsync(cancellation);
            await Task.WhenAll(waiting.Where(each => !IsPausing(each.RootId, each.Queue)).Select(each => DeliverAsync(each.RootId, each.Queue, cancellation)));
            await RevokeAsync(database, cancellation);
        }
        finally
        {
            await DeliveryTurn.GiveBackAsync(database);
        }
    }

    private bool IsPausing(Guid root, string queue) => _troubled.TryGetValue((root, queue), out var trouble) && trouble.Until > _time.GetUtcNow();

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever goes wrong with one queue is tried again later, and holds up no other.")]
    private async Task DeliverAsync(Guid root, string queue, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(s_patience, _time);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            while (await NextAsync(root, queue, patience.Token) is { Count: > 0 } batch)
            {
                await PostAsync(root, queue, batch, patience.Token);
                var sent = batch.Select(each => each.Event.Id).ToList();
                await _writer.WriteAsync(database => database.EventDeliveries.Where(row => row.Queue == queue && sent.Contains(row.EventId)).ExecuteDeleteAsync(CancellationToken.None));
            }

            _troubled.TryRemove((root, queue), out _);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            Pause(root, queue, "no answer in time");
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            Pause(root, queue, failure.Message);
        }
    }

    private async Task<IReadOnlyList<(EventRecord Event, long Ttl)>> NextAsync(Guid root, string queue, CancellationToken cancellation)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        var next = await database.EventDeliveries
            .Where(row => row.RootId == root && row.Queue == queue)
            .Join(database.Events, row => row.EventId, told => told.Id, (row, told) => new { told, row.Ttl })
            .OrderBy(each => each.told.Sequence)
            .Take(MostAtOnce)
            .ToListAsync(cancellation);
        return [.. next.Select(each => (each.told, each.Ttl))];
    }

    private async Task PostAsync(Guid root, string queue, IReadOnlyList<(EventRecord Event, long Ttl)> batch, CancellationToken cancellation)
    {
        var now = _time.GetUtcNow();
        var living = batch.Where(each => each.Event.CreatedAt.AddSeconds(each.Ttl) > now).ToList();
        if (living.Count < batch.Count)
            _logger.EventsExpired(batch.Count - living.Count, queue, root);
        if (living.Count == 0 || await _reader.FindAsync(root, cancellation) is not { } stack)
            return;
        var documents = new List<MapValue>();
        foreach (var (told, _) in living)
            documents.Add(EventDocument.Of(told, await PropertiesAsync(told, cancellation)));
        await _queues.PostAsync(_sessions.ForStack(StackCredentialsSealing.Open(stack, _secrets)), queue, living.Max(each => each.Ttl), documents, cancellation);
    }

    private async Task<MapValue> PropertiesAsync(EventRecord told, CancellationToken cancellation)
    {
        if (told is not { Properties: { } properties, ResourceId: { } resource } || await _reader.FindAsync(told.StackId, cancellation) is not { } stack)
            return MapValue.Empty;
        return (await _reader.DefinitionAsync(stack)).Masked(_secrets.OpenMap(properties, resource));
    }

    private void Pause(Guid root, string queue, string reason)
    {
        var pause = _troubled.TryGetValue((root, queue), out var before) ? Min(2 * before.Pause, s_longestPause) : s_firstPause;
        _troubled[(root, queue)] = (pause, _time.GetUtcNow() + pause);
        _logger.EventsNotDelivered(queue, root, pause, reason);
    }

    /// <summary>The trust of a deleted stack lasts until its last event is out.</summary>
    private async Task RevokeAsync(HeatDatabase database, CancellationToken cancellation)
    {
        var told = await database.Stacks
            .Where(row => row.DeletedAt != null && row.EventSinks != null && row.Credentials != null && !database.EventDeliveries.Any(delivery => delivery.RootId == row.Id))
            .ToListAsync(cancellation);
        foreach (var stack in told.Where(each => !IsPausing(each.Id, "")))
        {
            try
            {
                await _sessions.RevokeAsync(StackCredentialsSealing.Open(stack, _secrets), cancellation);
                await _writer.WriteAsync(written => written.Stacks.Where(row => row.Id == stack.Id).ExecuteUpdateAsync(row => row.SetProperty(found => found.Credentials, (byte[]?)null), CancellationToken.None));
            }
            catch (ResourceException failure)
            {
                Pause(stack.Id, "", failure.Message);
            }
        }
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
