using Heat.Core.Storage;
using NUnit.Framework;

namespace Heat.Tests.Simulation;

/// <summary>The life of a stack in the situations that are known to be hard, each with many orders of events.</summary>
public sealed partial class Scenarios
{
    private const int Seeds = 12;

    /// <summary>d uses b and c, which use a.</summary>
    private static readonly Blueprint s_diamond = Blueprint.Of(
        new Part("a"),
        new Part("b") { Uses = ["a"] },
        new Part("c") { Uses = ["a"] },
        new Part("d") { Uses = ["b", "c"] });

    [Test]
    public void A_stack_is_created() => Each(scene => scene.Create(s_diamond), "CREATE_COMPLETE");

    [Test]
    public void What_a_call_made_whose_answer_was_lost_is_found() => Each(
        scene =>
        {
            scene.Cloud.LostAnswers = 2;
            scene.Create(s_diamond);
        },
        "CREATE_COMPLETE");

    [Test]
    public void What_a_call_made_that_seemed_lost_goes_with_the_stack() => Each(
        scene =>
        {
            (scene.Cloud.LostAnswers, scene.Cloud.FoundAfter) = (1, TimeSpan.FromSeconds(30));
            scene.Create(s_diamond);
            scene.RunUntilQuiet();
            scene.RunFor(60);
            scene.Delete();
        },
        "DELETE_COMPLETE",
        things: 0);

    [Test]
    public void What_a_call_made_is_found_when_the_operation_is_cancelled_after_its_process_died() => Each(
        scene =>
        {
            scene.Create(s_diamond);
            scene.RunFor(scene.World.Choice.NextDouble() * 0.1);
            scene.Restart();
            scene.CancelWithoutRollback();
        },
        ["CREATE_FAILED", "CREATE_COMPLETE"],
        things: null,
        seeds: 100);

    [Test]
    public void What_the_cloud_makes_late_after_its_caller_died_goes_with_the_next_update() => EachLate(
        scene => scene.Update(s_diamond.With(new Part("a") { Size = 2 })),
        "UPDATE_COMPLETE",
        things: 4);

    [Test]
    public void What_the_cloud_makes_late_after_its_caller_died_is_no_hindrance_to_a_replacement() => EachLate(
        scene => scene.Update(s_diamond.With(new Part("a") { Kind = "other" })),
        "UPDATE_COMPLETE",
        things: 4);

    [Test]
    public void What_the_cloud_makes_late_after_its_caller_died_goes_with_the_stack() => EachLate(scene => scene.Delete(), "DELETE_COMPLETE", things: 0);

    [Test]
    public void A_created_stack_is_deleted() => Each(
        scene =>
        {
            scene.Create(s_diamond);
            scene.RunUntilQuiet();
            scene.Delete();
        },
        "DELETE_COMPLETE");

    [Test]
    public void An_update_comes_during_the_creation() => Each(
        scene =>
        {
            scene.Create(s_diamond);
            RunAWhile(scene);
            scene.Update(s_diamond.With(new Part("b") { Kind = "other" }, new Part("e") { Uses = ["d"] }).Without("c").With(new Part("d") { Uses = ["b"] }));
        },
        "UPDATE_COMPLETE");

    [Test]
    public void A_failed_creation_is_rolled_back() => Each(
        scene => scene.Create(s_diamond.With(new Part("c") { Uses = ["a"], IsBroken = true }), rollsBack: true),
        "ROLLBACK_COMPLETE",
        things: 0);

    [Test]
    public void A_failed_creation_stays_when_it_isn_t_to_be_rolled_back() => Each(
        scene => scene.Create(s_diamond.With(new Part("c") { Uses = ["a"], IsBroken = true })),
        "CREATE_FAILED");

    [Test]
    public void A_failed_update_is_rolled_back() => Each(
        scene =>
        {
            scene.Create(s_diamond);
            scene.RunUntilQuiet();
            scene.Update(s_diamond.With(new Part("a") { Kind = "other" }, new Part("c") { Uses = ["a"], IsBroken = true }), rollsBack: true);
        },
        "ROLLBACK_COMPLETE",
        things: 4);

    [Test]
    public void An_update_is_given_up_and_goes_back() => Each(
        scene =>
        {
            scene.Create(s_diamond);
            scene.RunUntilQuiet();
            scene.Update(s_diamond.With(new Part("a") { Kind = "other" }, new Part("b") { Uses = ["a"], Size = 2 }).Without("d"));
            RunAWhile(scene);
            scene.CancelUpdate();
        },
        "ROLLBACK_COMPLETE", "UPDATE_COMPLETE");

    [Test]
    public void A_rollback_is_overtaken_by_another_update() => Each(
        scene =>
        {
            scene.Create(s_diamond);
            scene.RunUntilQuiet();
            scene.Update(s_diamond.With(new Part("a") { Kind = "other" }, new Part("d") { Uses = ["b", "c"], IsBroken = true }), rollsBack: true);
            scene.RunFor(4 + (scene.World.Choice.NextDouble() * 8));
            scene.Update(s_diamond.With(new Part("a") { Kind = "third" }));
        },
        "UPDATE_COMPLETE");

    [Test]
    public void Dependencies_are_turned_round_while_everything_is_replaced() => Each(
        scene =>
        {
            scene.Create(Blueprint.Of(new Part("a"), new Part("b") { StandsOn = ["a"] }, new Part("c") { StandsOn = ["b"] }));
            scene.RunUntilQuiet();
            scene.Update(Blueprint.Of(new Part("c") { Kind = "other" }, new Part("b") { Kind = "other", StandsOn = ["c"] }, new Part("a") { Kind = "other", StandsOn = ["b"] }));
        },
        "UPDATE_COMPLETE");

    [Test]
    public void Dependencies_are_turned_round_and_the_update_is_overtaken() => Each(
        scene =>
        {
            var first = Blueprint.Of(new Part("a"), new Part("b") { StandsOn = ["a"] });
            scene.Create(first);
            scene.RunUntilQuiet();
            scene.Update(Blueprint.Of(new Part("b") { Kind = "other" }, new Part("a") { Kind = "other", StandsOn = ["b"] }));
            RunAWhile(scene);
            scene.Update(first);
        },
        "UPDATE_COMPLETE");

    [Test]
    public void A_stack_is_deleted_during_an_update() => Each(
        scene =>
        {
            scene.Create(s_diamond);
            scene.RunUntilQuiet();
            scene.Update(s_diamond.With(new Part("a") { Kind = "other" }, new Part("e") { Uses = ["d"] }));
            RunAWhile(scene);
            scene.Delete();
        },
        "DELETE_COMPLETE");

    [Test]
    public void A_stack_is_deleted_while_it_is_created() => Each(
        scene =>
        {
            scene.Create(s_diamond);
            RunAWhile(scene);
            scene.Delete();
        },
        "DELETE_COMPLETE");

    [Test]
    public void One_of_many_fails_in_the_middle() => Each(
        scene =>
        {
            var many = Enumerable.Range(0, 12).Select(number => new Part($"m{number}") { Uses = ["base"], IsBroken = number == 5 });
            scene.Create(Blueprint.Of([new Part("base"), .. many, new Part("last") { Uses = [.. Enumerable.Range(0, 12).Select(number => $"m{number}")] }]), rollsBack: true);
        },
        "ROLLBACK_COMPLETE",
        things: 0);

    [Test]
    public void An_update_repairs_a_failed_update() => Each(
        scene =>
        {
            scene.Create(s_diamond);
            scene.RunUntilQuiet();
            scene.Update(s_diamond.With(new Part("a") { Kind = "other" }, new Part("b") { Uses = ["a"], IsBroken = true }));
            scene.RunUntilQuiet();
            Assert.That(scene.Stack!.State, Is.EqualTo("UPDATE_FAILED"));
            scene.Update(s_diamond.With(new Part("a") { Kind = "third" }));
        },
        "UPDATE_COMPLETE",
        things: 4);

    [Test]
    public void What_a_half_made_group_uses_outlives_it() => Each(
        scene =>
        {
            scene.Create(Blueprint.Of(new Part("c"), new Part("b") { Uses = ["c"], Group = GroupSize.Of(3) }));
            scene.RunFor(3);
            scene.Restart();
            scene.Update(Blueprint.Of(new Part("b") { Kind = "other", IsBroken = true, Group = GroupSize.Of(3) }));
            scene.RunUntilQuiet();
            scene.Update(Blueprint.Of(new Part("b")));
        },
        "UPDATE_COMPLETE",
        things: 1);

    [Test]
    public void A_member_that_could_not_be_replaced_is_not_tried_again_as_it_was_to_be() => Each(
        scene =>
        {
            scene.Create(Blueprint.Of(new Part("g") { Group = GroupSize.Between(2, 4, null) }));
            scene.RunUntilQuiet();
            scene.Update(Blueprint.Of(new Part("g") { Kind = "other", IsBroken = true, Group = GroupSize.Between(0, 1, 1) }));
            scene.RunUntilQuiet();
            scene.Update(Blueprint.Of(new Part("g") { Kind = "third", Group = GroupSize.Between(1, 3, null) }));
        },
        "UPDATE_COMPLETE",
        things: 2);

    [Test]
    public void An_update_removes_what_others_needed() => Each(
        scene =>
        {
            scene.Create(s_diamond);
            scene.RunUntilQuiet();
            scene.Update(Blueprint.Of(new Part("b"), new Part("c") { Uses = ["b"] }, new Part("d") { Uses = ["c"] }));
        },
        "UPDATE_COMPLETE",
        things: 3);

    [Test]
    public void Updates_come_faster_than_they_can_be_done() => Each(
        scene =>
        {
            scene.Create(s_diamond);
            foreach (var kind in new[] { "one", "two", "three", "four" })
            {
                RunAWhile(scene);
                scene.Update(s_diamond.With(new Part("a") { Kind = kind }, new Part("c") { Kind = kind, Uses = ["a"] }));
            }
        },
        "UPDATE_COMPLETE",
        things: 4);

    [Test]
    public void A_running_update_is_given_up_and_leaves_things_as_they_are() => Each(
        scene =>
        {
            scene.Create(s_diamond);
            scene.RunUntilQuiet();
            scene.Update(s_diamond.With(new Part("a") { Kind = "other" }), rollsBack: true);
            scene.RunFor(0.2);
            scene.CancelWithoutRollback();
        },
        "UPDATE_FAILED", "UPDATE_COMPLETE");

    [Test]
    public void A_process_that_slept_through_a_takeover_does_no_harm() => Each(
        scene =>
        {
            scene.Create(s_diamond);
            RunAWhile(scene);
            var sleeper = scene.PutToSleep();
            RunAWhile(scene);
            sleeper.WakeUp();
        },
        "CREATE_COMPLETE",
        things: 4);

    [Test]
    public void A_process_that_slept_through_an_update_does_no_harm() => Each(
        scene =>
        {
            scene.Create(s_diamond);
            scene.RunUntilQuiet();
            scene.Update(s_diamond.With(new Part("a") { Kind = "other" }));
            RunAWhile(scene);
            var sleeper = scene.PutToSleep();
            scene.Update(s_diamond.Without("d"));
            RunAWhile(scene);
            sleeper.WakeUp();
        },
        "UPDATE_COMPLETE",
        things: 3);

    [Test]
    public void A_process_finds_two_unfinished_operations_and_the_newer_one_prevails() => Each(
        scene =>
        {
            scene.Create(s_diamond);
            scene.RunFor(0.5);
            scene.Update(s_diamond.Without("d"));
            scene.RunFor(0.01);
            scene.PutToSleep();
        },
        ["UPDATE_COMPLETE"],
        things: 3,
        seeds: 2_000);

    private static void RunAWhile(Scene scene) => scene.RunFor(scene.World.Choice.NextDouble() * 6);

    /// <summary>Plays a scenario with many seeds; at the end everything has to be in order.</summary>
    private static void Each(Action<Scene> play, params string[] states) => Each(play, states, null);

    private static void Each(Action<Scene> play, string state, int things) => Each(play, [state], things);

    /// <summary>Plays a scenario with a stack during whose creation processes died while calls were under way, which the cloud carried out all the same.</summary>
    private static void EachLate(Action<Scene> play, string state, int things)
    {
        var late = 0;
        Each(
            scene =>
            {
                scene.Cloud.Lateness = TimeSpan.FromSeconds(5);
                scene.Create(s_diamond);
                for (var death = 0; death < 8; death++)
                {
                    scene.RunFor(scene.World.Choice.NextDouble());
                    scene.Restart();
                }

                scene.RunUntilQuiet();
                late += scene.Cloud.CarriedOutLate;
                play(scene);
                scene.RunUntilQuiet();
                // Nobody waits until what is late is gone.
                scene.RunFor(5);
            },
            [state],
            things,
            seeds: 60);
        Assert.That(late, Is.GreaterThan(20));
    }

    private static void Each(Action<Scene> play, string[] states, int? things, int seeds = Seeds)
    {
        for (var seed = 0; seed < seeds; seed++)
        {
            var scene = new Scene(seed);
            play(scene);
            scene.RunUntilQuiet();
            scene.Check();
            Assert.That(states, Does.Contain(scene.Stack!.State), $"Seed {seed}: {scene.Stack.StatusReason}");
            if (things is { } count)
                Assert.That(scene.Cloud.Things, Has.Count.EqualTo(count), $"Seed {seed}");
        }
    }
}
