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
            .AddOpenStackClients(new ConfigurationBuilder().AddInMemoryCollection([new("Heat:Cloud:RetryPauseMilliseconds", "5"), new("Heat:Cloud:LongestRetryAfterSeconds", "1")]).Build());
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
    public async Task Removing_is_repeated_and_making_is_not_when_the_answer_is_lost()
    {
        var (removals, makings) = (0, 0);
        _http.When(HttpMethod.Delete, "http://nova/v2.1/servers/s").Respond(_ => ++removals == 1
            ? throw new HttpRequestException(HttpRequestError.ResponseEnded, "reset")
            : new HttpResponseMessage(HttpStatusCode.NoContent));
        _http.When(HttpMethod.Post, "http://nova/v2.1/servers").Respond(_ => ++makings > 0 ? throw new HttpRequestException(HttpRequestError.ResponseEnded, "reset") : null!);
        var client = Stack().Service<ComputeClient>();
        await client.DeleteAsync("/servers/s", default);
        var lost = await Assert.ThrowsAsync<CloudException>(() => client.PostAsync("/servers", MapValue.Empty, default));
        Assert.That((removals, makings, lost!.Nature), Is.EqualTo((2, 1, FailureNature.Unavailable)));
    }

    [Test]
    public async Task A_service_may_ask_for_a_pause_but_not_for_a_long_one()
    {
        var calls = 0;
        _http.When("http://nova/v2.1/servers/s").Respond(_ =>
        {
            if (++calls > 2)
                return new HttpResponseMessage { Content = new StringContent("""{"server": {"id": "s"}}""") };
            var busy = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
            busy.Headers.RetryAfter = calls == 1 ? new(TimeSpan.FromHours(1)) : new(TimeProvider.System.GetLocalNow().AddHours(-1));
            return busy;
        });
        var waited = System.Diagnostics.Stopwatch.StartNew();
        await Stack().Service<ComputeClient>().GetServerAsync("s", default);
        Assert.That(waited.Elapsed, Is.GreaterThan(TimeSpan.FromSeconds(0.9)).And.LessThan(TimeSpan.FromSeconds(30)));
    }

    [Test]
    public async Task A_page_in_the_place_of_a_document_is_no_answer()
    {
        _http.When("http://nova/*").Respond("text/html", "<html>Welcome!</html>");
        var failure = await Assert.ThrowsAsync<CloudException>(() => Stack().Service<ComputeClient>().GetServerAsync("s", default));
        Assert.That(failure!.Message, Does.StartWith("What is at the address of the compute service isn't that service: it answers with a page (text/html)."));
    }

    [TestCase(HttpStatusCode.ServiceUnavailable, "The identity service (Keystone) fails: Unknown Error (HTTP 503)")]
    [TestCase(HttpStatusCode.InternalServerError, "The identity service (Keystone) fails: Unknown Error (HTTP 500)")]
    [TestCase(HttpStatusCode.OK, "The identity service (Keystone) answers with something else than a token.")]
    public async Task A_failing_identity_service_is_named(HttpStatusCode status, string message)
    {
        using var http = new MockHttpMessageHandler();
        http.When(HttpMethod.Post, Keystone).Respond(status);
        var failure = await Assert.ThrowsAsync<CloudException>(() => Stack(http).Service<ComputeClient>().GetServerAsync("s", default));
        Assert.That(failure!.Message, Is.EqualTo(message));
    }

    [Test]
    public async Task An_identity_service_that_cannot_be_reached_is_named()
    {
        using var http = new MockHttpMessageHandler();
        http.When(HttpMethod.Post, Keystone).Throw(new HttpRequestException(HttpRequestError.ResponseEnded, "reset"));
        var failure = await Assert.ThrowsAsync<CloudException>(() => Stack(http).Service<ComputeClient>().GetServerAsync("s", default));
        Assert.That(failure!.Message, Is.EqualTo($"The identity service (Keystone) gives no answer: Unable to establish connection to {Keystone}: reset"));
    }

    [Test]
    public async Task A_login_is_made_again_when_the_identity_service_stumbles()
    {
        var logins = 0;
        using var http = new MockHttpMessageHandler();
        http.When(HttpMethod.Post, Keystone).Respond(_ => ++logins switch
        {
            1 => throw new HttpRequestException(HttpRequestError.ResponseEnded, "reset"),
            2 => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable),
            _ => new HttpResponseMessage(HttpStatusCode.Created) { Content = new StringContent(TokenFacts), Headers = { { "X-Subject-Token", "token" } } },
        });
        http.When("http://nova/v2.1/servers/s").Respond("application/json", """{"server": {"id": "s"}}""");
        Assert.That((await Stack(http).Service<ComputeClient>().GetServerAsync("s", default)).Get("id").AsText(), Is.EqualTo("s"));
    }

    [Test]
    public async Task A_revoked_token_is_refused_once_its_time_in_memory_is_over_or_a_service_refuses_it()
    {
        var isRevoked = false;
        _http.When(HttpMethod.Get, Keystone).Respond(_ => isRevoked ? new HttpResponseMessage(HttpStatusCode.NotFound) : new HttpResponseMessage { Content = new StringContent(TokenFacts) });
        _http.When("http://nova/*").Respond(HttpStatusCode.Unauthorized);
        var validator = _services.GetRequiredService<ITokenValidator>();
        var caller = await validator.ValidateTokenAsync("abc", default);
        isRevoked = true;
        Assert.That(await validator.ValidateTokenAsync("abc", default), Is.Not.Null);
        await Assert.ThrowsAsync<CloudException>(() => _services.GetRequiredService<ICloudSessions>().ForRequest(caller!).Service<ComputeClient>().GetServerAsync("s", default));
        Assert.That(await validator.ValidateTokenAsync("abc", default), Is.Null);
    }

    [TestCase(403, """{"forbidden": {"message": "Quota exceeded for instances: Requested 1, but already used 10 of 10 instances", "code": 403}}""", "Quota exceeded for instances: Requested 1, but already used 10 of 10 instances (HTTP 403)")]
    [TestCase(413, """{"overLimit": {"message": "VolumeLimitExceeded: Maximum number of volumes allowed (10) exceeded for quota 'volumes'.", "code": 413}}""", "VolumeLimitExceeded: Maximum number of volumes allowed (10) exceeded for quota 'volumes'. (HTTP 413)")]
    public async Task A_quota_that_is_used_up_is_told_in_the_words_of_the_service(int status, string body, string message)
    {
        var calls = _http.When(HttpMethod.Post, "http://nova/*").Respond((HttpStatusCode)status, "application/json", body);
        var failure = await Assert.ThrowsAsync<CloudException>(() => Stack().Service<ComputeClient>().PostAsync("/servers", MapValue.Empty, default));
        Assert.That((failure!.Message, failure.Nature, _http.GetMatchCount(calls)), Is.EqualTo((message, FailureNature.Final, 1)));
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

    /// <summary>The same with other answers.</summary>
    private ICloudSession Stack(MockHttpMessageHandler http)
    {
        _http.Dispose();
        _http = http;
        return Stack();
    }

    private ICloudSession Stack() => _services.GetRequiredService<ICloudSessions>().ForStack(new StackCredentials { UserId = "u", UserName = "demo", ProjectId = "p", TrustId = "t" });

    private ICloudSession Request()
    {
        _http.When(HttpMethod.Get, Keystone).Respond("application/json", TokenFacts);
        return _services.GetRequiredService<ICloudSessions>().ForRequest(new RequestContext { UserId = "u", UserName = "demo", ProjectId = "p", Token = "abc" });
    }
}
