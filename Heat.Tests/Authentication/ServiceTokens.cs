using Heat.Server.LocalCloud.Identity;
using Heat.Tests.Hosting;
using Heat.Tests.LocalCloud;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Heat.Tests.Authentication;

/// <summary>Requests that another service makes for somebody, with a token of its own beside theirs.</summary>
public sealed class ServiceTokens
{
    private MovableTime _time = null!;
    private InProcessServer _server = null!;
    private ApiClient _person = null!;

    [TearDown]
    public async Task StopAsync()
    {
        _person.Dispose();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task A_service_may_come_with_a_token_that_has_expired()
    {
        await StartAsync();
        _time.Pass(3601);
        using var service = await LogInAsServiceAsync();
        Assert.That((await StatusAsync(null), await StatusAsync(service.Token)), Is.EqualTo((401, 200)));
    }

    [Test]
    public async Task Nobody_may_come_with_a_token_that_expired_long_ago()
    {
        await StartAsync();
        _time.Pass(3 * 86400);
        using var service = await LogInAsServiceAsync();
        Assert.That(await StatusAsync(service.Token), Is.EqualTo(401));
    }

    [Test]
    public async Task A_person_is_no_service()
    {
        await StartAsync();
        var early = await StatusAsync(_person.Token);
        _time.Pass(3601);
        using var other = await ApiClient.LogInAsync(_server.ApiAddress, _server.CloudAddress);
        Assert.That((early, await StatusAsync(other.Token)), Is.EqualTo((200, 401)));
    }

    [Test]
    public async Task A_service_token_that_nobody_knows_spoils_a_good_one()
    {
        await StartAsync();
        Assert.That((await StatusAsync(null), await StatusAsync("unknown")), Is.EqualTo((200, 401)));
    }

    [Test]
    public async Task The_role_of_a_service_can_be_demanded()
    {
        await StartAsync(("Heat:ServiceTokens:RolesRequired", "true"));
        using var service = await LogInAsServiceAsync();
        Assert.That((await StatusAsync(_person.Token), await StatusAsync(service.Token)), Is.EqualTo((401, 200)));
    }

    [Test]
    public async Task The_roles_of_services_can_be_named()
    {
        await StartAsync(("Heat:ServiceTokens:Roles", "courier; member"));
        _time.Pass(3601);
        using var other = await ApiClient.LogInAsync(_server.ApiAddress, _server.CloudAddress);
        Assert.That(await StatusAsync(other.Token), Is.EqualTo(200));
    }

    private async Task StartAsync(params (string Key, string Value)[] settings)
    {
        _time = new MovableTime();
        _server = await InProcessServer.StartAsync(services => services.AddSingleton<TimeProvider>(_time), settings);
        _person = await ApiClient.LogInAsync(_server.ApiAddress, _server.CloudAddress);
    }

    private Task<ApiClient> LogInAsServiceAsync() =>
        ApiClient.LogInAsync(_server.ApiAddress, new Uri($"{_server.CloudAddress}/identity/v3"), "heat", _server.Services.GetRequiredService<LocalCloudIdentity>().ServicePassword, "service");

    /// <param name="serviceToken">Null for none.</param>
    private async Task<int> StatusAsync(string? serviceToken) =>
        (await _person.CallAsync("GET", "/stacks", headers: new Dictionary<string, string> { ["X-Service-Token"] = serviceToken ?? "" })).Status;
}
