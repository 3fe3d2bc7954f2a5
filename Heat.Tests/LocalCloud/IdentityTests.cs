using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Identity;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Heat.Tests.LocalCloud;

public sealed class IdentityTests
{
    private RunningCloud _cloud = null!;

    [SetUp]
    public async Task StartAsync() => _cloud = await RunningCloud.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _cloud.DisposeAsync();

    [Test]
    public async Task A_wrong_password_gets_no_token()
    {
        var refused = await _cloud.SendAsync("POST", "/identity/v3/auth/tokens", RunningCloud.Login("demo", "wrong", "demo"), null);
        Assert.That((refused.Status, refused.Message), Is.EqualTo((401, "The request you have made requires authentication.")));
    }

    [Test]
    public async Task A_token_ends_with_its_lifetime()
    {
        var demo = await _cloud.LogInAsync();
        _cloud.Time.Pass(3599);
        var before = await demo.GetAsync("/network/v2.0/networks");
        _cloud.Time.Pass(2);
        var after = await demo.GetAsync("/network/v2.0/networks");
        Assert.That((before.Status, after.Status), Is.EqualTo((200, 401)));
    }

    [Test]
    public async Task A_revoked_token_is_worth_nothing()
    {
        var demo = await _cloud.LogInAsync();
        await demo.SendAsync("DELETE", "/identity/v3/auth/tokens", null, ("X-Subject-Token", demo.Token));
        Assert.That((await demo.GetAsync("/compute/v2.1/servers")).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task A_new_password_ends_the_tokens_of_the_old_one()
    {
        var demo = await _cloud.LogInAsync();
        var admin = await _cloud.LogInAsync("admin");
        _cloud.Time.Pass(1);
        await admin.SendAsync("PATCH", $"/identity/v3/users/{demo.UserId}", """{"user":{"password":"new"}}""");
        var renewed = await _cloud.SendAsync("POST", "/identity/v3/auth/tokens", RunningCloud.Login("demo", "new", "demo"), null);
        Assert.That(((await demo.GetAsync("/compute/v2.1/servers")).Status, renewed.Status), Is.EqualTo((401, 201)));
    }

    [TestCase("http://other/v1/$(project_id)s"), TestCase("http://other/v1/$(tenant_id)s"), TestCase("http://other/v1/%(project_id)s"), TestCase("http://other/v1/%(tenant_id)s")]
    public async Task An_endpoint_names_the_project_of_the_one_who_asks(string url)
    {
        var admin = await _cloud.LogInAsync("admin");
        var service = (await admin.PostAsync("/identity/v3/services", """{"service":{"type":"other"}}""")).Body!["service"]!["id"];
        var made = await admin.PostAsync("/identity/v3/endpoints", $$$"""{"endpoint":{"service_id":"{{{service}}}","interface":"public","region_id":"RegionOne","url":"{{{url}}}"}}""");
        var demo = await _cloud.LogInAsync();
        var catalog = (await demo.GetAsync("/identity/v3/auth/catalog")).Body!["catalog"]!.AsArray();
        Assert.Multiple(() =>
        {
            Assert.That(made.Body!["endpoint"]!["url"]!.GetValue<string>(), Is.EqualTo(url));
            Assert.That(catalog.Single(entry => entry!["type"]!.GetValue<string>() == "other")!["endpoints"]![0]!["url"]!.GetValue<string>(), Is.EqualTo($"http://other/v1/{demo.ProjectId}"));
        });
    }

    [Test]
    public async Task Only_an_administrator_makes_users()
    {
        var demo = await _cloud.LogInAsync();
        var admin = await _cloud.LogInAsync("admin");
        const string body = """{"user":{"name":"eve","password":"x","domain_id":"default","email":"eve@example.org"}}""";
        var refused = await demo.PostAsync("/identity/v3/users", body);
        var made = await admin.PostAsync("/identity/v3/users", body);
        var twice = await admin.PostAsync("/identity/v3/users", body);
        Assert.Multiple(() =>
        {
            Assert.That((refused.Status, refused.Message), Is.EqualTo((403, "You are not authorized to perform the requested action: identity:create_user.")));
            Assert.That((made.Status, made.Body!["user"]!["email"]!.GetValue<string>()), Is.EqualTo((201, "eve@example.org")));
            Assert.That(made.Body!.ToJsonString(), Does.Not.Contain("password_hash"));
            Assert.That(twice.Status, Is.EqualTo(409));
        });
    }

    [Test]
    public async Task A_trustee_acts_as_the_trustor_until_the_trust_is_gone()
    {
        var demo = await _cloud.LogInAsync();
        var service = await ServiceAsync();
        var trust = await demo.MakeAsync("/identity/v3/OS-TRUST/trusts", $$$"""{"trust":{"trustor_user_id":"{{{demo.UserId}}}","trustee_user_id":"{{{service.UserId}}}","project_id":"{{{demo.ProjectId}}}","impersonation":true,"roles":[{"name":"member"}]}}""");
        var id = trust["id"]!.GetValue<string>();
        var answer = await _cloud.SendAsync("POST", "/identity/v3/auth/tokens", JsonNode.Parse($$$"""{"auth":{"identity":{"methods":["token"],"token":{"id":"{{{service.Token}}}"}},"scope":{"OS-TRUST:trust":{"id":"{{{id}}}"} } } }"""), null);
        var token = answer.Body!["token"]!.AsObject();
        var acting = new CloudSession(_cloud, answer.Header("X-Subject-Token")!, token);
        var while_ = await acting.GetAsync("/compute/v2.1/servers");
        await demo.SendAsync("DELETE", $"/identity/v3/OS-TRUST/trusts/{id}");
        var after = await acting.GetAsync("/compute/v2.1/servers");
        Assert.Multiple(() =>
        {
            Assert.That((acting.UserId, acting.ProjectId), Is.EqualTo((demo.UserId, demo.ProjectId)));
            Assert.That(token["OS-TRUST:trust"]!["id"]!.GetValue<string>(), Is.EqualTo(id));
            Assert.That((while_.Status, after.Status), Is.EqualTo((200, 401)));
        });
    }

    [Test]
    public async Task A_signature_made_with_an_ec2_secret_is_worth_a_token_to_a_service_only()
    {
        var demo = await _cloud.LogInAsync();
        var service = await ServiceAsync();
        var pair = await demo.MakeAsync($"/identity/v3/users/{demo.UserId}/credentials/OS-EC2", $$"""{"tenant_id":"{{demo.ProjectId}}"}""");
        var (access, secret) = (pair["access"]!.GetValue<string>(), pair["secret"]!.GetValue<string>());
        var text = $"GET\nlocalhost\n/v1\nAWSAccessKeyId={access}&Action=ListStacks&SignatureMethod=HmacSHA256&SignatureVersion=2";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
        var claim = new JsonObject
        {
            ["access"] = access, ["signature"] = signature, ["host"] = "localhost:8000", ["verb"] = "GET", ["path"] = "/v1",
            ["params"] = new JsonObject { ["AWSAccessKeyId"] = access, ["Action"] = "ListStacks", ["SignatureMethod"] = "HmacSHA256", ["SignatureVersion"] = "2" },
        };
        var body = new JsonObject { ["credentials"] = claim }.ToJsonString();
        var good = await service.PostAsync("/identity/v3/ec2tokens", body);
        var asUser = await demo.PostAsync("/identity/v3/ec2tokens", body);
        var bad = await service.PostAsync("/identity/v3/ec2tokens", body.Replace("ListStacks", "DeleteStack", StringComparison.Ordinal));
        Assert.Multiple(() =>
        {
            Assert.That(good.Status, Is.EqualTo(200));
            Assert.That(good.Body!["token"]!["project"]!["id"]!.GetValue<string>(), Is.EqualTo(demo.ProjectId));
            Assert.That((asUser.Status, bad.Status), Is.EqualTo((403, 401)));
        });
    }

    [Test]
    public async Task A_withdrawn_role_ends_the_access_of_tokens_already_out()
    {
        var demo = await _cloud.LogInAsync();
        var admin = await _cloud.LogInAsync("admin");
        foreach (var assignment in await admin.ListAsync($"/identity/v3/role_assignments?user.id={demo.UserId}"))
            await admin.SendAsync("DELETE", $"/identity/v3/projects/{demo.ProjectId}/users/{demo.UserId}/roles/{assignment!["role"]!["id"]}");
        Assert.That((await demo.GetAsync("/compute/v2.1/servers")).Status, Is.EqualTo(401));
    }

    private async Task<CloudSession> ServiceAsync()
    {
        var password = _cloud.Services.GetRequiredService<LocalCloudIdentity>().ServicePassword;
        var answer = await _cloud.SendAsync("POST", "/identity/v3/auth/tokens", RunningCloud.Login("heat", password, "service"), null);
        return new CloudSession(_cloud, answer.Header("X-Subject-Token")!, answer.Body!["token"]!.AsObject());
    }
}
