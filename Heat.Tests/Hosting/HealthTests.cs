using System.Net;
using Heat.Core.Values;
using Heat.Server.Health;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Quartz;

namespace Heat.Tests.Hosting;

public sealed class HealthTests
{
    private InProcessServer _server = null!;
    private HttpClient _http = null!;

    [SetUp]
    public async Task StartAsync()
    {
        (_server, _http) = (await InProcessServer.StartAsync(), new HttpClient());
        // The job engine starts when the doors are open already.
        while ((await AskAsync($"{_server.ApiAddress}/healthcheck/ready", json: false)).Status != HttpStatusCode.OK)
            await Task.Delay(50);
    }

    [TearDown]
    public async Task StopAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task Every_door_tells_that_all_is_well([Values("", "/live", "/ready")] string what)
    {
        foreach (var door in (string[])[_server.ApiAddress, _server.CfnAddress, _server.CloudAddress])
            Assert.That(await AskAsync($"{door}/healthcheck{what}", json: false), Is.EqualTo((HttpStatusCode.OK, "OK")));
        var (status, text) = await AskAsync($"{_server.ApiAddress}/healthcheck{what}", json: true);
        Assert.That((status, ValueJson.Parse(text)), Is.EqualTo((HttpStatusCode.OK, (Value)MapValue.Of(("detailed", false), ("reasons", ListValue.Of("OK"))))));
    }

    [Test]
    public async Task Nothing_else_is_below_the_health_check() =>
        Assert.That((await AskAsync($"{_server.ApiAddress}/healthcheck/secrets", json: true)).Status, Is.EqualTo(HttpStatusCode.NotFound));

    [Test]
    public async Task Without_its_job_engine_the_server_is_not_ready_but_lives()
    {
        await (await _server.Services.GetRequiredService<ISchedulerFactory>().GetScheduler()).Standby();
        await Task.Delay(TimeSpan.FromSeconds(1.1));
        Assert.That(await AskAsync($"{_server.ApiAddress}/healthcheck/ready", json: false), Is.EqualTo((HttpStatusCode.ServiceUnavailable, "The job engine doesn't run.")));
        Assert.That((await AskAsync($"{_server.ApiAddress}/healthcheck/live", json: false)).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_check_without_an_answer_is_a_reason()
    {
        await using var server = await InProcessServer.StartAsync(services => services.AddSingleton<IReadinessCheck, EndlessReadiness>());
        var (status, text) = await AskAsync($"{server.ApiAddress}/healthcheck/ready", json: false);
        Assert.That(status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(text.Split('\n'), Has.Member("Endless: there is no answer."));
    }

    private async Task<(HttpStatusCode Status, string Text)> AskAsync(string address, bool json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (json)
            request.Headers.Accept.ParseAdd("application/json");
        using var answer = await _http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private sealed class EndlessReadiness : IReadinessCheck
    {
        public Task<string?> ProblemAsync(CancellationToken cancellation) => new TaskCompletionSource<string?>().Task;
    }
}
