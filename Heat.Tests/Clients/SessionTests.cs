using Heat.Core.Resources;
using Heat.Resources.Clients;
using Heat.Tests.Resources;
using NUnit.Framework;

namespace Heat.Tests.Clients;

public sealed class SessionTests : WorkbenchFixture
{
    [Test]
    public async Task A_token_tells_who_its_owner_is_and_nonsense_is_nobody()
    {
        var nobody = await Bench.Tokens.ValidateTokenAsync("nonsense", default);
        Assert.That((Bench.Request.UserName, Bench.Request.ProjectName, Bench.Request.Roles.Contains("member"), nobody), Is.EqualTo(("demo", "demo", true, (Core.Security.RequestContext?)null)));
    }

    [Test]
    public async Task A_stack_acts_for_its_owner_by_a_trust_until_that_is_revoked()
    {
        var credentials = await Bench.Sessions.DelegateAsync(Bench.Request, default);
        var session = Bench.Sessions.ForStack(credentials);
        var id = await session.FindIdAsync("neutron.network", "private", default);
        await Bench.Sessions.RevokeAsync(credentials, default);
        await Bench.Sessions.RevokeAsync(credentials, default);
        Assert.That((credentials.TrustId, id), Is.Not.EqualTo(((string?)null, "")));
        await Assert.ThrowsAsync<CloudException>(() => Bench.Sessions.ForStack(credentials).FindIdAsync("neutron.network", "private", default));
    }

    [Test]
    public async Task A_stack_made_by_a_stack_leaves_that_one_its_trust()
    {
        var credentials = await Bench.Sessions.DelegateAsync(Bench.Request, default);
        var inner = await Bench.Sessions.DelegateAsync(Bench.Request with { TrustId = credentials.TrustId }, default);
        await Bench.Sessions.RevokeAsync(inner, default);
        Assert.That(inner.TrustId, Is.EqualTo(credentials.TrustId));
        Assert.That(await Bench.Sessions.ForStack(credentials).FindIdAsync("neutron.network", "private", default), Is.Not.Empty);
    }

    [Test]
    public async Task A_session_outlives_its_tokens()
    {
        var session = Bench.Sessions.ForStack(await Bench.Sessions.DelegateAsync(Bench.Request, default));
        await session.FindIdAsync("nova.flavor", "m1.tiny", default);
        Bench.Cloud.Time.Pass(7200);
        Assert.That(await session.FindIdAsync("nova.flavor", "m1.small", default), Is.EqualTo("2"));
    }

    [TestCase("nova.flavor", "huge", "No Flavor matching {'name': 'huge'}. (HTTP 404)")]
    [TestCase("glance.image", "windows", "No images matching {'name': 'windows'}.")]
    [TestCase("neutron.subnet", "nowhere", "Unable to find subnet with name or id 'nowhere'")]
    [TestCase("cinder.vtype", "gold", "The VolumeType (gold) could not be found.")]
    [TestCase("nova.keypair", "none", "The Key (none) could not be found.")]
    public async Task What_cannot_be_found_is_told_in_the_words_of_each_service(string entity, string name, string message)
    {
        var violation = await Bench.ViolationAsync(entity, name);
        Assert.That(violation, Is.EqualTo($"Error validating value '{name}': {message}"));
    }

    [Test]
    public async Task The_catalogue_and_the_extensions_are_known() => Assert.That(
        (await Bench.Session.HasServiceAsync("compute", default), await Bench.Session.HasServiceAsync("key-manager", default), await Bench.Session.HasExtensionAsync("network", "router", default), await Bench.Session.HasExtensionAsync("network", "nonsense", default)),
        Is.EqualTo((true, false, true, false)));

    [Test]
    public async Task A_missing_server_is_a_not_found_with_its_request()
    {
        var missing = await Assert.ThrowsAsync<CloudException>(() => Bench.Session.Service<ComputeClient>().GetServerAsync("no-such", default));
        Assert.That(missing!.Nature, Is.EqualTo(FailureNature.NotFound));
        Assert.That(missing.Message, Does.Match(@"^Instance no-such could not be found\. \(HTTP 404\) \(Request-ID: req-[0-9a-f-]+\)$"));
    }
}
