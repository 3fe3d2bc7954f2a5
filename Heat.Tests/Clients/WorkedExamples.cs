using System.Text.Json.Nodes;
using NUnit.Framework;

namespace Heat.Tests.Clients;

/// <summary>The examples in <c>templates/</c>, from create to delete, with a look at what they promise. The first and the update story have tests of their own.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class WorkedExamples
{
    private static StockClient Client => RunningHeat.Client;

    [Test]
    public async Task Network_with_floating_ip()
    {
        await using var stack = await LaunchedStack.CreateAsync(Client, "templates/network-with-floating-ip.yaml", "--parameter", "private_network_cidr=192.168.77.0/24");
        var outputs = await stack.OutputsAsync();
        var address = Text(outputs["public_ip"]);
        Assert.Multiple(() =>
        {
            Assert.That(Text(outputs["private_ip"]), Does.StartWith("192.168.77."));
            Assert.That(Text(outputs["login"]), Is.EqualTo($"ssh cirros@{address}"));
        });
        var floating = await Client.AskAsync("floating", "ip", "show", address);
        Assert.That(Text(floating["fixed_ip_address"]), Is.EqualTo(Text(outputs["private_ip"])));
        await stack.DeleteAsync();
        Assert.That((await Client.AskAsync("floating", "ip", "list")).AsArray().Select(ip => Text(ip!["Floating IP Address"])), Does.Not.Contain(address));
    }

    [TestCase("true", true)]
    [TestCase("false", false)]
    public async Task Server_with_volume(string keep, bool remains)
    {
        await using var stack = await LaunchedStack.CreateAsync(Client, "templates/server-with-volume.yaml", "--parameter", "volume_size=2", "--parameter", $"keep_volume={keep}");
        var outputs = await stack.OutputsAsync();
        var volume = await Client.AskAsync("volume", "show", Text(outputs["volume_id"]));
        Assert.Multiple(() =>
        {
            Assert.That(Text(volume["status"]), Is.EqualTo("in-use"));
            Assert.That(volume["size"]!.GetValue<int>(), Is.EqualTo(2));
            Assert.That(Text(volume["attachments"]![0]!["server_id"]), Is.EqualTo(Text(outputs["server_id"])));
        });
        await stack.DeleteAsync();
        Assert.That((await Client.AskAsync("volume", "list")).AsArray().Select(row => Text(row!["ID"])).Contains(Text(outputs["volume_id"])), Is.EqualTo(remains));
    }

    [Test]
    public async Task Group_of_servers()
    {
        await using var stack = await LaunchedStack.CreateAsync(Client, "templates/group-of-servers.yaml", "--parameter", "count=2");
        var outputs = await stack.OutputsAsync();
        Assert.That(Texts(outputs["names"]), Is.EqualTo(new[] { "web-0", "web-1" }));
        Assert.That(Text(outputs["first_address"]), Is.EqualTo(Texts(outputs["addresses"]).First()));
        var nested = (await stack.AskAsync("resource list", "-n", "5")).AsArray();
        Assert.That(nested.Count(resource => Text(resource!["resource_type"]) == "OS::Nova::Server"), Is.EqualTo(2));

        await stack.AskAsync("update", "--existing", "--parameter", "count=3", "--wait");
        Assert.That(Texts((await stack.OutputsAsync())["names"]), Is.EqualTo(new[] { "web-0", "web-1", "web-2" }));
        await stack.AskAsync("update", "--existing", "--parameter", "count=1", "--wait");
        Assert.That(Texts((await stack.OutputsAsync())["names"]), Is.EqualTo(new[] { "web-0" }));
    }

    [Test]
    public async Task Parameters_and_conditions_for_a_test_system()
    {
        await using var stack = await LaunchedStack.CreateAsync(Client, "templates/parameters-and-conditions.yaml", "--parameter", "admin_password=correcthorse");
        Assert.That((await stack.PhysicalIdsAsync()).Keys, Is.EquivalentTo(new[] { "security_group", "server" }));
        Assert.That(Text((await stack.AskAsync("show"))["parameters"]!["admin_password"]), Is.EqualTo("******"));
    }

    [Test]
    public async Task Parameters_and_conditions_for_production()
    {
        await using var stack = await LaunchedStack.CreateAsync(Client, "templates/parameters-and-conditions.yaml", "-e", "templates/production.yaml");
        var (outputs, made) = (await stack.OutputsAsync(), await stack.PhysicalIdsAsync());
        var rules = await Client.AskAsync("security", "group", "rule", "list", "--ingress", made["security_group"]);
        Assert.Multiple(() =>
        {
            Assert.That(Text(outputs["labels"]!["stage"]), Is.EqualTo("production"));
            Assert.That(Text(outputs["labels"]!["cost_centre"]), Is.EqualTo("4711"));
            Assert.That(Text(outputs["password"]), Has.Length.EqualTo(16));
            Assert.That(Text(outputs["standby"]), Is.EqualTo(made["standby"]));
            Assert.That(rules.AsArray().Select(rule => Text(rule!["Port Range"])), Is.SupersetOf(new[] { "22:22", "80:80", "443:443" }));
        });
    }

    private static string Text(JsonNode? node) => node!.GetValue<string>();

    private static IEnumerable<string> Texts(JsonNode? node) => node!.AsArray().Select(Text);
}
