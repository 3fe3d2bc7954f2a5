using Heat.Resources.Clients;
using Heat.Tests.LocalCloud;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Heat.Tests.Cli;

public sealed class KeystoneSetupTests
{
    private static readonly Uri s_api = new("http://heat.example.org:8004");
    private static readonly Uri s_cloudFormation = new("http://heat.example.org:8000");

    private RunningCloud _cloud = null!;
    private IdentityOptions _wanted = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _cloud = await RunningCloud.StartAsync();
        _wanted = new IdentityOptions
        {
            AuthUrl = new Uri(_cloud.Url + "/identity/v3"),
            Username = "conductor",
            Password = "baton",
            ProjectName = "machinery",
            StackDomain = "instances",
            StackDomainAdmin = "warden",
            StackDomainAdminPassword = "keys",
        };
    }

    [TearDown]
    public async Task StopAsync() => await _cloud.DisposeAsync();

    [Test]
    public async Task What_is_made_is_enough_to_start_with()
    {
        await SetUpAsync(s_api);
        await using var services = Services(_wanted);
        Assert.That(async () => await services.GetRequiredService<IdentityCheck>().EnsureAsync(default), Throws.Nothing);
    }

    [Test]
    public async Task A_rehearsal_tells_what_a_run_does_and_does_none_of_it()
    {
        var rehearsed = await SetUpAsync(s_api, isRehearsal: true);
        var done = await SetUpAsync(s_api);
        Assert.That(rehearsed, Is.EqualTo(done));
        Assert.That(done.Select(step => step.What), Is.SupersetOf(new[] { "user conductor", "role admin of conductor in the project machinery", "domain instances", "user warden" }));
    }

    [Test]
    public async Task A_second_run_changes_nothing_but_addresses()
    {
        await SetUpAsync(s_api);
        var second = await SetUpAsync(s_api);
        var moved = await SetUpAsync(new Uri("http://elsewhere.example.org"));
        Assert.That(second.Select(step => step.Outcome), Is.All.EqualTo(SetupOutcome.Present));
        Assert.That(moved.Where(step => step.Outcome == SetupOutcome.Changed).Select(step => step.What).ToList(), Has.Count.EqualTo(3).And.All.Contains("http://elsewhere.example.org/v1/%(tenant_id)s"));
    }

    [Test]
    public async Task Wrong_logins_are_told_with_the_settings_to_look_at()
    {
        _wanted.Password = "wrong";
        await using var services = Services(_wanted);
        var refused = await Assert.ThrowsAsync<IdentityUnusableException>(() => services.GetRequiredService<IdentityCheck>().EnsureAsync(default));
        Assert.That(refused!.Message, Does.Contain("conductor").And.Contain("Password"));
    }

    [Test]
    public async Task An_absent_identity_service_is_told()
    {
        _wanted.AuthUrl = new Uri("http://127.0.0.1:1/v3");
        // Calls are tried again after a while, so time has to pass by itself.
        await using var services = Services(_wanted, TimeProvider.System);
        var absent = await Assert.ThrowsAsync<IdentityUnusableException>(() => services.GetRequiredService<IdentityCheck>().EnsureAsync(default));
        Assert.That(absent!.Message, Does.Contain("can't be reached").And.Contain("AuthUrl"));
    }

    private async Task<IReadOnlyList<SetupStep>> SetUpAsync(Uri api, bool isRehearsal = false)
    {
        await using var services = Services(new IdentityOptions { AuthUrl = _wanted.AuthUrl, Username = "admin", Password = "secret", ProjectName = "demo" });
        var setup = await services.GetRequiredService<KeystoneAdministration>().PrepareAsync(isRehearsal, default);
        return await setup.RunAsync(_wanted, api, s_cloudFormation, default);
    }

    private ServiceProvider Services(IdentityOptions identity, TimeProvider? time = null) => new ServiceCollection()
        .AddSingleton(time ?? _cloud.Time)
        .AddSingleton<IServiceIdentity>(identity)
        .AddOpenStackClients(new ConfigurationBuilder().Build())
        .BuildServiceProvider();
}
