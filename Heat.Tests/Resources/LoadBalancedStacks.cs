using Heat.Core.Values;
using Heat.Tests.Signals;
using NUnit.Framework;

namespace Heat.Tests.Resources;

/// <summary>Load balancers as parts of stacks on a running server: their parts are asked for at the same time, and a load balancer takes one change at a time.</summary>
[Parallelizable(ParallelScope.Children)]
public sealed class LoadBalancedStacks : SignalBenchFixture
{
    [TestCase("OS::Octavia"), TestCase("OS::Neutron::LBaaS")]
    public async Task All_parts_come_about_change_and_go(string service)
    {
        var stack = await Bench.MakeOfAsync(Template(service, port: 8080, weight: 1));
        var balancer = (await Bench.ReadAsync($"{stack}/resources/balancer", "resource.physical_resource_id")).AsText();
        await Bench.UpdateToAsync(stack, Template(service, port: 8081, weight: 7));
        var updated = await Bench.EndAsync(stack);
        var weights = await Bench.OutputAsync(stack, "weights");
        var events = await Bench.EventsAsync(stack, "l2");
        await Bench.Client.CallAsync("DELETE", stack);
        var deleted = await Bench.EndAsync(stack);
        Assert.Multiple(async () =>
        {
            Assert.That((updated, deleted), Is.EqualTo(("UPDATE_COMPLETE", "DELETE_COMPLETE")), (await Bench.ReadAsync(stack, "stack.stack_status_reason")).AsText());
            Assert.That(weights, Is.EqualTo(ListValue.Of(7, 7)));
            Assert.That(events, Is.EqualTo(new[] { "CREATE_IN_PROGRESS: state changed", "CREATE_COMPLETE: state changed" }), "waiting for its turn is no failure");
            Assert.That(balancer, Is.Not.Null);
        });
    }

    private static string Template(string service, int port, int weight) => $$$"""
        heat_template_version: 2018-08-31
        resources:
          balancer: {type: '{{{service}}}::LoadBalancer', properties: {vip_subnet: private-subnet}}
          l1: {type: '{{{service}}}::Listener', properties: {loadbalancer: {get_resource: balancer}, protocol: HTTP, protocol_port: 80}}
          l2: {type: '{{{service}}}::Listener', properties: {loadbalancer: {get_resource: balancer}, protocol: HTTP, protocol_port: 81}}
          l3: {type: '{{{service}}}::Listener', properties: {loadbalancer: {get_resource: balancer}, protocol: HTTP, protocol_port: 82}}
          pool: {type: '{{{service}}}::Pool', properties: {listener: {get_resource: l1}, protocol: HTTP, lb_algorithm: ROUND_ROBIN} }
          monitor: {type: '{{{service}}}::HealthMonitor', properties: {pool: {get_resource: pool}, type: HTTP, delay: 5, timeout: 2, max_retries: 3} }
          m1: {type: '{{{service}}}::PoolMember', properties: {pool: {get_resource: pool}, address: 10.0.0.4, subnet: private-subnet, protocol_port: 8080, weight: {{{weight}}} } }
          m2: {type: '{{{service}}}::PoolMember', properties: {pool: {get_resource: pool}, address: 10.0.0.5, subnet: private-subnet, protocol_port: {{{port}}}, weight: {{{weight}}} } }
        outputs:
          weights: {value: [{get_attr: [m1, show, weight]}, {get_attr: [m2, show, weight]}]}
        """;
}
