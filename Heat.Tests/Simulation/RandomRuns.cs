using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Heat.Core.Engine;

namespace Heat.Tests.Simulation;

/// <summary>
/// Templates, requests, failures and crashes as chance brings them. After each run everything has to be in order, and whatever state the stack was left in, an update to a sound template and then a deletion succeed.
/// A failing run prints the script that can be played again.
/// </summary>
public sealed class RandomRuns
{
    [NUnit.Framework.Test]
    public void Whatever_happens_everything_ends_in_order() => Check.One(RunSettings.Config, Prop.ForAll(Scripts.Arbitrary, Play));

    private static void Play(Script script)
    {
        var scene = new Scene(script.Seed);
        scene.Cloud.Conflicts = script.Conflicts;
        scene.Create(script.First, script.RollsBack);
        foreach (var request in script.Requests)
        {
            scene.RunFor(request.After);
            request.Send(scene);
        }

        scene.RunUntilQuiet();
        scene.Check();
        scene.Cloud.Conflicts = 0;
        Heal(scene);
        Remove(scene);
    }

    private static void Heal(Scene scene)
    {
        if (scene.Stack is not { DeletedAt: null, Action: not "DELETE" })
            return;
        scene.Update(Blueprint.Of(
            new Part("b"),
            new Part("a") { Kind = "sound", Uses = ["b"] },
            new Part("z") { StandsOn = ["a"] },
            new Part("g") { Uses = ["b"], Group = GroupSize.Of(2) },
            new Part("h") { IsPair = true, Group = GroupSize.Between(1, 3, 2) }));
        scene.RunUntilQuiet();
        scene.Check();
        NUnit.Framework.Assert.That(scene.Stack.State, NUnit.Framework.Is.EqualTo("UPDATE_COMPLETE"), $"{scene.Stack.StatusReason}\n{scene.Told}");
    }

    private static void Remove(Scene scene)
    {
        scene.Delete();
        scene.RunUntilQuiet();
        scene.Check();
        NUnit.Framework.Assert.That(scene.Stack!.State, NUnit.Framework.Is.EqualTo("DELETE_COMPLETE"), scene.Stack.StatusReason);
    }

    /// <summary>What happens in a run.</summary>
    internal sealed record Script(int Seed, double Conflicts, bool RollsBack, Blueprint First, ImmutableList<SceneRequest> Requests)
    {
        public override string ToString() => $"seed {Seed}, conflicts {Conflicts}: create {First}{(RollsBack ? " or roll back" : "")}; {string.Join("; ", Requests)}";
    }

    /// <summary>Something that a user, or fate, does some seconds later.</summary>
    internal sealed record SceneRequest(double After, string Told, Action<Scene> Send)
    {
        public override string ToString() => $"after {After} s {Told}";
    }

    internal static class Scripts
    {
        public static Arbitrary<Script> Arbitrary => Generator.ToArbitrary();

        private static Gen<Script> Generator =>
            from seed in Gen.Choose(0, int.MaxValue - 1)
            from conflicts in Gen.Elements(0.0, 0.0, 0.02)
            from rollsBack in Gen.Elements(true, false)
            from first in RandomBlueprints.Any
            from requests in Gen.ListOf(Requests, 4)
            select new Script(seed, conflicts, rollsBack, first, [.. requests]);

        private static Gen<SceneRequest> Requests =>
            from after in Gen.Choose(0, 120)
            from request in Gen.Frequency(
                (6, Updates),
                (1, Gen.Constant(Of("delete", scene => scene.Delete()))),
                (1, Gen.Constant(Of("cancel the update", scene => scene.CancelUpdate()))),
                (1, Gen.Constant(Of("cancel", scene => scene.CancelWithoutRollback()))),
                (2, Scalings),
                (1, Gen.Constant(Of("restart", scene => scene.Restart()))),
                (3, Crashing),
                (1, Gen.Constant(Of("put to sleep", Doze))))
            select request with { After = after / 10.0 };

        private static Gen<SceneRequest> Updates =>
            from blueprint in RandomBlueprints.Any
            from rollsBack in Gen.Elements(true, false)
            select Of($"update to {blueprint}{(rollsBack ? " or roll back" : "")}", scene => scene.Update(blueprint, rollsBack));

        private static Gen<SceneRequest> Scalings =>
            from part in RandomBlueprints.PartNames
            from change in Gen.Choose(-2, 2)
            select Of($"scale {part} by {change}", scene => scene.Scale(part, change));

        private static Gen<SceneRequest> Crashing =>
            from point in Gen.Elements(CrashPoint.All.ToArray())
            from occurrence in Gen.Choose(1, 6)
            select Of($"crash at {point} {occurrence}", scene => scene.CrashOnceMoreAt(point, occurrence));

        private static void Doze(Scene scene)
        {
            var sleeper = scene.PutToSleep();
            scene.RunFor(2);
            sleeper.WakeUp();
        }

        private static SceneRequest Of(string told, Action<Scene> send) => new(0, told, send);
    }
}
