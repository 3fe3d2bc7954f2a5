using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.Heat.Signals;

/// <summary>Signals that wait to be fetched for a handle: in its queue, in its object, or for one that isn't to wait for any.</summary>
internal static class PendingSignals
{
    private const string NoneKey = "signals_by_itself";

    /// <summary>Has the handle signalled whenever somebody waits for it.</summary>
    public static void ArriveByThemselves(ResourceContext handle) => handle.RecordData(NoneKey, "true");

    /// <summary>Hands what there is to the handle.</summary>
    /// <returns>True when there was something.</returns>
    public static async Task<bool> HandOnAsync(ResourceContext resource, StoredResource handle, CancellationToken cancellation)
    {
        if (StackUserQueue.Signals.NameIn(handle.Data) is { } queue)
            return await FromQueueAsync(resource, handle, queue, cancellation);
        if (SignalObject.NameIn(handle.Data) is { } name)
            return await FromObjectAsync(resource, handle, name, cancellation);
        if (!handle.Data.ContainsKey(NoneKey))
            return false;
        await SignalAsync(resource, handle, MapValue.Empty, cancellation);
        return true;
    }

    /// <summary>A message is deleted once its signal is on disk.</summary>
    private static async Task<bool> FromQueueAsync(ResourceContext resource, StoredResource handle, string queue, CancellationToken cancellation)
    {
        var messages = StackUserQueue.ClientOf(handle.Data, resource.Cloud.Service<MessagingClient>());
        var waiting = await messages.PeekAsync(queue, cancellation);
        foreach (var (id, signal) in waiting)
        {
            await SignalAsync(resource, handle, signal.AsMap() ?? MapValue.Empty, cancellation);
            await messages.DeleteMessageAsync(queue, id, cancellation);
        }

        return waiting.Count > 0;
    }

    /// <summary>What was written stays until the handle goes: a deletion could hit what is being written. By the ids it can be told what the handle has got.</summary>
    private static async Task<bool> FromObjectAsync(ResourceContext resource, StoredResource handle, string name, CancellationToken cancellation)
    {
        var news = (await SignalObject.ReadSignalsAsync(resource, name, cancellation)).Where(signal => handle.Metadata.Get(ValueText.Plain(signal.Get("id"))) != signal.Without("id")).ToList();
        foreach (var signal in news)
            await SignalAsync(resource, handle, signal, cancellation);
        return news.Count > 0;
    }

    private static Task SignalAsync(ResourceContext resource, StoredResource handle, MapValue signal, CancellationToken cancellation) =>
        resource.Cloud.Service<OrchestrationClient>().SignalAsync(resource.Stack, handle.Name, signal, cancellation);
}
