using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using NUnit.Framework;

namespace Heat.Tests.Hosting;

/// <summary>The end of the real process, as supervisors bring it about.</summary>
public sealed class ShutdownTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);

    [Test]
    public async Task Operations_are_left_to_the_next_process_and_streams_end()
    {
        await using var server = new ServerProcess("Heat:LocalCloud:ServerBuildSeconds=6");
        await server.StartAsync();
        using var user = await ServerUser.LogInAsync(server);
        var path = await user.CreateAsync(new JsonObject { ["stack_name"] = "slow", ["template"] = """
            heat_template_version: 2018-08-31
            resources:
              servers: {type: OS::Heat::ResourceGroup, properties: {count: 3, resource_def: {type: OS::Nova::Server, properties: {image: cirros, flavor: m1.tiny, networks: [{network: private}]}}}}
              after: {type: OS::Heat::Value, depends_on: servers, properties: {value: 1}}
            """ });
        await UntilAsync(async () => (await user.CloudAsync("GET", "/compute/v2.1/servers"))["servers"]!.AsArray().Count == 3);
        using var listener = new HttpClient();
        listener.DefaultRequestHeaders.Add("X-Auth-Token", user.Token);
        using var stream = await listener.GetAsync($"{server.ApiUrl}/v1/{user.Project}{path}/events?follow=true", HttpCompletionOption.ResponseHeadersRead);

        var waited = Stopwatch.StartNew();
        await server.SignalAsync("TERM");
        var events = await stream.Content.ReadAsStringAsync();
        Assert.That(await server.DiesAsync(TimeSpan.FromSeconds(20)), Is.True, server.Output);
        Assert.That(server.ExitCode, Is.Zero, server.Output);
        Assert.That(waited.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)));
        Assert.That(events, Does.Contain("CREATE_IN_PROGRESS").And.Not.Contain("FAILED"));
        Assert.That(server.Output, Does.Contain("was left to the next process"));

        await server.StartAsync();
        var stack = await user.SettledAsync(path, s_patience);
        Assert.That(stack!["stack_status"]!.GetValue<string>(), Is.EqualTo("CREATE_COMPLETE"), stack.ToJsonString());
        Assert.That((await user.CloudAsync("GET", "/compute/v2.1/servers"))["servers"]!.AsArray(), Has.Count.EqualTo(3));
        var told = (await user.CallAsync("GET", $"{path}/events?nested_depth=5&limit=200")).Body!["events"]!.AsArray().Select(each => each!["resource_status"]!.GetValue<string>());
        Assert.That(told, Has.None.EndsWith("FAILED"));
    }

    [Test]
    public async Task Everybody_can_see_the_end_before_it_comes_and_a_second_signal_brings_it_at_once()
    {
        await using var server = new ServerProcess("Heat:Shutdown:DrainSeconds=300");
        await server.StartAsync();
        using var user = await ServerUser.LogInAsync(server);
        using var http = new HttpClient();
        await UntilAsync(async () => (await http.GetAsync($"{server.ApiUrl}/healthcheck/ready")).StatusCode == HttpStatusCode.OK);
        await server.SignalAsync("TERM");
        await UntilAsync(async () => (await http.GetAsync($"{server.ApiUrl}/healthcheck/ready")).StatusCode == HttpStatusCode.ServiceUnavailable);
        Assert.That(await (await http.GetAsync($"{server.ApiUrl}/healthcheck/ready")).Content.ReadAsStringAsync(), Is.EqualTo("The server is shutting down."));
        Assert.That((await http.GetAsync($"{server.ApiUrl}/healthcheck/live")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await user.CallAsync("GET", "/stacks")).Status, Is.EqualTo(200));
        await server.SignalAsync("TERM");
        Assert.That(await server.DiesAsync(TimeSpan.FromSeconds(20)), Is.True);
        Assert.That(server.ExitCode, Is.EqualTo(143));
    }

    [Test]
    public async Task Systemd_hears_that_the_server_is_ready_works_and_ends()
    {
        var path = Path.Combine(Path.GetTempPath(), $"heat-notify-{Guid.NewGuid():N}");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        try
        {
            await using var server = new ServerProcess { Environment = { ["NOTIFY_SOCKET"] = path, ["WATCHDOG_USEC"] = "400000" } };
            await server.StartAsync();
            Assert.That((await HearAsync(socket), await HearAsync(socket)), Is.EqualTo(("READY=1", "WATCHDOG=1")));
            await server.SignalAsync("TERM");
            string heard;
            do
                heard = await HearAsync(socket);
            while (heard == "WATCHDOG=1");
            Assert.That(heard, Is.EqualTo("STOPPING=1"));
            Assert.That(await server.DiesAsync(TimeSpan.FromSeconds(20)), Is.True);
            Assert.That(server.ExitCode, Is.Zero);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<string> HearAsync(Socket socket)
    {
        var buffer = new byte[256];
        using var patience = new CancellationTokenSource(s_patience);
        return Encoding.UTF8.GetString(buffer, 0, await socket.ReceiveAsync(buffer, patience.Token));
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (var waited = Stopwatch.StartNew(); !await isSo(); await Task.Delay(50))
            Assert.That(waited.Elapsed, Is.LessThan(s_patience));
    }
}
