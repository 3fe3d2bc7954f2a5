using Heat.Core.Values;
using Heat.Tests.Hosting;
using NUnit.Framework;

namespace Heat.Tests.Orchestration;

/// <summary>Stacks whose trust somebody has removed from the identity service.</summary>
public sealed class RevokedTrustTests
{
    private const string Template = "heat_template_version: 2018-08-31\nresources: {net: {type: OS::Neutron::Net, properties: {name: trusting-SIZE}}}";

    private InProcessServer _server = null!;
    private ApiClient _client = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _server = await InProcessServer.StartAsync();
        _client = await ApiClient.LogInAsync(_server.ApiAddress, _server.CloudAddress);
    }

    [TearDown]
    public async Task StopAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task Their_owner_can_delete_them_all_the_same()
    {
        var stack = await MadeAsync();
        await RevokeAsync();
        Assert.That((await _client.CallAsync("DELETE", stack)).Status, Is.EqualTo(204));
        Assert.That(await SettledAsync(stack), Is.EqualTo("DELETE_COMPLETE"));
        Assert.That(await NetworksAsync(), Is.Empty);
        Assert.That((await CloudAsync("GET", "/identity/v3/OS-TRUST/trusts?trustor_user_id=" + await UserAsync())).Dig("trusts").AsList(), Is.Empty);
    }

    [Test]
    public async Task Their_owner_can_update_and_check_them_all_the_same()
    {
        var stack = await MadeAsync();
        await RevokeAsync();
        Assert.That((await _client.CallAsync("PUT", stack, Body("two"))).Status, Is.EqualTo(202));
        Assert.That(await SettledAsync(stack), Is.EqualTo("UPDATE_COMPLETE"));
        Assert.That(await NetworksAsync(), Is.EqualTo(new[] { "trusting-two" }));
        await RevokeAsync();
        await _client.CallAsync("POST", $"{stack}/actions", MapValue.Of(("check", Value.Null)));
        Assert.That(await SettledAsync(stack), Is.EqualTo("CHECK_COMPLETE"));
    }

    private static MapValue Body(string name) => MapValue.Of(("stack_name", "trusting"), ("template", Template.Replace("SIZE", name, StringComparison.Ordinal)));

    private async Task<string> MadeAsync()
    {
        var made = await _client.CallAsync("POST", "/stacks", Body("one"));
        var stack = $"/stacks/trusting/{made.Dig("stack.id").AsText()}";
        Assert.That(await SettledAsync(stack), Is.EqualTo("CREATE_COMPLETE"));
        return stack;
    }

    private async Task RevokeAsync()
    {
        var trusts = (await CloudAsync("GET", "/identity/v3/OS-TRUST/trusts?trustor_user_id=" + await UserAsync())).Dig("trusts").AsList()!;
        Assert.That(trusts, Has.Count.EqualTo(1));
        Assert.That((await CloudAsync("DELETE", $"/identity/v3/OS-TRUST/trusts/{ApiAnswer.Dig(trusts[0], "id").AsText()}")).Status, Is.EqualTo(204));
    }

    private async Task<string> SettledAsync(string stack)
    {
        while (true)
        {
            var status = (await _client.CallAsync("GET", stack)).Dig("stack.stack_status").AsText() ?? "DELETE_COMPLETE";
            if (!status.EndsWith("_IN_PROGRESS", StringComparison.Ordinal))
                return status;
            await Task.Delay(20);
        }
    }

    private async Task<IEnumerable<string?>> NetworksAsync() =>
        (await CloudAsync("GET", "/network/v2.0/networks")).Dig("networks").AsList()!.Select(network => ApiAnswer.Dig(network, "name").AsText()).Where(name => name!.StartsWith("trusting-", StringComparison.Ordinal)).ToList();

    private async Task<string?> UserAsync() => (await CloudAsync("GET", "/identity/v3/auth/tokens", ("X-Subject-Token", _client.Token))).Dig("token.user.id").AsText();

    private Task<ApiAnswer> CloudAsync(string method, string path, params (string Name, string Value)[] headers) =>
        _client.CallAsync(method, _server.CloudAddress + path, headers: headers.Append(("X-Auth-Token", _client.Token)).ToDictionary(header => header.Item1, header => header.Item2));
}
