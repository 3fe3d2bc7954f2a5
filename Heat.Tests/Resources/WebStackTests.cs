using Heat.Core.Values;
using Heat.Tests.Signals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using NUnit.Framework;

namespace Heat.Tests.Resources;

/// <summary>Stacks whose template is read from the web.</summary>
internal sealed class WebStackTests
{
    private const string Template = """
        {"HeatTemplateFormatVersion": "2012-12-12",
         "Parameters": {"word": {"Type": "String"}},
         "Resources": {"inner": {"Type": "OS::Heat::Value", "Properties": {"value": {"Ref": "word"}}}},
         "Outputs": {"said": {"Value": {"Fn::GetAtt": ["inner", "value"]}}}}
        """;

    private SignalBench _bench = null!;
    private WebApplication _web = null!;

    private string Address => _web.Urls.First();

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _bench = await SignalBench.StartAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _web = builder.Build();
        _web.MapGet("/word", () => Template);
        _web.MapGet("/huge", () => Template + new string(' ', 600_000));
        await _web.StartAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _web.DisposeAsync();
        await _bench.DisposeAsync();
    }

    [Test]
    public async Task A_stack_is_made_of_the_template_with_its_parameters_and_gives_its_outputs()
    {
        var stack = await _bench.MakeAsync(Resource("/word"), "{said: {value: {get_attr: [s, Outputs.said]}}}");
        Assert.That(await _bench.OutputAsync(stack, "said"), Is.EqualTo((Value)"hello"));
        await _bench.Client.CallAsync("DELETE", stack);
        Assert.That(await _bench.EndAsync(stack), Is.EqualTo("DELETE_COMPLETE"));
    }

    [TestCase("/nowhere", "404")]
    [TestCase("/huge", "524288")]
    public async Task What_cannot_be_read_is_told(string path, string reason)
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => _bench.BeginAsync(Resource(path)));
        Assert.That(refusal!.Message, Does.Contain($"Could not fetch remote template '{Address}{path}'").And.Contains(reason));
    }

    private string Resource(string path) => $"{{s: {{type: 'AWS::CloudFormation::Stack', properties: {{TemplateURL: '{Address}{path}', Parameters: {{word: hello}}}}}}}}";
}
