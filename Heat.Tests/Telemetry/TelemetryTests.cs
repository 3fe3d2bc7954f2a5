using System.Diagnostics;
using System.Text.Json.Nodes;
using Heat.Core.Values;
using Heat.Tests.Hosting;
using NUnit.Framework;

namespace Heat.Tests.Telemetry;

/// <summary>What a collector hears of the real process.</summary>
public sealed class TelemetryTests
{
    private const string Template = """
        heat_template_version: 2018-08-31
        parameters:
          hush: {type: string, hidden: true, default: the-hidden-value}
        resources:
          net: {type: OS::Neutron::Net, properties: {name: traced}}
          user: {type: OS::Heat::RandomString}
          config: {type: OS::Heat::SoftwareConfig, properties: {config: {get_param: hush}}}
        """;

    [Test]
    public async Task A_request_is_traced_to_its_operation_steps_and_calls_and_everything_is_counted()
    {
        await using var collector = await Collector.StartAsync();
        await using var server = new ServerProcess($"Heat:Telemetry:Endpoint={collector.Address}", "Heat:Telemetry:Headers=x-key=a%20key", "Heat:Telemetry:TracesIntervalSeconds=0.2", "Heat:Telemetry:MetricsIntervalSeconds=0.2");
        await server.StartAsync();
        using var user = await ServerUser.LogInAsync(server);
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        var body = new JsonObject { ["stack_name"] = "traced", ["template"] = Template };
        var made = await user.SendAsync("POST", $"{server.ApiUrl}/v1/{user.Project}/stacks", new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json"), ("traceparent", $"00-{trace}-00f067aa0ba902b7-01"));
        Assert.That(made.Status, Is.EqualTo(201), made.Text);
        await user.SettledAsync($"/stacks/traced/{made.Body!["stack"]!["id"]!.GetValue<string>()}", TimeSpan.FromSeconds(60));
        await server.SignalAsync("TERM");
        Assert.That(await server.DiesAsync(TimeSpan.FromSeconds(30)), Is.True);

        var spans = collector.Spans.Where(span => span.TraceId == trace).ToDictionary(span => span.Id);
        var request = spans.Values.Single(span => span.Name == "POST /v1/{project}/stacks");
        var operation = spans.Values.Single(span => span.Name == "operation CREATE");
        var step = spans.Values.Single(span => span.Attribute("heat.resource") == "net");
        var call = spans.Values.Last(span => span.Name == "POST network");
        Assert.Multiple(() =>
        {
            Assert.That(collector.Keys, Has.All.EqualTo("a key"));
            Assert.That(request.ParentId, Is.EqualTo("00f067aa0ba902b7"));
            Assert.That(request.Attribute("http.response.status_code"), Is.EqualTo("201"));
            Assert.That(operation.ParentId, Is.EqualTo(request.Id));
            Assert.That(step.ParentId, Is.EqualTo(operation.Id));
            Assert.That(call.ParentId, Is.EqualTo(step.Id));
            // The local cloud is part of the same process and was told where in the trace it is called.
            Assert.That(spans.Values.Count(span => span.ParentId == call.Id), Is.EqualTo(1));
            Assert.That(Count("heat.operation.duration", ("action", "CREATE"), ("outcome", "complete")), Is.EqualTo(1));
            Assert.That(Count("heat.step.duration", ("action", "CREATE"), ("type", "OS::Neutron::Net"), ("outcome", "complete")), Is.EqualTo(1));
            Assert.That(Count("heat.cloud.call.duration", ("service", "network"), ("method", "POST"), ("status", "201")), Is.EqualTo(1));
            Assert.That(Count("http.server.request.duration", ("http.route", "/v1/{project}/stacks"), ("http.response.status_code", "201")), Is.EqualTo(1));
            Assert.That(Count("heat.database.write.duration"), Is.GreaterThan(3));
            Assert.That(collector.Points("heat.operation.waiting"), Is.Not.Empty);
        });

        int Count(string metric, params (string Key, string Value)[] attributes) => collector.Points(metric)
            .Where(point => attributes.All(attribute => point.Attribute(attribute.Key) == attribute.Value))
            .Sum(point => point.Count);
    }

    [Test]
    public async Task Log_lines_say_whose_work_they_belong_to_and_no_secrets()
    {
        await using var server = new ServerProcess("Heat:Logging:Format=Json", "Logging:LogLevel:Default=Trace", "Logging:LogLevel:Microsoft=Trace", "Logging:LogLevel:System=Trace", "Logging:LogLevel:Quartz=Trace");
        await server.StartAsync();
        using var user = await ServerUser.LogInAsync(server);
        var path = await user.CreateAsync(new JsonObject { ["stack_name"] = "told", ["template"] = Template, ["parameters"] = new JsonObject { ["hush"] = "the-hidden-value" } });
        await user.SettledAsync(path, TimeSpan.FromSeconds(60));
        var stack = path.Split('/')[^1];
        await server.SignalAsync("TERM");
        Assert.That(await server.DiesAsync(TimeSpan.FromSeconds(30)), Is.True);

        var lines = server.Output.Split('\n').Where(line => line.StartsWith("{\"time\"", StringComparison.Ordinal)).Select(line => (MapValue)ValueJson.Parse(line)).ToList();
        var ended = lines.Single(line => line.Get("message").AsText()?.EndsWith("ended: CREATE_COMPLETE.", StringComparison.Ordinal) == true);
        Assert.Multiple(() =>
        {
            Assert.That(ended.Get("stack_id").AsText(), Is.EqualTo(stack));
            Assert.That(ended.Get("operation_id").AsText(), Does.Match("^[0-9a-f-]{36}$"));
            Assert.That(ended.Get("request_id").AsText(), Does.StartWith("req-"));
            Assert.That(lines.Where(line => line.Get("request_id") == ended.Get("request_id") && line.Get("project_id").AsText() == user.Project), Is.Not.Empty);
            Assert.That(server.Output, Does.Not.Contain(user.Token).And.Not.Contain("the-hidden-value"));
        });
    }

    [Test]
    public async Task A_collector_that_isnt_there_is_missed_once()
    {
        await using var server = new ServerProcess("Heat:Telemetry:Endpoint=http://127.0.0.1:9", "Heat:Telemetry:TracesIntervalSeconds=0.1", "Heat:Telemetry:MetricsIntervalSeconds=0.1");
        await server.StartAsync();
        await server.SignalAsync("TERM");
        Assert.That(await server.DiesAsync(TimeSpan.FromSeconds(30)), Is.True);
        Assert.That(server.Output.Split("The collector at http://127.0.0.1:9 doesn't take metrics and traces"), Has.Length.EqualTo(2), server.Output);
    }
}
