using System.Net.Http.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;

namespace Heat.Tests.Clients;

/// <summary>Software configurations and their deployments, by the stock client alone.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SoftwareCommands
{
    private static StockClient Client => RunningHeat.Client;

    [Test]
    [Holds("software config create", "software config list", "software config show", "software config delete")]
    public async Task A_configuration_is_made_listed_shown_and_deleted()
    {
        var id = await ConfigAsync("install");
        var listed = (await Client.AskAsync("software", "config", "list")).AsArray();
        var shown = await Client.AskAsync("software", "config", "show", id);
        var text = await Client.DoAsync("software", "config", "show", "--config-only", id);
        Assert.Multiple(() =>
        {
            Assert.That(listed.Select(each => Text(each!["id"])), Does.Contain(id));
            Assert.That((Text(shown["name"]), Text(shown["group"])), Is.EqualTo(("install", "script")));
            Assert.That(text.Output, Does.Contain("echo hello"));
        });
        await Client.DoAsync("software", "config", "delete", id);
        Assert.That(await Client.ComplaintAsync("software", "config", "show", id), Does.Contain("Configuration not found"));
    }

    [Test]
    [Holds("software deployment create", "software deployment list", "software deployment show", "software deployment metadata show", "software deployment output show", "software deployment delete")]
    public async Task A_deployment_is_made_reported_shown_and_deleted()
    {
        var (config, server) = (await ConfigAsync("deployed"), Guid.NewGuid().ToString());
        var made = await Client.AskAsync("software", "deployment", "create", "--config", config, "--server", server, "--input-value", "colour=red", "--signal-transport", "NO_SIGNAL", "first");
        var id = Text(made["id"]);
        Assert.That((Text(made["status"]), Text(made["action"])), Is.EqualTo(("IN_PROGRESS", "UPDATE")));
        var listed = (await Client.AskAsync("software", "deployment", "list", "--server", server)).AsArray();
        Assert.That(Text(listed.Single()!["id"]), Is.EqualTo(id));

        var told = JsonNode.Parse((await Client.DoAsync("software", "deployment", "metadata", "show", server)).Output)!.AsArray().Single()!;
        Assert.That((Text(told["name"]), Input(told, "colour")), Is.EqualTo(("first", "red")));
        await ReportAsync(id, "well done");

        var shown = await Client.AskAsync("software", "deployment", "show", id);
        var output = await Client.DoAsync("software", "deployment", "output", "show", id, "deploy_stdout");
        Assert.That((Text(shown["status"]), Text(shown["status_reason"])), Is.EqualTo(("COMPLETE", "Outputs received")));
        Assert.That(output.Output, Does.Contain("well done"));
        await Client.DoAsync("software", "deployment", "delete", id);
        Assert.That((await Client.AskAsync("software", "deployment", "list", "--server", server)).AsArray(), Is.Empty);
    }

    private static async Task<string> ConfigAsync(string name)
    {
        var script = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(script, "#!/bin/sh\necho hello\n");
            return Text((await Client.AskAsync("software", "config", "create", "--config-file", script, "--group", "script", name))["id"]);
        }
        finally
        {
            File.Delete(script);
        }
    }

    /// <summary>What came of a deployment; the client has no command to tell it. (Nor can it make deployments that tell it themselves: asked for the transport TEMP_URL_SIGNAL, it breaks down.)</summary>
    private static async Task ReportAsync(string deployment, string output)
    {
        var token = await Client.AskAsync("token", "issue");
        var endpoint = await RunningHeat.Administrator.AskAsync("catalog", "show", "orchestration");
        var address = endpoint["endpoints"]!.AsArray().First(each => Text(each!["interface"]) == "public")!["url"];
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("X-Auth-Token", Text(token["id"]));
        using var content = JsonContent.Create(new { status = "COMPLETE", status_reason = "Outputs received", output_values = new { deploy_stdout = output } });
        using var answer = await http.PutAsync($"{Text(address)}/software_deployments/{deployment}", content);
        Assert.That(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
    }

    private static string Input(JsonNode config, string name) => Text(config["inputs"]!.AsArray().Single(input => Text(input!["name"]) == name)!["value"]);

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
