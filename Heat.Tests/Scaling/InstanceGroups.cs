using Heat.Core.Values;
using Heat.Tests.Hosting;
using Heat.Tests.Signals;
using NUnit.Framework;

namespace Heat.Tests.Scaling;

/// <summary>Groups of instances with their launch configurations, on a running server.</summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class InstanceGroups : SignalBenchFixture
{
    [Test]
    public async Task A_signal_makes_more_instances_and_a_new_configuration_renews_them_all()
    {
        var stack = await Bench.MakeOfAsync(Scaled("m1.tiny"));
        await Bench.SignalAsync(stack, "Policy");
        var addresses = await Bench.UntilAsync($"{stack}/outputs/Addresses", "output.output_value", text => text.Split(',').Length == 3);
        await Bench.UpdateToAsync(stack, Scaled("m1.small"));
        Assert.That(await Bench.EndAsync(stack), Is.EqualTo("UPDATE_COMPLETE"), (await Bench.ReadAsync(stack, "stack.stack_status_reason")).AsText());
        var members = await MembersAsync(stack, "Group");
        Assert.Multiple(() =>
        {
            Assert.That(addresses.Split(','), Is.All.StartsWith("10.0."));
            Assert.That(members.Select(member => member.Get("resource_type")), Is.EqualTo(Enumerable.Repeat((Value)"OS::Heat::ScaledResource", 3)));
            Assert.That(members.Select(Shown).Select(server => ApiAnswer.Dig(server, "flavor.id").AsText()), Is.All.EqualTo("2"));
            Assert.That(members.Select(Shown).Select(server => ApiAnswer.Dig(server, "metadata").AsMap()!), Is.All.EqualTo(MapValue.Of(("team", "blue"), ("metering.groupname", "Group"), ("metering.AutoScalingGroupName", "Group"))));
        });
    }

    [Test]
    public async Task A_group_of_fixed_size_follows_its_template()
    {
        var stack = await Bench.MakeAsync(Fixed(2, "ami"));
        var before = await MembersAsync(stack, "group");
        await Bench.UpdateToAsync(stack, SignalBench.Template(Fixed(1, "ami")));
        Assert.That(await Bench.EndAsync(stack), Is.EqualTo("UPDATE_COMPLETE"));
        var after = await MembersAsync(stack, "group");
        var metadata = await Bench.ReadAsync($"{stack}/resources/group/metadata", "metadata");
        Assert.That((before.Count, after.Count, metadata.AsMap()!.Count), Is.EqualTo((2, 1, 0)));
    }

    [Test]
    public async Task A_new_configuration_without_a_policy_leaves_the_instances_that_there_are()
    {
        var stack = await Bench.MakeAsync(Fixed(1, "ami"));
        await Bench.UpdateToAsync(stack, SignalBench.Template(Fixed(2, "other")));
        Assert.That(await Bench.EndAsync(stack), Is.EqualTo("UPDATE_COMPLETE"));
        var members = await MembersAsync(stack, "group");
        Assert.That(members.Select(member => ApiAnswer.Dig(Shown(member), "flavor.id").AsText()).Order(), Is.EqualTo(new[] { "1", "2" }));
    }

    [TestCase("{group: {type: OS::Heat::InstanceGroup, properties: {AvailabilityZones: [nova], LaunchConfigurationName: lc, Size: 1}}}", "LaunchConfigurationName (lc) requires a reference to the configuration not just the name of the resource.")]
    [TestCase("{group: {type: AWS::AutoScaling::AutoScalingGroup, properties: {AvailabilityZones: [nova], MinSize: 2, MaxSize: 1}}}", "MinSize can not be greater than MaxSize")]
    [TestCase("{lc: {type: AWS::AutoScaling::LaunchConfiguration, properties: {ImageId: cirros}}}", "If without InstanceId, ImageId and InstanceType are required.")]
    public async Task What_cannot_be_is_refused(string resources, string message)
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => Bench.BeginAsync(resources));
        Assert.That(refused!.Message, Does.Contain(message));
    }

    [Test]
    public async Task A_pause_has_to_be_a_duration_of_at_most_an_hour()
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => Bench.BeginOfAsync(Scaled("m1.tiny").Replace("PT0S", "PT61M", StringComparison.Ordinal)));
        Assert.That(refused!.Message, Does.Contain("Maximum PauseTime is 1 hour."));
    }

    private static string Scaled(string flavor) => """
        HeatTemplateFormatVersion: '2012-12-12'
        Resources:
          Configuration:
            Type: AWS::AutoScaling::LaunchConfiguration
            Metadata: {AWS::CloudFormation::Init: {config: {files: {/tmp/hello: {content: hello}}}}}
            Properties: {ImageId: cirros, InstanceType: FLAVOR, UserData: {Fn::Base64: "#!/bin/sh"}}
          Group:
            Type: AWS::AutoScaling::AutoScalingGroup
            UpdatePolicy: {AutoScalingRollingUpdate: {MinInstancesInService: 1, MaxBatchSize: 2, PauseTime: PT0S}}
            Properties:
              AvailabilityZones: {Fn::GetAZs: ''}
              LaunchConfigurationName: {Ref: Configuration}
              MinSize: '1'
              MaxSize: '4'
              Tags: [{Key: team, Value: blue}]
          Policy:
            Type: AWS::AutoScaling::ScalingPolicy
            Properties: {AutoScalingGroupName: {Ref: Group}, AdjustmentType: ChangeInCapacity, ScalingAdjustment: '2', Cooldown: '0'}
        Outputs:
          Addresses: {Value: {Fn::GetAtt: [Group, InstanceList]}}
        """.Replace("FLAVOR", flavor, StringComparison.Ordinal);

    private static string Fixed(int size, string configuration)
    {
        var flavor = configuration == "ami" ? "m1.tiny" : "m1.small";
        return """
            {lc: {type: AWS::AutoScaling::LaunchConfiguration, properties: {ImageId: cirros, InstanceType: FLAVOR}},
             group: {type: OS::Heat::InstanceGroup, properties: {AvailabilityZones: [nova], LaunchConfigurationName: {get_resource: lc}, Size: SIZE}}}
            """.Replace("FLAVOR", flavor, StringComparison.Ordinal).Replace("SIZE", $"{size}", StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<MapValue>> MembersAsync(string stack, string group)
    {
        var listed = await Bench.ReadAsync($"{stack}/resources?nested_depth=1", "resources");
        var members = listed.Maps().Where(resource => resource.Get("parent_resource") == group);
        return await Task.WhenAll(members.Select(async member =>
        {
            var address = member.Get("links").Maps().First(link => link.Get("rel") == "self").Get("href").AsText()!;
            var path = address[address.IndexOf("/stacks/", StringComparison.Ordinal)..];
            return (await Bench.ReadAsync($"{path}?with_attr=show", "resource")).AsMap()!;
        }));
    }

    private static Value Shown(MapValue member) => ApiAnswer.Dig(member, "attributes.show");
}
