using Heat.Core.Engine;
using Heat.Core.Resources;
using Heat.Core.Stacks;
using Heat.Core.Storage;
using NUnit.Framework;

namespace Heat.Tests.Simulation;

/// <summary>What has to hold whenever nothing is left to happen, whatever happened before.</summary>
internal sealed class SceneCheck(Scene scene, IReadOnlyDictionary<string, SizeRange> wanted)
{
    private StackRecord Stack => scene.Stack!;

    public void Run() => Assert.Multiple(() =>
    {
        Assert.That(scene.Faults, Is.Empty, scene.Told);
        Assert.That(scene.Store.Operations.Where(row => row.State != OperationState.Done), Is.Empty, $"Every operation has to end.\n{scene.Told}");
        if (scene.Stack is null)
            return;
        Assert.That(Stack.Status, Is.Not.EqualTo(Status.InProgress), $"The stack has to come to rest.\n{scene.Told}");
        Assert.That(scene.Store.Resources.Where(row => row.Status == Status.InProgress).Select(row => $"{row.Name} {row.State}"), Is.Empty, $"No resource may be left in the middle.\n{scene.Told}");
        Assert.That(scene.Store.Snapshots.Where(row => row.Status == Status.InProgress), Is.Empty, $"Every snapshot has to end.\n{scene.Told}");
        if (scene.LetsGo)
            return;
        Assert.That(Orphans(), Is.Empty, $"Nothing in the cloud may be forgotten.\n{scene.Told}");
        Assert.That(EventsWithoutBeginning(), Is.Empty, $"What ends has to have begun.\n{scene.Told}");
        if (Stack.DeletedAt is not null)
            Assert.That(scene.Cloud.Things.Count + scene.Cloud.Kept.Count + scene.Store.Snapshots.Count, Is.Zero, $"Nothing may be left of a deleted stack.\n{scene.Told}");
        else if (Stack.Status == Status.Complete)
            Assert.That(Divergences(), Is.Empty, $"The cloud has to be as the template in force says.\n{scene.Told}");
    });

    private IEnumerable<string> Orphans()
    {
        var known = scene.Store.Resources.Select(row => row.PhysicalId).ToHashSet();
        return scene.Cloud.Things.Where(thing => !known.Contains(thing.Id)).Select(thing => $"{thing.Id} {thing.Name}");
    }

    private IEnumerable<string> Divergences()
    {
        var places = scene.Store.Resources.Where(row => row.PhysicalId is not null).ToLookup(row => row.PhysicalId!, PlaceOf);
        string Place(string id) => places[id].FirstOrDefault() ?? id;
        var present = scene.Cloud.Things.CountBy(thing => WantedThings.Told(string.Join('?', places[thing.Id]), thing.Settings, Place)).ToDictionary();
        return
        [
            .. present.Where(thing => !wanted.ContainsKey(thing.Key)).Select(thing => $"{thing.Key}: unwanted"),
            .. wanted.Where(thing => !thing.Value.Has(present.GetValueOrDefault(thing.Key))).Select(thing => $"{thing.Key}: {present.GetValueOrDefault(thing.Key)} instead of {thing.Value}"),
        ];
    }

    /// <summary>The names from the root stack downwards; a member of a group is any member.</summary>
    private string PlaceOf(ResourceRecord row)
    {
        if (!scene.Store.Stacks.TryGetValue(row.StackId, out var stack) || stack.OwnerId is null)
            return row.Name;
        var owner = scene.Store.Resources.First(each => each.PhysicalId == stack.Id.ToString());
        return $"{PlaceOf(owner)}/{(owner.MappedType == Blueprint.PairFile ? row.Name : WantedThings.AnyMember)}";
    }

    /// <summary>Events that say that something ended which never began. What a failed action left is declared whole again without an action.</summary>
    private IEnumerable<string> EventsWithoutBeginning()
    {
        var begun = new Dictionary<(string, string), int>();
        foreach (var row in scene.Store.Events.Where(row => !IsRemark(row.StatusReason)))
        {
            var key = (row.ResourceName, row.Action);
            var count = begun.GetValueOrDefault(key) + (row.Status == Status.InProgress ? 1 : -1);
            if (count < 0)
                yield return $"{row.ResourceName} {row.Action}_{row.Status} {row.StatusReason}";
            begun[key] = Math.Max(count, 0);
        }
    }

    private static bool IsRemark(string reason) =>
        reason.StartsWith("Update status to COMPLETE", StringComparison.Ordinal) || reason.Contains("paused until Hook", StringComparison.Ordinal) || reason == "Failure occurred while waiting.";
}
