using Heat.Core.Values;
using Heat.Tests.Hosting;
using NUnit.Framework;

namespace Heat.Tests.RealCloud;

/// <summary>The same templates on the real Heat, on this program beside the same real cloud, and on this program with its local cloud: all three have to tell the same.</summary>
public sealed class SameTemplates
{
    private ServerProcess _server = null!;
    private Contender _reference = null!;
    private Contender _ours = null!;
    private Contender _local = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        if (!RealCloudSettings.AreGiven)
            Assert.Ignore($"There is no real cloud to compare with. {RealCloudSettings.CloudsVariable}, {RealCloudSettings.ReferenceVariable} and {RealCloudSettings.OursVariable} tell where one is.");
        _server = new ServerProcess();
        await _server.StartAsync();
        _reference = new Contender("reference", await RealCloudSettings.LogInAsync(RealCloudSettings.Reference!));
        _ours = new Contender("ours", await RealCloudSettings.LogInAsync(RealCloudSettings.Ours!));
        _local = new Contender("local", await ApiClient.LogInAsync(_server.ApiUrl, _server.CloudUrl));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    [TestCaseSource(nameof(Templates))]
    public async Task Tell_the_same(ComparedTemplate template)
    {
        // One after the other: names of stacks, and addresses that templates ask for, are there once in each cloud.
        var reference = await _reference.LaunchAsync(template);
        var ours = await _ours.LaunchAsync(template);
        var local = await _local.LaunchAsync(template);
        Assert.Multiple(() =>
        {
            Assert.That(Differences(reference, ours), Is.Empty, "reference | ours beside the real cloud");
            Assert.That(Differences(ours, local), Is.Empty, "ours beside the real cloud | ours with the local cloud");
        });
    }

    private static IEnumerable<string> Differences(MapValue one, MapValue other) =>
        StackPortrait.Differences("", one, other).Where(difference => !AcceptedDifferences.Contain(difference));

    private static IEnumerable<TestCaseData> Templates() => Own().Concat(Public()).Select(template => new TestCaseData(template).SetArgDisplayNames(template.ToString()));

    private static IEnumerable<ComparedTemplate> Own()
    {
        static string Named(string name) => Path.Combine(Repository.Root, "templates", name);
        yield return new ComparedTemplate(Named("hello-server.yaml"));
        yield return new ComparedTemplate(Named("network-with-floating-ip.yaml"));
        yield return new ComparedTemplate(Named("server-with-volume.yaml"));
        yield return new ComparedTemplate(Named("group-of-servers.yaml")) { Parameters = MapValue.Of(("count", 2)), Changes = MapValue.Of(("count", 1)) };
        yield return new ComparedTemplate(Named("parameters-and-conditions.yaml")) { Parameters = MapValue.Of(("admin_password", "correcthorse")) };
        yield return new ComparedTemplate(Named("parameters-and-conditions.yaml")) { Environment = Named("production.yaml") };
        yield return new ComparedTemplate(Named("update-story-1.yaml"));
    }

    private static IEnumerable<ComparedTemplate> Public()
    {
        if (RealCloudSettings.PublicTemplates is not { } folder)
            yield break;
        string Named(string name) => Path.Combine(folder, "hot", name);
        var server = MapValue.Of(("key_name", "demo-key"), ("image", "cirros"), ("flavor", "m1.tiny"));
        yield return new ComparedTemplate(Named("servers_in_new_neutron_net.yaml"))
        {
            Parameters = server.With(MapValue.Of(
                ("public_net", "public"), ("private_net_name", "new-net"), ("private_net_cidr", "10.77.0.0/24"), ("private_net_gateway", "10.77.0.1"),
                ("private_net_pool_start", "10.77.0.10"), ("private_net_pool_end", "10.77.0.50"))),
            Changes = MapValue.Of(("flavor", "m1.small")),
        };
        yield return new ComparedTemplate(Named("vm_with_cinder.yaml")) { Parameters = server.With("vol_size", 1), Changes = MapValue.Of(("vol_size", 2)) };
        yield return new ComparedTemplate(Named("condition.yaml")) { Parameters = MapValue.Of(("env_type", "prod")) };
        yield return new ComparedTemplate(Named("resource_group/resource_group.yaml"));
        yield return new ComparedTemplate(Named("resource_group/resource_group_index_lookup.yaml"));
        yield return new ComparedTemplate(Named("asg_of_servers.yaml")) { Parameters = server };
    }
}
