using Heat.Core.EventSinks;
using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.Clients;

/// <summary>Queues of the messaging service.</summary>
internal sealed class EventQueues : IEventQueues
{
    // The service takes 256 KiB at once.
    private const int MostContent = 200 * 1024;

    public async Task PostAsync(ICloudSession cloud, string queue, long ttl, IReadOnlyList<MapValue> events, CancellationToken cancellation)
    {
        var messages = cloud.Service<MessagingClient>();
        var (batch, size) = (new List<Value>(), 0);
        foreach (var told in events.Select(Shortened))
        {
            var length = ValueJson.WriteBytes(told).Length;
            if (batch.Count > 0 && size + length > MostContent)
            {
                await messages.PostMessagesAsync(queue, batch, ttl, cancellation);
                (batch, size) = ([], 0);
            }

            batch.Add(told);
            size += length;
        }

        await messages.PostMessagesAsync(queue, batch, ttl, cancellation);
    }

    /// <summary>An event that is too large for a message goes without the properties.</summary>
    private static MapValue Shortened(MapValue told) => ValueJson.WriteBytes(told).Length <= MostContent
        ? told
        : told.With("payload", ((MapValue)told.Get("payload")).With("resource_properties", MapValue.Empty));
}
