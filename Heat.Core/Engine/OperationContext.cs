using System.Collections.Concurrent;
using Heat.Core.Resources;
using Heat.Core.Security;
using Heat.Core.Stacks;
using Heat.Core.Storage;
using Microsoft.Extensions.Logging;

namespace Heat.Core.Engine;

/// <summary>What all parts of one running operation share.</summary>
internal sealed class OperationContext
{
    private readonly ConcurrentDictionary<string, Guid> _claimed = new();
    private readonly Lazy<Task<IReadOnlyList<string>>> _zones;

    public OperationContext() => _zones = new Lazy<Task<IReadOnlyList<string>>>(() => Cloud!.ListAvailabilityZonesAsync(Aborting));

    public required OperationRecord Operation { get; init; }

    public required OperationDetails Details { get; init; }

    /// <summary>Nothing of the cloud is deleted: the stack is abandoned, or gives back what it took over and couldn't keep.</summary>
    public bool KeepsThings => Details.Abandons || Operation.Action == StackAction.Adopt;

    public required RunningOperation Running { get; init; }

    public required Journal Journal { get; init; }

    public required IOperationStore Store { get; init; }

    public required StackDefinitions Definitions { get; init; }

    public required SecretBox Secrets { get; init; }

    public required ICloudSession Cloud { get; init; }

    public required TimeProvider Time { get; init; }

    public required Waiting Waiting { get; init; }

    public required EngineOptions Options { get; init; }

    public required LimitOptions Limits { get; init; }

    public required ICrashPoint CrashPoint { get; init; }

    public required ILogger Log { get; init; }

    /// <summary>Bounds how many steps talk to the cloud at the same time.</summary>
    public required SemaphoreSlim CloudSlots { get; init; }

    /// <summary>The stacks of the tree, by id.</summary>
    public Dictionary<Guid, StackRun> Tree { get; } = [];

    public CancellationToken Stopping => Running.Stopping;

    public CancellationToken Aborting => Running.Aborting;

    /// <summary>The cloud's availability zones. It is asked once at most.</summary>
    public Task<IReadOnlyList<string>> AvailabilityZonesAsync() => _zones.Value;

    /// <summary>
    /// Of cloud objects that a lost call may have made, the first that belongs to nobody. Two resources that look for theirs at the same time never get the same one.
    /// </summary>
    public async Task<string?> ClaimUnownedAsync(IReadOnlyList<string> candidates, Guid resource)
    {
        if (candidates.Count == 0)
            return null;
        await Journal.FlushAsync();
        var owned = await Store.FindOwnedAsync(candidates, CancellationToken.None);
        return candidates.FirstOrDefault(candidate => !owned.Contains(candidate) && _claimed.GetOrAdd(candidate, resource) == resource);
    }
}
