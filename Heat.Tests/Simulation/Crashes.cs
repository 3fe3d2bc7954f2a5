using Heat.Core.Engine;
using NUnit.Framework;

namespace Heat.Tests.Simulation;

/// <summary>The process dies at each place where it can, in each kind of operation. Another one takes over, and the outcome is the same.</summary>
public sealed class Crashes
{
    private const int Occurrences = 5;
    private const int Seeds = 4;

    private static readonly Blueprint s_before = Blueprint.Of(new Part("a"), new Part("b") { Uses = ["a"] }, new Part("c") { StandsOn = ["a"] }, new Part("d") { Uses = ["b", "c"] });

    private static readonly Dictionary<string, (Action<Scene> Play, string State, int Things)> s_operations = new()
    {
        ["create"] = (scene => scene.Create(s_before), "CREATE_COMPLETE", 4),
        ["update"] = (scene => scene.Update(s_before.With(new Part("a") { Size = 2 }, new Part("b") { Size = 3, Uses = ["a"] }, new Part("e") { Uses = ["a"] })), "UPDATE_COMPLETE", 5),
        ["replace"] = (scene => scene.Update(s_before.With(new Part("a") { Kind = "other" }, new Part("b") { Kind = "other", Uses = ["a"] })), "UPDATE_COMPLETE", 4),
        ["delete"] = (scene => scene.Delete(), "DELETE_COMPLETE", 0),
        ["suspend"] = (scene => scene.Act("SUSPEND"), "SUSPEND_COMPLETE", 4),
        ["check"] = (scene => scene.Act("CHECK"), "CHECK_COMPLETE", 4),
        ["snapshot"] = (scene => scene.TakeSnapshot(), "SNAPSHOT_COMPLETE", 4),
        ["abandon"] = (scene => scene.Abandon(), "DELETE_COMPLETE", 4),
        ["adopt and create"] = (scene => scene.AdoptMade(s_before), "ADOPT_COMPLETE", 4),
        ["adopt, create and roll back"] = (scene => scene.AdoptMade(s_before, without: "c", rollsBack: true), "ROLLBACK_COMPLETE", 4),
        ["roll back"] = (scene => scene.Update(s_before.With(new Part("a") { Kind = "other" }, new Part("d") { IsBroken = true }, new Part("e")), rollsBack: true), "ROLLBACK_COMPLETE", 4),
        ["roll back a creation"] = (scene => scene.Create(s_before.With(new Part("c") { IsBroken = true }), rollsBack: true), "ROLLBACK_COMPLETE", 0),
    };

    public static IEnumerable<TestCaseData> Cases() =>
        from operation in s_operations.Keys
        from point in CrashPoint.All
        select new TestCaseData(operation, point);

    [TestCaseSource(nameof(Cases))]
    public void Nothing_is_lost_and_nothing_made_twice(string operation, string point)
    {
        var (play, state, things) = s_operations[operation];
        for (var occurrence = 1; occurrence <= Occurrences; occurrence++)
            for (var seed = 0; seed < Seeds; seed++)
            {
                var scene = new Scene(seed);
                if (!operation.Contains("creat", StringComparison.Ordinal))
                {
                    scene.Create(s_before);
                    scene.RunUntilQuiet();
                }

                scene.CrashOnceMoreAt(point, occurrence);
                play(scene);
                scene.RunUntilQuiet();
                scene.Check();
                Assert.That(scene.Stack!.State, Is.EqualTo(state), $"Seed {seed}, occurrence {occurrence}: {scene.Stack.StatusReason}");
                Assert.That(scene.Cloud.Things, Has.Count.EqualTo(things), $"Seed {seed}, occurrence {occurrence}");
            }
    }

    [Test]
    public void Most_of_these_crashes_happen()
    {
        var happened = s_operations.Values.Take(1).SelectMany(operation => CrashPoint.All.Select(point =>
        {
            var scene = new Scene();
            scene.CrashOnceMoreAt(point, 1);
            operation.Play(scene);
            scene.RunUntilQuiet();
            return (point, scene.Crashes);
        }));
        Assert.That(happened.Where(entry => entry.Crashes == 0).Select(entry => entry.point), Is.EqualTo(new[] { CrashPoint.RollbackBegun }));
    }
}
