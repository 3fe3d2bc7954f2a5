using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Heat.Core.Engine;
using Heat.Core.Stacks;
using NUnit.Framework;

namespace Heat.Tests.Simulation;

/// <summary>
/// Requests one after the other, each sent when the one before has come to its end or been broken off by the next, against a model that tells without the engine what the cloud has to have after each.
/// A failing run prints the script that can be played again.
/// </summary>
public sealed class ModelRuns
{
    [Test]
    public void The_cloud_is_always_as_a_simple_model_says() =>
        FsCheck.Check.One(RunSettings.Config, Prop.ForAll(Scripts.ToArbitrary(), Play));

    private static void Play(Script script)
    {
        var scene = new Scene(script.Seed);
        var model = new Model();
        foreach (var request in script.Requests)
        {
            request.Send(scene);
            if (request.BreaksOffAfter is { } seconds)
                scene.RunFor(seconds);
            else
                scene.RunUntilQuiet();
            model = request.Foresee(model);
            if (request.BreaksOffAfter is null)
                model = Compare(scene, model);
            else if (scene.Stack is { IsInProgress: false } stack)
                model = model.Seen(stack.State);
        }

        scene.Delete();
        scene.RunUntilQuiet();
        scene.Check();
        Assert.That(scene.Stack!.State, Is.EqualTo("DELETE_COMPLETE"), scene.Stack.StatusReason);
    }

    /// <returns>The model with what could not be foreseen but may be.</returns>
    private static Model Compare(Scene scene, Model model)
    {
        Assert.That(model.States, Does.Contain(scene.Stack!.State), $"{scene.Stack.StatusReason}\n{scene.Told}");
        var seen = model.Seen(scene.Stack.State);
        if (scene.Stack.Status == Status.Complete)
            Assert.That(scene.InForce.ToString(), Is.EqualTo(seen.InForce.ToString()), "The template in force");
        scene.Check(seen.SizeOf);
        return seen;
    }

    private static Gen<Script> Scripts =>
        from seed in Gen.Choose(0, int.MaxValue - 1)
        from first in Updates(isFirst: true)
        from requests in Gen.ListOf(Requests, 6)
        select new Script(seed, [first, .. Calmed(requests)]);

    private static Gen<Request> Requests => Gen.Frequency(
        (6, Updates(isFirst: false)),
        (5, Scalings),
        (2, Cancels));

    private static Gen<Request> Updates(bool isFirst) =>
        from blueprint in isFirst ? RandomBlueprints.Sound : RandomBlueprints.Any
        from rollsBack in Gen.Elements(true, false)
        from breaksOff in Gen.Frequency((3, Gen.Constant<double?>(null)), (1, from tenths in Gen.Choose(0, 60) select (double?)(tenths / 10.0)))
        from crash in Gen.Frequency((2, Gen.Constant<(string, int)?>(null)), (1, from point in Gen.Elements(CrashPoint.All.ToArray()) from occurrence in Gen.Choose(1, 6) select ((string, int)?)(point, occurrence)))
        select new Request($"{(isFirst ? "create" : "update to")} {blueprint}{(rollsBack ? " or roll back" : "")}{(crash is { } where ? $", crash at {where}" : "")}")
        {
            Send = scene =>
            {
                if (crash is var (point, occurrence))
                    scene.CrashOnceMoreAt(point, occurrence);
                if (isFirst)
                    scene.Create(blueprint, rollsBack);
                else
                    scene.Update(blueprint, rollsBack);
            },
            Foresee = model => isFirst ? Model.Created(blueprint) : model.Updated(blueprint, rollsBack),
            BreaksOffAfter = isFirst ? null : breaksOff,
        };

    private static Gen<Request> Scalings =>
        from part in RandomBlueprints.PartNames
        from change in Gen.Choose(-2, 2)
        select new Request($"scale {part} by {change}") { Send = scene => scene.Scale(part, change), Foresee = model => model.Scaled(part, change) };

    private static Gen<Request> Cancels => Gen.Constant(new Request("cancel the update") { Send = scene => scene.CancelUpdate(), Foresee = model => model.Cancelled() });

    /// <summary>The last request may come to its end.</summary>
    private static IEnumerable<Request> Calmed(IEnumerable<Request> requests)
    {
        var all = requests.ToList();
        return all.Select((request, index) => index == all.Count - 1 ? request with { BreaksOffAfter = null } : request);
    }

    /// <summary>What happens in a run.</summary>
    private sealed record Script(int Seed, ImmutableList<Request> Requests)
    {
        public override string ToString() => $"seed {Seed}: {string.Join("; ", Requests)}";
    }

    private sealed record Request(string Told)
    {
        public required Action<Scene> Send { get; init; }

        public required Func<Model, Model> Foresee { get; init; }

        /// <summary>After how many seconds the next request comes; null when this one comes to its end before.</summary>
        public double? BreaksOffAfter { get; init; }

        public override string ToString() => BreaksOffAfter is { } seconds ? $"{Told}, after {seconds} s" : Told;
    }
}
