using Heat.Core.Resources;
using Heat.Resources;
using Heat.Resources.Aws.ElasticLoadBalancing;
using Heat.Tests.Hosting;
using Heat.Tests.RealCloud;
using NUnit.Framework;

namespace Heat.Tests.Lifecycles;

/// <summary>Every type of the core services lives through what a resource can meet, on the local cloud and, where there is one, on a real cloud.</summary>
public sealed class LifecyclesOfTypes
{
    private static readonly string[] s_services = ["OS::Nova::", "OS::Neutron::", "OS::Cinder::", "OS::Glance::", "OS::Keystone::", "OS::Swift::", "OS::Octavia::", "AWS::EC2::", "AWS::S3::", "AWS::IAM::", "AWS::ElasticLoadBalancing::"];

    // Nothing runs in the instances of these clouds, so the one of a load balancer isn't waited for.
    private static readonly string s_loadBalancer = Path.Combine(Repository.Root, "Heat.Tests", "Lifecycles", "load-balancer.yaml");

    private readonly Dictionary<string, ApiClient> _local = [];
    private readonly Dictionary<string, ApiClient> _real = [];
    private ServerProcess _server = null!;

    public static IEnumerable<TestCaseData> Lives() => LifecycleCase.All().Select(life => new TestCaseData(life).SetArgDisplayNames(life.Type));

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _server = new ServerProcess(
            "Heat:LocalCloud:ServerBuildSeconds=0", "Heat:LocalCloud:ServerDeleteSeconds=0", "Heat:LocalCloud:VolumeCreateSeconds=0", "Heat:LocalCloud:VolumeDeleteSeconds=0", "Heat:LocalCloud:AttachSeconds=0",
            $"{LoadBalancerOptions.Section}:{nameof(LoadBalancerOptions.Template)}={s_loadBalancer}");
        await _server.StartAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        foreach (var client in _local.Values.Concat(_real.Values))
            client.Dispose();
        await _server.DisposeAsync();
    }

    [Test]
    public void There_is_one_for_each_type_of_the_core_services() =>
        Assert.That(LifecycleCase.All().Select(life => life.Type), Is.SupersetOf(Types().Where(IsOfCoreService).Select(type => type.Schema.Type)));

    [TestCaseSource(nameof(Lives))]
    public void Each_property_that_can_be_updated_is(LifecycleCase life)
    {
        var updatable = Types().Single(type => type.Schema.Type == life.Type).Schema.Properties.Where(property => property is { IsUpdatable: true, IsImplemented: true, Support.IsHidden: false }).Select(property => property.Name);
        Assert.That(life.Updates.SelectMany(update => update.Keys).Concat(life.NotUpdated.Keys).Distinct(), Is.SupersetOf(updatable));
    }

    [TestCaseSource(nameof(Lives))]
    public async Task Is_lived_on_the_local_cloud(LifecycleCase life)
    {
        if (!_local.TryGetValue(life.User, out var client))
            _local.Add(life.User, client = await ApiClient.LogInAsync(_server.ApiUrl, _server.CloudUrl, life.User));
        await new LifecycleRun(life, client, TimeSpan.FromMilliseconds(10)).LeadAsync();
    }

    [TestCaseSource(nameof(Lives))]
    public async Task Is_lived_on_a_real_cloud(LifecycleCase life)
    {
        if (RealCloudSettings.Clouds is null || RealCloudSettings.Ours is null)
            Assert.Ignore($"There is no real cloud. {RealCloudSettings.CloudsVariable} and {RealCloudSettings.OursVariable} tell where one is.");
        if (life.NotReal is { } reason)
            Assert.Ignore(reason);
        if (!_real.TryGetValue(life.User, out var client))
            _real.Add(life.User, client = await RealCloudSettings.LogInAsync(RealCloudSettings.Ours!, life.User));
        await new LifecycleRun(life, client, TimeSpan.FromMilliseconds(400)).LeadAsync();
    }

    // Hidden types are there for old stacks only.
    private static bool IsOfCoreService(ResourceType type) => !type.Schema.Support.IsHidden && s_services.Any(service => type.Schema.Type.StartsWith(service, StringComparison.Ordinal));

    private static IEnumerable<ResourceType> Types() => new AssemblyResourceTypes().ResourceTypes;
}
