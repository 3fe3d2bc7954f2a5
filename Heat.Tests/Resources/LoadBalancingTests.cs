using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;
using NUnit.Framework;

namespace Heat.Tests.Resources;

/// <summary>Load balancers with all their parts, of both services that make them, on a local cloud.</summary>
public sealed class LoadBalancingTests() : WorkbenchFixture("admin")
{
    private const string Present = "OS::Octavia::";
    private const string Older = "OS::Neutron::LBaaS::";

    [TestCase(Present), TestCase(Older)]
    public async Task A_load_balancer_is_made_changed_and_taken_apart_again(string service)
    {
        var balancer = await Bench.MakeFindableAsync(service + "LoadBalancer", ("vip_subnet", "private-subnet"), ("vip_address", "10.0.9.9"));
        var pool = await Bench.MakeFindableAsync(service + "Pool", ("loadbalancer", balancer.Id), ("lb_algorithm", "ROUND_ROBIN"), ("protocol", "HTTP"));
        var listener = await Bench.MakeFindableAsync(service + "Listener", ("name", "web"), ("loadbalancer", balancer.Id), ("protocol", "HTTP"), ("protocol_port", 80), ("default_pool", pool.Id));
        var member = await Bench.MakeFindableAsync(service + "PoolMember", ("pool", pool.Id), ("address", "10.0.0.4"), ("protocol_port", 8080), ("subnet", "private-subnet"));
        var monitor = await Bench.MakeFindableAsync(service + "HealthMonitor", ("pool", pool.Id), ("type", "HTTP"), ("delay", 5), ("timeout", 2), ("max_retries", 3));
        var policy = await Bench.MakeFindableAsync(service + "L7Policy", ("listener", "web"), ("action", "REDIRECT_TO_POOL"), ("redirect_pool", pool.Id));
        var rule = await Bench.MakeFindableAsync(service + "L7Rule", ("l7policy", policy.Id), ("type", "PATH"), ("compare_type", "STARTS_WITH"), ("value", "/old"));
        var made = await pool.AttributesAsync();

        await listener.UpdateAsync(("default_tls_container_ref", "c"), ("sni_container_refs", ListValue.Of("d")));
        var shown = (await listener.AttributeAsync("show")).AsMap()!;
        Assert.Multiple(async () =>
        {
            Assert.That(await balancer.AttributeAsync("vip_address"), Is.EqualTo((Value)"10.0.9.9"));
            Assert.That(Ids(await balancer.AttributeAsync("pools")), Is.EqualTo(pool.Id));
            Assert.That((Ids(made.Get("listeners")), Ids(made.Get("members")), made.Get("healthmonitor_id")), Is.EqualTo((listener.Id, member.Id, (Value)monitor.Id)));
            Assert.That(Ids(await listener.AttributeAsync("loadbalancers")), Is.EqualTo(balancer.Id));
            Assert.That((shown.Get("default_tls_container_ref"), shown.Get("sni_container_refs")), Is.EqualTo(((Value)"c", (Value)ListValue.Of("d"))));
            Assert.That(Ids(await policy.AttributeAsync("rules")), Is.EqualTo(rule.Id));
        });
        foreach (var part in (BenchResource[])[rule, policy, monitor, member, listener, pool])
            await part.EndAsync();
        await balancer.EndAsync();
        Assert.That(await Bench.Session.Service<NetworkClient>().ListAsync($"/ports?name=octavia-lb-{balancer.Id}", "ports", default), Is.Empty);
    }

    [TestCase(Present), TestCase(Older)]
    public async Task What_a_busy_load_balancer_refuses_is_sent_again(string service)
    {
        var balancer = await Bench.MakeAsync(service + "LoadBalancer", ("vip_subnet", "private-subnet"));
        var (first, second) = (await ListenerAsync(service, balancer, 80), await ListenerAsync(service, balancer, 81));
        first.Context.RecordPhysicalId(await first.Type.CreateAsync(first.Context, default));
        var refused = await second.Type.CreateAsync(second.Context, default);
        await second.CreateAsync();
        var third = await ListenerAsync(service, balancer, 82);
        third.Context.RecordPhysicalId(await third.Type.CreateAsync(third.Context, default));

        await second.UpdateAsync(("description", "changed"));
        await balancer.UpdateAsync(("description", "changed"));
        var shown = (await second.AttributeAsync("show")).AsMap()!;
        await Task.WhenAll(first.Type.DeleteAsync(first.Context, default), third.Type.DeleteAsync(third.Context, default));
        foreach (var listener in (BenchResource[])[first, third, second])
            await listener.DeleteAsync();
        await balancer.EndAsync();
        Assert.Multiple(() =>
        {
            Assert.That(refused, Is.Null);
            Assert.That(shown.Get("description"), Is.EqualTo((Value)"changed"));
            Assert.That(second.Context.Data, Is.Empty);
        });
    }

    [TestCase(Present), TestCase(Older)]
    public async Task A_conflict_that_stays_is_told(string service)
    {
        var balancer = await Bench.MakeAsync(service + "LoadBalancer", ("vip_subnet", "private-subnet"));
        await (await ListenerAsync(service, balancer, 80)).CreateAsync();
        var taken = await ListenerAsync(service, balancer, 80);
        var told = await Assert.ThrowsAsync<CloudException>(taken.CreateAsync);
        Assert.That(told!.Message, Does.StartWith("Another Listener on this Load Balancer is already using protocol_port 80"));
    }

    [TestCase("Pool", "{lb_algorithm: ROUND_ROBIN, protocol: HTTP}", "At least one of the following properties must be specified: listener, loadbalancer.")]
    [TestCase("Pool", "{listener: x, session_persistence: {type: APP_COOKIE}}", "Property cookie_name is required when session_persistence type is set to APP_COOKIE.")]
    [TestCase("Pool", "{listener: x, session_persistence: {type: SOURCE_IP, cookie_name: c}}", "Property cookie_name must NOT be specified when session_persistence type is set to SOURCE_IP.")]
    [TestCase("Listener", "{loadbalancer: x, protocol: TERMINATED_HTTPS}", "Property default_tls_container_ref required when protocol is TERMINATED_HTTPS.")]
    [TestCase("L7Policy", "{action: REJECT, redirect_url: u}", "Properties redirect_pool and redirect_url are not required when action type is set to REJECT.")]
    [TestCase("L7Policy", "{action: REDIRECT_TO_POOL, redirect_pool: p, redirect_url: u}", "redirect_url property should only be specified for action with value REDIRECT_TO_URL.")]
    [TestCase("L7Policy", "{action: REDIRECT_TO_POOL}", "Property redirect_pool is required when action type is set to REDIRECT_TO_POOL.")]
    [TestCase("L7Policy", "{action: REDIRECT_TO_URL}", "Property redirect_url is required when action type is set to REDIRECT_TO_URL.")]
    [TestCase("L7Rule", "{type: COOKIE}", "Property key is missing. This property should be specified for rules of header and cookie types.")]
    public async Task Properties_that_don_t_go_together_are_refused(string kind, string properties, string fault)
    {
        var given = Heat.Core.Templates.TemplateParser.ParseMap(properties, "properties", Heat.Core.Templates.TemplateLimits.Default).ToValue().AsMap()!;
        foreach (var service in (string[])[Present, Older])
        {
            var type = new Heat.Resources.AssemblyResourceTypes().ResourceTypes.Single(type => type.Schema.Type == service + kind);
            Assert.That(await type.ValidateAsync(given, new HashSet<string>(), Bench.Session, default), Is.EqualTo(new[] { fault }), service);
        }
    }

    [Test]
    public async Task A_listener_of_the_older_service_needs_a_pool_at_least()
    {
        var listener = await Bench.PrepareAsync(Older + "Listener", ("protocol", "TCP"), ("protocol_port", 80));
        Assert.That(await listener.FaultsAsync(), Is.EqualTo(new[] { "At least one of the following properties must be specified: loadbalancer, default_pool." }));
    }

    [Test]
    public async Task Administrators_set_down_flavors()
    {
        var profile = await Bench.MakeFindableAsync(Present + "FlavorProfile", ("name", "small"), ("provider_name", "amphora"), ("flavor_data", "{}"));
        var flavor = await Bench.MakeFindableAsync(Present + "Flavor", ("flavor_profile", "small"));
        var balancer = await Bench.MakeAsync(Present + "LoadBalancer", ("vip_subnet", "private-subnet"), ("flavor", flavor.Id), ("tenant_id", "demo"));
        Assert.Multiple(async () =>
        {
            Assert.That(await flavor.AttributeAsync("flavor_profile_id"), Is.EqualTo((Value)profile.Id));
            Assert.That(await balancer.AttributeAsync("flavor_id"), Is.EqualTo((Value)flavor.Id));
        });
        await balancer.EndAsync();
        await flavor.EndAsync();
        await profile.EndAsync();
    }

    [Test]
    public async Task A_project_has_limits()
    {
        var quota = await Bench.MakeAsync(Present + "Quota", ("project", "demo"), ("listener", 1), ("pool", 2));
        await quota.UpdateAsync(("listener", 2), ("loadbalancer", 3), ("healthmonitor", 4), ("member", 5), ("pool", 6));
        var shown = (await quota.AttributeAsync("show")).AsMap()!;
        await quota.DeleteAsync();
        var after = (await quota.AttributeAsync("show")).AsMap()!;
        var empty = await Bench.PrepareAsync(Present + "Quota", ("project", "demo"));
        Assert.Multiple(async () =>
        {
            Assert.That((shown.Get("listener"), shown.Get("load_balancer"), shown.Get("health_monitor"), shown.Get("member"), shown.Get("pool")), Is.EqualTo(((Value)2, (Value)3, (Value)4, (Value)5, (Value)6)));
            Assert.That(after.Get("listener"), Is.EqualTo((Value)(-1)));
            Assert.That(await empty.FaultsAsync(), Is.EqualTo(new[] { "At least one of the following properties must be specified: healthmonitor, listener, loadbalancer, member, pool." }));
        });
    }

    [TestCase("octavia.pool"), TestCase("octavia.flavorprofile"), TestCase("octavia.l7policy"), TestCase("neutron.lbaas.listener"), TestCase("neutron.lbaas.provider"), TestCase("neutron.taas.tap_flow"), TestCase("neutron.port_pair_group")]
    public async Task Names_of_what_isn_t_there_are_refused(string constraint) => Assert.That(await Bench.ViolationAsync(constraint, "missing"), Does.Contain("missing"));

    [Test]
    public async Task The_provider_of_the_older_service_is_known() => Assert.That(await Bench.ViolationAsync("neutron.lbaas.provider", "octavia"), Is.Null);

    private Task<BenchResource> ListenerAsync(string service, BenchResource balancer, int port) =>
        Bench.PrepareAsync(service + "Listener", ("loadbalancer", balancer.Id), ("protocol", "TCP"), ("protocol_port", port));

    private static string Ids(Value parts) => string.Join(' ', parts.Maps().Select(part => part.Get("id").AsText()));
}
