using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.Heat.Signals;

/// <summary>What the wait conditions of both dialects have in common: they last until their handle has received enough signals of success, one of failure, or for too long.</summary>
public abstract class WaitConditionBase : ResourceType
{
    private static readonly IReadOnlyDictionary<string, SignalHandle.SignalParts> s_handles = new SignalHandle[] { new WaitConditionHandle(), new Aws.CloudFormation.AwsWaitConditionHandle(), new UpdateWaitConditionHandle() }
        .ToDictionary(handle => handle.Schema.Type, handle => handle.Parts);

    /// <summary>What there is outside our records belongs to the handle.</summary>
    public override bool LeavesNoTrace => true;

    private protected abstract string HandleProperty { get; }

    private protected abstract string TimeoutProperty { get; }

    private protected abstract string CountProperty { get; }

    private protected abstract string DataAttribute { get; }

    public override Task<bool> IsCreatedAsync(ResourceContext resource, CancellationToken cancellation) => HasEnoughAsync(resource, cancellation);

    /// <summary>Another count is waited for anew.</summary>
    public override Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation) => Task.CompletedTask;

    public override Task<bool> IsUpdatedAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation) => HasEnoughAsync(resource, cancellation);

    public override async Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var received = ReceivedBy(await HandleAsync(resource, cancellation));
        return MapValue.Of((DataAttribute, ValueText.Json(MapValue.Create(received.Select(signal => KeyValuePair.Create(signal.Id, signal.Data))))));
    }

    private async Task<bool> HasEnoughAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var handle = await HandleAsync(resource, cancellation);
        if (await PendingSignals.HandOnAsync(resource, handle, cancellation))
            handle = await HandleAsync(resource, cancellation);
        var received = ReceivedBy(handle);
        var failures = received.Where(signal => signal.Status != SignalHandle.Success).ToList();
        if (failures.Count > 0)
            throw new ResourceException("WaitConditionFailure", string.Join(';', failures.Select(failure => failure.Reason)));
        var count = resource.Properties.Get(CountProperty).AsInteger() ?? 1;
        if (received.Count >= count)
            return true;
        var timeout = TimeSpan.FromSeconds(resource.Properties.Get(TimeoutProperty).AsNumber() ?? 0);
        return resource.Time.GetUtcNow() - resource.StartedAt < timeout ? false : throw TimedOut(received, count);
    }

    private static ResourceException TimedOut(IReadOnlyList<Signal> received, long count)
    {
        var reasons = received.Count == 0 ? "" : $" - {string.Join(';', received.Select(signal => signal.Reason))}";
        return new ResourceException("WaitConditionTimeout", $"{received.Count} of {count} received{reasons}");
    }

    private async Task<StoredResource> HandleAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var reference = resource.Properties.Get(HandleProperty);
        return await resource.FindSiblingAsync(reference, cancellation) is { } handle && s_handles.ContainsKey(handle.Type)
            ? handle
            : throw new ResourceException("ValueError", $"{ValueText.Plain(reference)} is not a valid wait condition handle.");
    }

    private static IReadOnlyList<Signal> ReceivedBy(StoredResource handle)
    {
        var parts = s_handles[handle.Type];
        return [.. handle.Metadata
            .Where(entry => entry.Value is MapValue)
            .Select(entry => (entry.Key, Parts: (MapValue)entry.Value))
            .Where(entry => entry.Parts.ContainsKey(parts.Status))
            .Select(entry => new Signal(entry.Key, entry.Parts.Get(parts.Status).AsText() ?? "", ValueText.Plain(entry.Parts.Get(parts.Reason)), entry.Parts.Get(parts.Data)))];
    }

    private sealed record Signal(string Id, string Status, string Reason, Value Data);
}
