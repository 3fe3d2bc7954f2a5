using Heat.Core.Values;
using Heat.Tests.Signals;
using NUnit.Framework;

namespace Heat.Tests.Scaling;

/// <summary>Groups and their policies on a running server.</summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class ScalingGroups : SignalBenchFixture
{
    [Test]
    public async Task A_signal_scales_the_group_and_leaves_its_stack_as_it_is()
    {
        var stack = await Bench.MakeAsync(Group("min_size: 1, max_size: 4", "adjustment_type: change_in_capacity, scaling_adjustment: 2"), Outputs);
        await Bench.SignalAsync(stack, "policy");
        await SizeIsAsync(stack, 3);
        await Bench.SignalAsync(stack, "policy");
        await SizeIsAsync(stack, 4);
        await Bench.SignalAsync(stack, "policy");
        Assert.That(await Bench.ReadAsync(stack, "stack.stack_status"), Is.EqualTo((Value)"CREATE_COMPLETE"));
        Assert.That(await Bench.EventsAsync(stack, "group"), Is.EqualTo(new[] { "CREATE_IN_PROGRESS: state changed", "CREATE_COMPLETE: state changed" }));
        Assert.That((await Bench.EventsAsync(stack, "policy")).Count(told => told.StartsWith("SIGNAL_COMPLETE", StringComparison.Ordinal)), Is.EqualTo(2), "a signal that changes nothing is no event");
    }

    [Test]
    public async Task In_its_cooldown_a_group_stays_as_it_is()
    {
        var stack = await Bench.MakeAsync(Group("min_size: 1, max_size: 9", "adjustment_type: change_in_capacity, scaling_adjustment: 1, cooldown: 600"), Outputs);
        await Bench.SignalAsync(stack, "policy");
        await SizeIsAsync(stack, 2);
        await Bench.SignalAsync(stack, "policy");
        var metadata = await Bench.ReadAsync($"{stack}/resources/group/metadata", "metadata");
        Assert.Multiple(async () =>
        {
            Assert.That(await Bench.OutputAsync(stack, "size"), Is.EqualTo((Value)2));
            Assert.That(metadata.AsMap()!.Get("cooldown_end").AsMap()!.Values.Single(), Is.EqualTo((Value)"change_in_capacity : 1"));
            Assert.That(metadata.AsMap()!.Get("scaling_in_progress").AsFlag(), Is.False);
        });
    }

    [Test]
    public async Task Of_many_signals_at_once_one_counts_at_a_time()
    {
        var stack = await Bench.MakeAsync(Group("min_size: 1, max_size: 40", "adjustment_type: change_in_capacity, scaling_adjustment: 1, cooldown: 600"), Outputs);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Bench.SignalAsync(stack, "policy")));
        await SizeIsAsync(stack, 2);
    }

    [Test]
    public async Task A_signal_waits_until_the_update_of_the_stack_is_over()
    {
        var stack = await Bench.MakeAsync(Group("min_size: 1, max_size: 4", "adjustment_type: exact_capacity, scaling_adjustment: 3"), Outputs);
        await UpdateAsync(stack, Group("min_size: 1, max_size: 4", "adjustment_type: exact_capacity, scaling_adjustment: 3") + "\n  slow: {type: OS::Heat::TestResource, properties: {wait_secs: 1.5}}");
        await Bench.SignalAsync(stack, "policy");
        Assert.That(await Bench.ReadAsync(stack, "stack.stack_status"), Is.EqualTo((Value)"UPDATE_IN_PROGRESS"));
        Assert.That(await Bench.EndAsync(stack), Is.EqualTo("UPDATE_COMPLETE"));
        await SizeIsAsync(stack, 3);
    }

    [Test]
    public async Task An_update_renews_the_members_and_keeps_the_size_that_signals_gave()
    {
        var stack = await Bench.MakeAsync(Group("min_size: 1, max_size: 4", "adjustment_type: exact_capacity, scaling_adjustment: 3"), Outputs);
        await Bench.SignalAsync(stack, "policy");
        await SizeIsAsync(stack, 3);
        await UpdateAsync(stack, Group("min_size: 1, max_size: 4, rolling_updates: {max_batch_size: 2, min_in_service: 2}", "adjustment_type: exact_capacity, scaling_adjustment: 3", value: "new"));
        Assert.That(await Bench.EndAsync(stack), Is.EqualTo("UPDATE_COMPLETE"));
        Assert.That(await Bench.OutputAsync(stack, "values"), Is.EqualTo(ListValue.Of("new", "new", "new")));
    }

    [Test]
    public async Task A_group_that_could_not_grow_is_mended_by_an_update()
    {
        const string members = "{group: {type: OS::Heat::AutoScalingGroup, properties: {min_size: 0, max_size: 4, resource: {type: OS::Heat::TestResource, properties: {fail: FAIL}}}}, "
            + "policy: {type: OS::Heat::ScalingPolicy, properties: {auto_scaling_group_id: {get_resource: group}, adjustment_type: exact_capacity, scaling_adjustment: 2}}}";
        var stack = await Bench.MakeAsync(members.Replace("FAIL", "true", StringComparison.Ordinal), Outputs);
        await Bench.SignalAsync(stack, "policy");
        await Bench.UntilAsync($"{stack}/resources/group/metadata", "metadata.scaling_in_progress", text => text == "False");
        await Bench.UntilAsync($"{stack}/events?nested_depth=1", "events", text => text.Contains("Stack UPDATE", StringComparison.Ordinal) && text.Contains("UPDATE_FAILED", StringComparison.Ordinal));
        Assert.That(await Bench.ReadAsync(stack, "stack.stack_status"), Is.EqualTo((Value)"CREATE_COMPLETE"));
        await UpdateAsync(stack, members.Replace("FAIL", "false", StringComparison.Ordinal).Replace("min_size: 0", "min_size: 2", StringComparison.Ordinal));
        Assert.That(await Bench.EndAsync(stack), Is.EqualTo("UPDATE_COMPLETE"));
        await SizeIsAsync(stack, 2);
    }

    [Test]
    public async Task A_signal_for_a_group_that_is_none_changes_nothing()
    {
        var stack = await Bench.MakeAsync("{policy: {type: OS::Heat::ScalingPolicy, properties: {auto_scaling_group_id: nope, adjustment_type: exact_capacity, scaling_adjustment: 2}}}");
        Assert.That((await Bench.SignalAsync(stack, "policy")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task A_delay_takes_its_time()
    {
        var stack = await Bench.MakeAsync("{delay: {type: OS::Heat::Delay, properties: {min_wait: 0.4, max_jitter: 1, jitter_multiplier: 0.2}}}");
        var events = (ListValue)await Bench.ReadAsync($"{stack}/resources/delay/events?sort_dir=asc", "events");
        Assert.That(events, Has.Count.EqualTo(2));
        Assert.That(await Bench.ReadAsync($"{stack}/resources/delay", "resource.physical_resource_id"), Is.EqualTo((Value)"").Or.EqualTo(Value.Null));
    }

    private const string Outputs = "{size: {value: {get_attr: [group, current_size]}}, values: {value: {get_attr: [group, outputs_list, output]}}}";

    private static string Group(string sizes, string policy, string value = "old") => $"""

          group: {$"{{type: OS::Heat::AutoScalingGroup, properties: {{{sizes}, resource: {{type: OS::Heat::TestResource, properties: {{value: {value}}}}}}}}}"}
          policy: {$"{{type: OS::Heat::ScalingPolicy, properties: {{auto_scaling_group_id: {{get_resource: group}}, {policy}}}}}"}
        """;

    private Task SizeIsAsync(string stack, int size) => Bench.UntilAsync($"{stack}/outputs/size", "output.output_value", text => text == ValueText.Plain(size));

    private Task UpdateAsync(string stack, string resources) => Bench.UpdateToAsync(stack, SignalBench.Template(resources, Outputs));
}
