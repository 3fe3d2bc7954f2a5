using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Core.EventSinks;

/// <summary>The cloud's message queues, as far as events go there.</summary>
public interface IEventQueues
{
    /// <summary>Posts events, in their order.</summary>
    /// <param name="ttl">For how many seconds the messages are kept.</param>
    /// <exception cref="ResourceException">The queue can't be reached, or doesn't take them.</exception>
    Task PostAsync(ICloudSession cloud, string queue, long ttl, IReadOnlyList<MapValue> events, CancellationToken cancellation);
}
