using Heat.Core.Values;
using Heat.Resources.Aws.ElasticLoadBalancing;
using Heat.Tests.Hosting;
using Heat.Tests.Signals;
using NUnit.Framework;

namespace Heat.Tests.Resources;

/// <summary>Load balancers of the CloudFormation dialect on a running server: nested stacks with an instance in which HAProxy runs.</summary>
[Parallelizable(ParallelScope.Children)]
public sealed class ElasticLoadBalancing : SignalBenchFixture
{
    private const string ConfigurationPath = "metadata.AWS::CloudFormation::Init.config.files";

    [Test]
    public async Task An_instance_is_told_whom_to_spread_requests_over()
    {
        var stack = await Bench.BeginOfAsync(Stack("a"));
        var nested = await NestedAsync(stack);
        await Bench.UntilAsync($"{nested}/resources/WaitCondition", "resource.resource_status", status => status == "CREATE_IN_PROGRESS");
        await Bench.SignalAsync(nested, "WaitHandle", MapValue.Of(("Status", "SUCCESS"), ("Reason", "done"), ("UniqueId", "1"), ("Data", "d")));
        var made = await Bench.EndAsync(stack);
        var before = await ConfigurationAsync(nested);
        var address = (await Bench.OutputAsync(stack, "a")).AsText();
        var instance = await Bench.ReadAsync($"{nested}/resources/LB_instance", "resource");

        await Bench.UpdateToAsync(stack, Stack("a", "b"));
        var updated = await Bench.EndAsync(stack);
        var after = await ConfigurationAsync(nested);
        Assert.Multiple(async () =>
        {
            Assert.That((made, updated), Is.EqualTo(("CREATE_COMPLETE", "UPDATE_COMPLETE")), (await Bench.ReadAsync(stack, "stack.stack_status_reason")).AsText());
            Assert.That(before, Does.Contain("bind *:80\n").And.Contains($"    server server1 {address}:8080 check inter 5s fall 4 rise 3\n").And.Not.Contains("server2"));
            Assert.That(after, Does.Contain("server server2 10.0."));
            Assert.That(await Bench.OutputAsync(stack, "address"), Is.EqualTo(await Bench.ReadAsync($"{nested}/outputs/PublicIp", "output.output_value")).And.Not.EqualTo(Value.Null));
            Assert.That(ApiAnswer.Dig(instance, "attributes.key_name"), Is.EqualTo((Value)"demo-key"));
            Assert.That(await Bench.ReadAsync($"{nested}/resources/LB_instance", "resource.physical_resource_id"), Is.EqualTo(ApiAnswer.Dig(instance, "physical_resource_id")), "the instance is the same");
        });
    }

    [Test]
    public async Task A_template_of_the_operator_s_takes_the_place_of_ours()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, """
            AWSTemplateFormatVersion: 2010-09-09
            Parameters: {KeyName: {Type: String}, SecurityGroups: {Type: CommaDelimitedList}}
            Resources: {LB_instance: {Type: 'OS::Heat::None'}}
            Outputs: {PublicIp: {Value: {'Fn::Join': ['/', {Ref: SecurityGroups}]}}}
            """);
        await using var bench = await SignalBench.StartAsync(($"{LoadBalancerOptions.Section}:{nameof(LoadBalancerOptions.Template)}", file));
        var stack = await bench.MakeAsync("{lb: {type: 'AWS::ElasticLoadBalancing::LoadBalancer', properties: {AvailabilityZones: [nova], SecurityGroups: [x, y], Listeners: [{InstancePort: 1, LoadBalancerPort: 2, Protocol: HTTP}]}}}", "{address: {value: {get_attr: [lb, DNSName]}}, name: {value: {get_resource: lb}}, group: {value: {get_attr: [lb, SourceSecurityGroup.GroupName]}}}");
        var (address, name, group) = (await bench.OutputAsync(stack, "address"), await bench.OutputAsync(stack, "name"), await bench.OutputAsync(stack, "group"));
        File.Delete(file);
        var faults = await new LoadBalancer(Microsoft.Extensions.Options.Options.Create(new LoadBalancerOptions { Template = file }))
            .ValidateAsync(MapValue.Of(("HealthCheck", MapValue.Of(("Interval", 1), ("Timeout", 2)))), new HashSet<string>(), null!, default);
        Assert.Multiple(() =>
        {
            Assert.That((address, name, group), Is.EqualTo(((Value)"x/y", (Value)"lb", (Value)"")));
            Assert.That(faults, Is.EqualTo(new[] { "Custom LoadBalancer template can not be found", "Interval must be larger than Timeout" }));
        });
    }

    private async Task<string> NestedAsync(string stack)
    {
        await Bench.UntilAsync($"{stack}/resources/lb", "resource.physical_resource_id", text => text.Length > 4);
        var links = await Bench.ReadAsync($"{stack}/resources/lb", "resource.links");
        var href = links.Maps().Single(link => link.Get("rel").AsText() == "nested").Get("href").AsText()!;
        return href[href.IndexOf("/stacks/", StringComparison.Ordinal)..];
    }

    private async Task<string> ConfigurationAsync(string nested)
    {
        var files = (await Bench.ReadAsync($"{nested}/resources/LB_instance/metadata", ConfigurationPath)).AsMap()!;
        return ApiAnswer.Dig(files.Get("/etc/haproxy/haproxy.cfg"), "content").AsText()!;
    }

    private static string Stack(params IReadOnlyList<string> balanced) => $$$$"""
        heat_template_version: 2018-08-31
        parameters: {KeyName: {type: string, default: demo-key}, LbImageId: {type: string, default: cirros}, LbFlavor: {type: string, default: m1.tiny}}
        resources:
          a: {type: 'OS::Nova::Server', properties: {flavor: m1.tiny, image: cirros, networks: [{network: private}]}}
          b: {type: 'OS::Nova::Server', properties: {flavor: m1.tiny, image: cirros, networks: [{network: private}]}}
          lb:
            type: AWS::ElasticLoadBalancing::LoadBalancer
            properties:
              AvailabilityZones: [nova]
              Instances: [{{{{string.Join(", ", balanced.Select(Reference))}}}}]
              Listeners: [{InstancePort: 8080, LoadBalancerPort: 80, Protocol: HTTP}]
              HealthCheck: {HealthyThreshold: 3, UnhealthyThreshold: 4, Interval: 5, Timeout: 2, Target: 'HTTP:8080/'}
        outputs: {a: {value: {get_attr: [a, first_address]}}, address: {value: {get_attr: [lb, DNSName]}}}
        """;

    private static string Reference(string resource) => $"{{get_resource: {resource}}}";
}
