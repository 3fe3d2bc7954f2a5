using Heat.Core.Values;
using Heat.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Heat.Tests.Faults;

/// <summary>The identity service goes away while the server runs.</summary>
public sealed class IdentityOutageTests
{
    [Test]
    public async Task Requests_are_told_to_come_again_and_are_served_when_it_is_back()
    {
        var outage = new Outage();
        await using var server = await InProcessServer.StartAsync(
            services => services.AddHttpClient("cloud").AddHttpMessageHandler(() => new Gate(outage)),
            ("Heat:Cloud:Retries", "1"), ("Heat:Cloud:RetryPauseMilliseconds", "5"));
        using var client = await ApiClient.LogInAsync(server.ApiAddress, server.CloudAddress);
        outage.IsOn = true;
        var refused = await client.CallAsync("GET", "/stacks");
        outage.IsOn = false;
        var served = await client.CallAsync("GET", "/stacks");
        Assert.That((refused.Status, refused.Dig("title").AsText(), served.Status), Is.EqualTo((503, "Service Unavailable", 200)));
        Assert.That(refused.Dig("error.message").AsText(), Does.StartWith("The identity service (Keystone) gives no answer: "));
    }

    [Test]
    public async Task A_stack_that_needs_it_says_so()
    {
        var outage = new Outage { AfterNetworks = true };
        await using var server = await InProcessServer.StartAsync(
            services => services.AddHttpClient("cloud").AddHttpMessageHandler(() => new Gate(outage)),
            ("Heat:Cloud:Retries", "1"), ("Heat:Cloud:RetryPauseMilliseconds", "5"));
        using var client = await ApiClient.LogInAsync(server.ApiAddress, server.CloudAddress);
        var made = await client.CallAsync("POST", "/stacks", MapValue.Of(("stack_name", "needy"), ("template", """
            heat_template_version: 2018-08-31
            resources:
              net: {type: OS::Neutron::Net}
              user: {type: AWS::IAM::User, depends_on: net}
            """)));
        var path = $"/stacks/needy/{made.Dig("stack.id").AsText()}";
        var stack = await client.CallAsync("GET", path);
        while (stack.Dig("stack.stack_status").AsText() is "CREATE_IN_PROGRESS" or null)
            stack = await client.CallAsync("GET", path);
        Assert.That(stack.Dig("stack.stack_status").AsText(), Is.EqualTo("CREATE_FAILED"));
        Assert.That(stack.Dig("stack.stack_status_reason").AsText(), Does.Contain("resources.user: The identity service (Keystone) gives no answer"));
    }

    private sealed class Outage
    {
        public bool IsOn { get; set; }

        /// <summary>It begins with the first network that is made.</summary>
        public bool AfterNetworks { get; init; }
    }

    private sealed class Gate(Outage outage) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            if (outage.IsOn && path.StartsWith("/identity", StringComparison.Ordinal))
                throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused");
            var answer = await base.SendAsync(request, cancellationToken);
            if (outage.AfterNetworks && request.Method == HttpMethod.Post && path.EndsWith("/networks", StringComparison.Ordinal))
                outage.IsOn = true;
            return answer;
        }
    }
}
