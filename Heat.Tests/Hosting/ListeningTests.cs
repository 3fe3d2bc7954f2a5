using System.Net;
using System.Net.Security;
using Heat.Core.Values;
using Microsoft.Extensions.Options;
using NUnit.Framework;

namespace Heat.Tests.Hosting;

public sealed class ListeningTests
{
    private readonly string _directory = Directory.CreateTempSubdirectory("heat-listening-").FullName;

    [OneTimeTearDown]
    public void CleanUp() => Directory.Delete(_directory, recursive: true);

    [Test]
    public async Task An_api_listens_on_several_addresses_of_both_families()
    {
        await using var server = await InProcessServer.StartAsync(("Heat:Api:Listen", "http://127.0.0.1:0; http://[::1]:0"));
        using var http = new HttpClient();
        var answers = await Task.WhenAll(server.Addresses.Take(2).Select(address => http.GetStringAsync($"{address}/healthcheck")));
        Assert.That(answers, Is.EqualTo(new[] { "OK", "OK" }));
        Assert.That(server.Addresses[1], Does.StartWith("http://[::1]:"));
        Assert.That((server.ApiAddress, server.CfnAddress), Is.EqualTo((server.Addresses[0], server.Addresses[2])));
    }

    [Test]
    public async Task A_socket_of_the_file_system_is_listened_on()
    {
        var path = Path.Combine(_directory, "api.sock");
        await using var server = await InProcessServer.StartAsync(("Heat:Api:Listen", $"http://127.0.0.1:0;http://unix:{path}"));
        using var http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
                await socket.ConnectAsync(new System.Net.Sockets.UnixDomainSocketEndPoint(path), cancellation);
                return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
            },
        });
        Assert.That(await http.GetStringAsync("http://heat/healthcheck"), Is.EqualTo("OK"));
    }

    [Test]
    public async Task A_renewed_certificate_is_shown_without_a_new_start()
    {
        var (certificateFile, keyFile) = (Path.Combine(_directory, "heat.crt"), Path.Combine(_directory, "heat.key"));
        using var first = new TestCertificate("first");
        using var second = new TestCertificate("second");
        first.Write(certificateFile, keyFile);
        await using var server = await InProcessServer.StartAsync(("Heat:Api:Listen", "https://127.0.0.1:0"), ("Heat:Api:CertificateFile", certificateFile), ("Heat:Api:KeyFile", keyFile));
        Assert.That(server.ApiAddress, Does.StartWith("https://"));
        Assert.That(await ShownAsync(server.ApiAddress), Is.EqualTo("CN=first"));
        await File.WriteAllTextAsync(keyFile, "no key");
        second.Write(certificateFile, keyFile);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await ShownAsync(server.ApiAddress) != "CN=second")
            await Task.Delay(200, patience.Token);
    }

    [Test]
    public async Task Only_trusted_proxies_say_how_clients_reach_the_server()
    {
        await using var trusting = await InProcessServer.StartAsync(("Heat:Proxy:Trusted", "127.0.0.0/8;::1"));
        await using var wary = await InProcessServer.StartAsync(("Heat:Proxy:Trusted", "10.1.2.3"));
        (string, string)[] headers = [("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "cloud.example.org"), ("X-Forwarded-Prefix", "/heat"), ("X-Forwarded-For", "192.0.2.7")];
        Assert.That(await VersionLinkAsync(trusting.ApiAddress, headers), Is.EqualTo("https://cloud.example.org/heat/v1/"));
        Assert.That(await VersionLinkAsync(wary.ApiAddress, headers), Is.EqualTo($"{wary.ApiAddress}/v1/"));
    }

    [Test]
    public async Task Links_show_the_public_endpoint()
    {
        await using var server = await InProcessServer.StartAsync(("Heat:Api:PublicEndpoint", "https://cloud.example.org/orchestration"), ("Heat:CloudFormation:PublicEndpoint", "https://cloud.example.org/cfn"));
        using var client = await ApiClient.LogInAsync(server.Addresses[0], server.CloudAddress);
        var made = await client.CallAsync("POST", "/stacks", MapValue.Of(("stack_name", "linked"), ("template", """
            heat_template_version: 2018-08-31
            resources: {handle: {type: AWS::CloudFormation::WaitConditionHandle}}
            outputs: {address: {value: {get_resource: handle}}}
            """)));
        Assert.That(made.Dig("stack.links.0.href").AsText(), Does.StartWith($"https://cloud.example.org/orchestration/v1/{client.Project}/stacks/linked/"));
        // A proxy may hand the path on as it came.
        var path = $"root:/orchestration/v1/{client.Project}/stacks/linked/{made.Dig("stack.id")}";
        var stack = await client.CallAsync("GET", path);
        while (stack.Dig("stack.stack_status").AsText() == "CREATE_IN_PROGRESS")
            stack = await client.CallAsync("GET", path);
        Assert.That(stack.Dig("stack.outputs.0.output_value").AsText(), Does.StartWith("https://cloud.example.org/cfn/v1/waitcondition/"));
    }

    [Test]
    public async Task Browsers_may_call_from_allowed_origins_alone()
    {
        await using var server = await InProcessServer.StartAsync(("Heat:Cors:AllowedOrigin", "https://horizon.example.org;https://skyline.example.org"));
        var asked = await SendAsync("OPTIONS", $"{server.ApiAddress}/v1/p/stacks", ("Origin", "https://skyline.example.org"), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "x-auth-token,content-type"));
        var refused = await SendAsync("GET", $"{server.ApiAddress}/v1/p/stacks", ("Origin", "https://skyline.example.org"));
        var stranger = await SendAsync("GET", $"{server.ApiAddress}/", ("Origin", "https://elsewhere.example.org"));
        Assert.Multiple(() =>
        {
            Assert.That((Header(asked, "Access-Control-Allow-Origin"), Header(asked, "Access-Control-Allow-Credentials")), Is.EqualTo(("https://skyline.example.org", "true")));
            Assert.That(Header(asked, "Access-Control-Allow-Methods"), Does.Contain("POST"));
            Assert.That(Header(asked, "Access-Control-Allow-Headers"), Does.Contain("X-Auth-Token").IgnoreCase);
            Assert.That((int)refused.StatusCode, Is.EqualTo(401));
            Assert.That(Header(refused, "Access-Control-Expose-Headers"), Does.Contain("X-Subject-Token").And.Contain("X-OpenStack-Request-ID"));
            Assert.That(Header(stranger, "Access-Control-Allow-Origin"), Is.Null);
        });
    }

    [Test]
    public async Task A_project_that_asks_too_often_is_told_when_to_come_again()
    {
        await using var server = await InProcessServer.StartAsync(("Heat:Rate:RequestsPerMinute", "6"), ("Heat:Rate:Burst", "3"));
        using var demo = await ApiClient.LogInAsync(server.ApiAddress, server.CloudAddress);
        var answers = new List<ApiAnswer>();
        for (var request = 0; request < 5; request++)
            answers.Add(await demo.CallAsync("GET", "/stacks"));
        var last = await SendAsync("GET", $"{demo.Endpoint}/stacks", ("X-Auth-Token", demo.Token));
        Assert.Multiple(() =>
        {
            Assert.That(answers.Select(answer => answer.Status), Is.EqualTo(new[] { 200, 200, 200, 429, 429 }));
            Assert.That((answers[4].Dig("code"), answers[4].Dig("title"), answers[4].Dig("error.type")), Is.EqualTo(((Value)429, (Value)"Too Many Requests", (Value)"HTTPTooManyRequests")));
            Assert.That(last.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero).And.LessThanOrEqualTo(TimeSpan.FromSeconds(10)));
        });
    }

    [Test]
    public async Task More_at_once_than_can_be_served_is_refused()
    {
        await using var server = await InProcessServer.StartAsync(("Heat:Rate:ConcurrentRequests", "1"));
        using var client = await ApiClient.LogInAsync(server.ApiAddress, server.CloudAddress);
        var statuses = new HashSet<int>();
        for (var round = 0; round < 50 && !statuses.Contains(503); round++)
            statuses.UnionWith((await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.CallAsync("GET", "/stacks")))).Select(answer => answer.Status));
        Assert.That(statuses, Is.EquivalentTo(new[] { 200, 503 }));
    }

    [Test]
    public async Task Every_answer_has_an_id_of_its_own()
    {
        await using var server = await InProcessServer.StartAsync();
        var answers = await Task.WhenAll(
            SendAsync("GET", $"{server.ApiAddress}/"),
            SendAsync("GET", $"{server.ApiAddress}/v1/p/stacks", ("X-Openstack-Request-Id", "req-00000000-0000-4000-8000-000000000000")),
            SendAsync("PUT", $"{server.CfnAddress}/v1/waitcondition/x"));
        var ids = answers.Select(answer => Header(answer, "X-Openstack-Request-Id")).ToList();
        Assert.That(ids, Has.All.Match("^req-[0-9a-f-]{36}$"));
        Assert.That(ids, Is.Unique);
        Assert.That(ids, Has.None.EqualTo("req-00000000-0000-4000-8000-000000000000"));
    }

    [TestCase("Heat:Api:Listen", "8004", "Heat:Api:Listen: \"8004\" is no address to listen on")]
    [TestCase("Heat:Api:Listen", "http://heat.example.org:8004", "Heat:Api:Listen: \"http://heat.example.org:8004\" is no address to listen on")]
    [TestCase("Heat:Api:Listen", "https://127.0.0.1:0", "Heat:Api:CertificateFile is missing")]
    [TestCase("Heat:Api:CertificateFile", "/nowhere/heat.crt", "Heat:Api:CertificateFile: there is no file /nowhere/heat.crt.")]
    [TestCase("Heat:Api:PublicEndpoint", "cloud.example.org", "Heat:Api:PublicEndpoint: \"cloud.example.org\" is no address")]
    [TestCase("Heat:Proxy:Trusted", "10.0.0.0/8;proxy", "Heat:Proxy:Trusted: \"proxy\" is neither an address")]
    [TestCase("Heat:Cors:AllowedOrigin", "horizon", "Heat:Cors:AllowedOrigin: \"horizon\" is no origin")]
    [TestCase("Heat:Rate:Burst", "-1", "Heat:Rate:Burst can't be negative.")]
    [TestCase("Heat:Server:KeepAliveSeconds", "0", "Heat:Server:KeepAliveSeconds is to be more than 0")]
    [TestCase("Heat:Shutdown:DrainSeconds", "-3", "Heat:Shutdown:DrainSeconds is to be 0 to 3600 seconds.")]
    public async Task Settings_that_make_no_sense_are_told_before_anything_starts(string key, string value, string message)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => InProcessServer.StartAsync((key, value)));
        Assert.That(refused!.Failures, Has.Exactly(1).StartsWith(message));
    }

    [TestCase("Heat:Mode=Remote", "Failed to convert configuration value 'Remote' at 'Heat:Mode'")]
    [TestCase("Heat:Rate:Burst=many", "Failed to convert configuration value 'many' at 'Heat:Rate:Burst'")]
    [TestCase("Heat:Api:PublicEndpoint=here", "Heat:Api:PublicEndpoint: \"here\" is no address such as https://cloud.example.org/orchestration.")]
    public async Task The_program_says_in_one_sentence_why_it_does_not_start(string setting, string message)
    {
        await using var server = new ServerProcess(setting);
        await server.StartAsync();
        Assert.That(await server.DiesAsync(TimeSpan.FromSeconds(10)), Is.True);
        Assert.That(server.ExitCode, Is.EqualTo(1));
        Assert.That(server.Output.Trim(), Does.StartWith(message).And.Not.Contain('\n'));
    }

    private static async Task<string?> VersionLinkAsync(string api, (string, string)[] headers)
    {
        var answer = await SendAsync("GET", $"{api}/", headers);
        return ApiAnswer.Dig(ValueJson.Parse(await answer.Content.ReadAsStringAsync()), "versions.0.links.0.href").AsText();
    }

    private static async Task<HttpResponseMessage> SendAsync(string method, string address, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await http.SendAsync(request);
    }

    private static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;

    /// <summary>Whose certificate a new client is shown.</summary>
    private static async Task<string?> ShownAsync(string address)
    {
        string? shown = null;
        using var http = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                {
                    shown = certificate?.Subject;
                    return true;
                },
            },
        });
        using var answer = await http.GetAsync($"{address}/healthcheck");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        return shown;
    }
}
