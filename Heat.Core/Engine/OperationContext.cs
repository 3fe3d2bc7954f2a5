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
    private const int LongestProjectName = 64;

    private readonly ConcurrentDictionary<(string Type, string PhysicalId), Guid> _claimed = new();
    private readonly Lazy<Task<IReadOnlyList<string>>> _zones;
    private readonly Lazy<Task<string>> _userProject;

    public OperationContext()
    {
        _zones = new Lazy<Task<IReadOnlyList<string>>>(() => Cloud!.ListAvailabilityZonesAsync(Aborting));
        _userProject = new Lazy<Task<string>>(MakeUserProjectAsync);
    }

    public required OperationRecord Operation { get; init; }

    public required OperationDetails Details { get; init; }

    /// <summary>Nothing of the cloud is deleted: the stack is abandoned, or gives back what it took over and couldn't keep.</summary>
    public bool KeepsThings => Details.Abandons || Operation.Action == StackAction.Adopt;

    public required RunningOperation Running { get; init; }

    public required Journal Journal { get; init; }

    public required IOperationStore Store { get; init; }

    public required StackDefinitions Definitions { get; init; }

    public required SecretBox Secrets { get; init; }

    public required ICloudSessions Sessions { get; init; }

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

    /// <inheritdoc cref="RunningOperation.EnsureHeld"/>
    public void EnsureHeld() => Running.EnsureHeld();

    /// <summary>The cloud's availability zones. It is asked once at most.</summary>
    public Task<IReadOnlyList<string>> AvailabilityZonesAsync() => _zones.Value;

    /// <summary>The project of the in-instance users of the whole tree. It is made once at most; the root stack notes it, and removes it in the end.</summary>
    public Task<string> StackUserProjectAsync() => _userProject.Value;

    private async Task<string> MakeUserProjectAsync()
    {
        var root = Tree[Operation.StackId];
        if (root.Stack.StackUserProjectId is { } known)
            return known;
        var name = $"{root.Stack.ProjectId}-{root.Stack.Id}";
        var made = await Sessions.MakeStackUserProjectAsync(name.Length <= LongestProjectName ? name : name[..LongestProjectName], Aborting);
        root.Change(root.Stack with { StackUserProjectId = made });
        return made;
    }

    /// <summary>
    /// Of cloud objects that a lost call may have made, the first that belongs to nobody. Two resources that look for theirs at the same time never get the same one.
    /// Only resources of the same type count: an attachment, for one, goes by the id of what is attached.
    /// </summary>
    public async Task<string?> ClaimUnownedAsync(IReadOnlyList<string> candidates, ResourceRecord resource)
    {
        if (candidates.Count == 0)
            return null;
        await Journal.FlushAsync();
        var owned = await Store.FindOwnedAsync(resource.MappedType, candidates, CancellationToken.None);
        return candidates.FirstOrDefault(candidate => !owned.Contains(candidate) && _claimed.GetOrAdd((resource.MappedType, candidate), resource.Id) == resource.Id);
    }
}
