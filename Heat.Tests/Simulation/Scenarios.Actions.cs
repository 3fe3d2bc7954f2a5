using Heat.Core.Environments;
using Heat.Core.Values;
using NUnit.Framework;

namespace Heat.Tests.Simulation;

/// <content>Actions on stacks as they are, and stacks that take over or let go what the cloud has.</content>
public sealed partial class Scenarios
{
    [Test]
    public void A_stack_is_abandoned_and_what_it_made_stays() => Each(
        scene =>
        {
            scene.Create(s_diamond);
            scene.RunUntilQuiet();
            scene.Abandon();
        },
        "DELETE_COMPLETE",
        things: 4);

    [Test]
    public void A_stack_takes_over_what_is_there_and_makes_nothing() => Each(scene => scene.AdoptMade(s_diamond), "ADOPT_COMPLETE", things: 4);

    [Test]
    public void A_stack_that_can_t_take_over_everything_gives_back_what_it_took() => Each(
        scene => scene.AdoptMade(s_diamond, without: "b", rollsBack: true),
        "ROLLBACK_COMPLETE",
        things: 4);

    [Test]
    public void What_was_taken_over_is_updated_like_anything_else() => Each(
        scene =>
        {
            scene.AdoptMade(s_diamond);
            scene.RunUntilQuiet();
            scene.Update(s_diamond.With(new Part("a") { Kind = "other" }).Without("d"));
        },
        "UPDATE_COMPLETE",
        things: 3);

    [Test]
    public void A_deletion_that_fails_names_all_that_is_left()
    {
        var scene = new Scene();
        scene.Create(Blueprint.Of(new Part("a"), new Part("b"), new Part("c")));
        scene.RunUntilQuiet();
        var used = scene.Store.Resources.Where(row => row.Name != "b").Select(row => row.PhysicalId!);
        scene.Cloud.Make("stranger", new ThingSettings("plain", 1, [.. used], [], IsBroken: false));
        scene.Delete();
        scene.RunUntilQuiet();
        Assert.That(scene.Stack!.State, Is.EqualTo("DELETE_FAILED"));
        Assert.That(scene.Stack.StatusReason, Does.Contain("is used by stranger").And.EndsWith("Still there: a, c"));
    }

    [Test]
    public void A_snapshot_goes_with_its_stack() => Each(
        scene =>
        {
            scene.Create(s_diamond);
            scene.RunUntilQuiet();
            scene.TakeSnapshot();
            scene.RunUntilQuiet();
            Assert.That(scene.Cloud.Kept, Has.Count.EqualTo(4));
            Assert.That(scene.Store.Snapshots.Single().Status, Is.EqualTo("COMPLETE"));
            scene.Delete();
        },
        "DELETE_COMPLETE",
        things: 0);

    [Test]
    public void A_stack_is_deleted_while_a_snapshot_is_taken() => Each(
        scene =>
        {
            scene.Create(s_diamond);
            scene.RunUntilQuiet();
            scene.TakeSnapshot();
            scene.RunFor(scene.World.Choice.NextDouble() / 4);
            scene.Delete();
        },
        "DELETE_COMPLETE");

    [Test]
    public void A_cancelled_stack_has_failed_at_once_and_what_runs_ends_by_itself() => Each(
        scene =>
        {
            scene.Create(s_diamond);
            scene.RunFor(0.2);
            scene.CancelWithoutRollback();
            scene.RunFor(0.001);
            Assert.That(scene.Stack!.State, Is.EqualTo("CREATE_FAILED"));
            Assert.That(scene.Stack.StatusReason, Is.EqualTo("Stack CREATE cancelled"));
        },
        "CREATE_FAILED");

    [Test]
    public void A_cancelled_stack_is_updated_before_what_runs_has_ended() => Each(
        scene =>
        {
            scene.Create(s_diamond);
            scene.RunFor(0.2);
            scene.CancelWithoutRollback();
            RunAWhile(scene);
            scene.Update(s_diamond.With(new Part("b") { Kind = "other", Uses = ["a"] }));
        },
        "UPDATE_COMPLETE",
        things: 4);

    [Test]
    public void A_creation_waits_before_and_behind_resources_until_somebody_lets_it_go_on() => Each(
        scene =>
        {
            scene.Environment = WithHooks(("b", "pre-create"), ("c", "post-create"));
            scene.Create(s_diamond);
            scene.RunFor(60);
            Assert.That(scene.Store.Hooks.Select(hook => hook.Hook), Is.EquivalentTo(new[] { "pre-create", "post-create" }));
            Assert.That(scene.Store.Resources.Single(row => row.Name == "b").State, Is.EqualTo("INIT_COMPLETE"));
            Assert.That(scene.Store.Resources.Single(row => row.Name == "c").State, Is.EqualTo("CREATE_COMPLETE"));
            scene.Store.ClearHooks();
        },
        "CREATE_COMPLETE",
        things: 4);

    [Test]
    public void Another_process_goes_on_waiting_at_the_same_hooks() => Each(
        scene =>
        {
            scene.Environment = WithHooks(("b", "pre-create"), ("c", "post-create"));
            scene.Create(s_diamond);
            scene.RunFor(60);
            scene.PutToSleep();
            scene.RunFor(60);
            Assert.That(scene.Store.Hooks.Count(hook => !hook.IsCleared), Is.EqualTo(2));
            Assert.That(scene.Store.Events.Count(row => row.StatusReason.Contains("paused", StringComparison.Ordinal)), Is.EqualTo(2));
            scene.Store.ClearHooks();
        },
        "CREATE_COMPLETE",
        things: 4);

    [Test]
    public void A_stack_that_waits_at_a_hook_is_deleted() => Each(
        scene =>
        {
            scene.Environment = WithHooks(("b", "pre-create"));
            scene.Create(s_diamond);
            scene.RunFor(60);
            scene.Delete();
        },
        "DELETE_COMPLETE",
        things: 0);

    [Test]
    public void A_stack_that_waits_at_a_hook_is_cancelled() => Each(
        scene =>
        {
            scene.Environment = WithHooks(("b", "pre-create"));
            scene.Create(s_diamond);
            scene.RunFor(60);
            scene.CancelWithoutRollback();
        },
        "CREATE_FAILED");

    private static HeatEnvironment WithHooks(params (string Resource, string Hook)[] hooks) => HeatEnvironment.Empty with
    {
        Registry = ResourceRegistry.Create(MapValue.Of(("resources", MapValue.Create(hooks.Select(entry => KeyValuePair.Create(entry.Resource, (Value)MapValue.Of(("hooks", entry.Hook)))))))),
    };
}
