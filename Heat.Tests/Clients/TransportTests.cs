using System.Net;
using System.Net.Sockets;
using Heat.Core.Resources;
using Heat.Core.Security;
using Heat.Core.Values;
using Heat.Resources.Clients;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using RichardSzalay.MockHttp;

namespace Heat.Tests.Clients;

public sealed class TransportTests
{
    private const string Keystone = "http://keystone/v3/auth/tokens";
    private const string TokenFacts = """
        {"token": {"expires_at": "2999-01-01T00:00:00Z", "user": {"id": "u", "name": "demo"}, "project": {"id": "p", "name": "demo"}, "roles": [{"name": "member"}],
          "catalog": [{"type": "compute", "endpoints": [{"interface": "public", "region_id": "RegionOne", "url": "http://nova/v2.1"}]},
                      {"type": "network", "endpoints": [{"interface": "public", "region_id": "RegionOne", "url": "http://neutron"}]},
                      {"type": "image", "endpoints": [{"interface": "public", "region_id": "RegionOne", "url": "http://glance"}]},
                      {"type": "orchestration", "endpoints": [{"interface": "public", "region_id": "RegionOne", "url": "http://heat/v1/p"}]}]}}
        """;

    private MockHttpMessageHandler _http = null!;
    private ServiceProvider _services = null!;
    private MockedRequest _logins = null!;
    private int _issued;

    [SetUp]
    public void Start()
    {
        _issued = 0;
        _http = new MockHttpMessageHandler();
        _logins = _http.When(HttpMethod.Post, Keystone).Respond(_ =>
        {
            var answer = new HttpResponseMessage(HttpStatusCode.Created) { Content = new StringContent(TokenFacts) };
            answer.Headers.Add("X-Subject-Token", $"token{Interlocked.Increment(ref _issued)}");
            return answer;
        });
        var services = new ServiceCollection()
            .AddSingleton<IServiceIdentity>(new IdentityOptions { AuthUrl = new Uri("http://keystone"), Password = "secret" })
            .AddOpenStackClients(new ConfigurationBuilder().Build());
        services.AddHttpClient("cloud").ConfigurePrimaryHttpMessageHandler(() => _http);
        _services = services.BuildServiceProvider();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _services.DisposeAsync();
        _http.Dispose();
    }

    [Test]
    public async Task Many_who_need_a_token_wait_for_one_login()
    {
        _http.When("http://nova/v2.1/servers/s").Respond("application/json", """{"server": {"id": "s"}}""");
        var session = Stack();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => session.Service<ComputeClient>().GetServerAsync("s", default)));
        Assert.That(_http.GetMatchCount(_logins), Is.EqualTo(1));
    }

    [Test]
    public async Task A_refused_token_is_renewed_once()
    {
        _http.When("http://nova/v2.1/servers/s").WithHeaders("X-Auth-Token", "token1").Respond(HttpStatusCode.Unauthorized);
        _http.When("http://nova/v2.1/servers/s").WithHeaders("X-Auth-Token", "token2").Respond("application/json", """{"server": {"id": "s"}}""");
        var server = await Stack().Service<ComputeClient>().GetServerAsync("s", default);
        Assert.That((server.Get("id").AsText(), _http.GetMatchCount(_logins)), Is.EqualTo(("s", 2)));
    }

    [Test]
    public async Task A_token_that_stays_refused_is_a_failure()
    {
        _http.When("http://nova/*").Respond(HttpStatusCode.Unauthorized, "application/json", """{"error": {"message": "no"}}""");
        var failure = await Assert.ThrowsAsync<CloudException>(() => Stack().Service<ComputeClient>().GetServerAsync("s", default));
        Assert.That((failure!.Kind, failure.Message, _http.GetMatchCount(_logins)), Is.EqualTo(("Unauthorized", "no (HTTP 401)", 2)));
    }

    [Test]
    public async Task Validation_is_asked_for_once_and_then_remembered()
    {
        var asked = _http.When(HttpMethod.Get, Keystone).WithHeaders("X-Subject-Token", "abc").Respond("application/json", TokenFacts);
        var validator = _services.GetRequiredService<ITokenValidator>();
        var first = await validator.ValidateTokenAsync("abc", default);
        var second = await validator.ValidateTokenAsync("abc", default);
        Assert.That((first!.ProjectId, second!.UserName, _http.GetMatchCount(asked)), Is.EqualTo(("p", "demo", 1)));
    }

    [TestCase(503)]
    [TestCase(502)]
    [TestCase(429)]
    public async Task Reading_is_repeated_when_the_service_stumbles(int status)
    {
        var attempts = 0;
        _http.When("http://nova/v2.1/servers/s").Respond(_ => ++attempts < 3
            ? new HttpResponseMessage((HttpStatusCode)status)
            : new HttpResponseMessage { Content = new StringContent("""{"server": {"id": "s"}}""") });
        await Stack().Service<ComputeClient>().GetServerAsync("s", default);
        Assert.That(attempts, Is.EqualTo(3));
    }

    [Test]
    public async Task Making_is_repeated_only_when_the_service_says_when()
    {
        var (plain, timed) = (0, 0);
        _http.When("http://nova/v2.1/plain").Respond(_ => Answer(++plain, null));
        _http.When("http://nova/v2.1/timed").Respond(_ => Answer(++timed, TimeSpan.Zero));
        var client = Stack().Service<ComputeClient>();
        var failure = await Assert.ThrowsAsync<CloudException>(() => client.PostAsync("/plain", MapValue.Empty, default));
        await client.PostAsync("/timed", MapValue.Empty, default);
        Assert.That((plain, timed, failure!.Nature), Is.EqualTo((1, 2, FailureNature.Unavailable)));

        static HttpResponseMessage Answer(int attempt, TimeSpan? retryAfter)
        {
            var answer = new HttpResponseMessage(attempt == 1 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK);
            if (retryAfter is { } delay)
                answer.Headers.RetryAfter = new(delay);
            return answer;
        }
    }

    [Test]
    public async Task A_service_that_is_gone_as_soon_as_it_is_connected_is_called_again()
    {
        var calls = 0;
        _http.When(HttpMethod.Post, "http://nova/v2.1/servers").Respond(_ => ++calls == 1
            ? throw new SocketException((int)SocketError.NotConnected)
            : new HttpResponseMessage(HttpStatusCode.Accepted) { Content = new StringContent("""{"server": {"id": "s"}}""") });
        await Stack().Service<ComputeClient>().PostAsync("/servers", MapValue.Empty, default);
        Assert.That(calls, Is.EqualTo(2));
    }

    [Test]
    public async Task A_service_that_cannot_be_reached_is_unavailable()
    {
        _http.When("http://nova/*").Throw(new HttpRequestException("refused"));
        var failure = await Assert.ThrowsAsync<CloudException>(() => Stack().Service<ComputeClient>().PostAsync("/servers", MapValue.Empty, default));
        Assert.That((failure!.Kind, failure.Nature, failure.StatusCode), Is.EqualTo(("ConnectFailure", FailureNature.Unavailable, (HttpStatusCode?)null)));
    }

    [Test]
    public async Task Pages_are_read_to_the_last()
    {
        _http.When("http://neutron/v2.0/ports").With(request => request.RequestUri!.Query.Length == 0).Respond("application/json", """{"ports": [{"id": "1"}], "ports_links": [{"rel": "next", "href": "http://elsewhere/v2.0/ports?marker=1"}]}""");
        _http.When("http://neutron/v2.0/ports?marker=1").Respond("application/json", """{"ports": [{"id": "2"}]}""");
        var ports = await Request().Service<NetworkClient>().ListAsync("/ports", "ports", default);
        Assert.That(ports.Select(port => port.Get("id").AsText()), Is.EqualTo(new[] { "1", "2" }));
    }

    [TestCase("OverQuota", 409, "OverQuotaClient", FailureNature.Final)]
    [TestCase("IpAddressInUse", 409, "IpAddressInUseClient", FailureNature.Conflict)]
    [TestCase("SomethingElse", 409, "Conflict", FailureNature.Conflict)]
    [TestCase("SubnetNotFound", 404, "NotFound", FailureNature.NotFound)]
    public async Task Faults_of_the_network_have_its_own_names(string type, int status, string kind, FailureNature nature)
    {
        var body = $$$"""{"NeutronError": {"type": "{{{type}}}", "message": "told", "detail": ""}}""";
        _http.When("http://neutron/*").Respond((HttpStatusCode)status, [new("x-openstack-request-id", "req-1")], "application/json", body);
        var failure = await Assert.ThrowsAsync<CloudException>(() => Request().Service<NetworkClient>().PostAsync("/ports", MapValue.Empty, default));
        Assert.That((failure!.Kind, failure.Nature, failure.Message), Is.EqualTo((kind, nature, "told\nNeutron server returns request_ids: ['req-1']")));
    }

    [Test]
    public async Task Faults_of_the_other_services_are_worded_as_their_clients_do()
    {
        _http.When("http://glance/*").Respond(HttpStatusCode.NotFound, "text/html", "<html><head>\n<title>404 Not Found</title>\n</head><body>\nNo image found<br/>\n</body></html>");
        _http.When("http://heat/*").Respond(HttpStatusCode.BadRequest, "application/json", """{"error": {"message": "bad template"}}""");
        _http.When("http://nova/*").Respond(HttpStatusCode.Forbidden, "application/json", """{"forbidden": {"message": "Quota exceeded", "code": 403}}""");
        var session = Request();
        var image = await Assert.ThrowsAsync<CloudException>(() => session.Service<ImageClient>().GetImageAsync("x", default));
        var stack = await Assert.ThrowsAsync<CloudException>(() => session.Service<OrchestrationClient>().PostAsync("/stacks", MapValue.Empty, default));
        var server = await Assert.ThrowsAsync<CloudException>(() => session.Service<ComputeClient>().PostAsync("/servers", MapValue.Empty, default));
        Assert.That(
            (image!.Kind, image.Message, stack!.Kind, stack.Message, server!.Kind, server.Message),
            Is.EqualTo(("HTTPNotFound", "404 Not Found: No image found", "HTTPBadRequest", "ERROR: bad template", "Forbidden", "Quota exceeded (HTTP 403)")));
    }

    private ICloudSession Stack() => _services.GetRequiredService<ICloudSessions>().ForStack(new StackCredentials { UserId = "u", UserName = "demo", ProjectId = "p", TrustId = "t" });

    private ICloudSession Request()
    {
        _http.When(HttpMethod.Get, Keystone).Respond("application/json", TokenFacts);
        return _services.GetRequiredService<ICloudSessions>().ForRequest(new RequestContext { UserId = "u", UserName = "demo", ProjectId = "p", Token = "abc" });
    }
}
