using Heat.Core.Engine;
using Heat.Core.Resources;
using Heat.Core.Stacks;
using Heat.Core.Storage;
using NUnit.Framework;

namespace Heat.Tests.Simulation;

/// <summary>What has to hold whenever nothing is left to happen, whatever happened before.</summary>
internal sealed class SceneCheck(Scene scene, StackDefinitions definitions)
{
    private StackRecord Stack => scene.Stack!;

    private string Told => string.Join('\n', scene.Store.Events.Select(row => $"{row.CreatedAt:mm:ss.fff} {row.ResourceName} {row.PhysicalId} {row.Action}_{row.Status} {row.StatusReason}"));

    public void Run() => Assert.Multiple(() =>
    {
        Assert.That(scene.Faults, Is.Empty, Told);
        Assert.That(scene.Store.Operations.Where(row => row.State != OperationState.Done), Is.Empty, $"Every operation has to end.\n{Told}");
        if (scene.Stack is null)
            return;
        Assert.That(Stack.Status, Is.Not.EqualTo(Status.InProgress), $"The stack has to come to rest.\n{Told}");
        Assert.That(scene.Store.Resources.Where(row => row.Status == Status.InProgress).Select(row => $"{row.Name} {row.State}"), Is.Empty, $"No resource may be left in the middle.\n{Told}");
        Assert.That(scene.Store.Snapshots.Where(row => row.Status == Status.InProgress), Is.Empty, $"Every snapshot has to end.\n{Told}");
        if (scene.LetsGo)
            return;
        Assert.That(Orphans(), Is.Empty, $"Nothing in the cloud may be forgotten.\n{Told}");
        Assert.That(EventsWithoutBeginning(), Is.Empty, $"What ends has to have begun.\n{Told}");
        if (Stack.DeletedAt is not null)
            Assert.That(scene.Cloud.Things.Count + scene.Cloud.Kept.Count + scene.Store.Snapshots.Count, Is.Zero, $"Nothing may be left of a deleted stack.\n{Told}");
        else if (Stack.Status == Status.Complete)
            Assert.That(Present(), Is.EqualTo(Wanted()), $"The cloud has to be as the template in force says.\n{Told}");
    });

    private IEnumerable<string> Orphans()
    {
        var known = scene.Store.Resources.Select(row => row.PhysicalId).ToHashSet();
        return scene.Cloud.Things.Where(thing => !known.Contains(thing.Id)).Select(thing => $"{thing.Id} {thing.Name}");
    }

    private IEnumerable<string> Present()
    {
        var names = scene.Store.Resources.Where(row => row.PhysicalId is not null).ToLookup(row => row.PhysicalId!, row => row.Name);
        return scene.Cloud.Things.Select(thing => $"{string.Join('?', names[thing.Id])}: {Named(thing.Settings, names)}").Order(StringComparer.Ordinal);
    }

    private static string Named(ThingSettings settings, ILookup<string, string> names)
    {
        string Name(string id) => names[id].FirstOrDefault() ?? id;
        return (settings with { Uses = [.. settings.Uses.Select(Name)], StandsOn = [.. settings.StandsOn.Select(Name)] }).ToString();
    }

    /// <summary>What the template in force says; a reference reads as the name of what is referred to.</summary>
    private IEnumerable<string> Wanted()
    {
        var definition = definitions.LoadAsync(Stack, scene.Store).Result;
        var scope = new StackValues(definition, _ => null, _ => null).Scope;
        return definition.Resources.Values.Select(resource => $"{resource.Name}: {Thing.Settings(resource.ResolvePropertiesAsync(scope, _ => true, new NoCloud(), CancellationToken.None).AsTask().Result.Values)}").Order(StringComparer.Ordinal);
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
