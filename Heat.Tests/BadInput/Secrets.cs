using System.Text;
using System.Text.Json.Nodes;
using Heat.Tests.Hosting;
using NUnit.Framework;

namespace Heat.Tests.BadInput;

/// <summary>What is marked hidden is told to nobody, and what is secret can't be read from the files of the server.</summary>
[TestFixture]
public sealed class Secrets
{
    private const string Secret = "correct-horse-battery-staple";
    private const string Template = """
        heat_template_version: 2018-08-31
        parameters:
          password: {type: string, hidden: true}
        resources:
          text: {type: OS::Heat::RandomString, properties: {salt: {get_param: password}}}
          failing: {type: OS::Heat::TestResource, properties: {value: {get_param: password}, fail: true}}
        outputs:
          text: {value: {get_attr: [text, value]}}
        """;

    [Test]
    public async Task They_are_kept()
    {
        await using var server = new ServerProcess();
        await server.StartAsync();
        using var user = await ServerUser.LogInAsync(server);
        var request = new JsonObject { ["stack_name"] = "secret", ["template"] = Template, ["parameters"] = new JsonObject { ["password"] = Secret } };
        var path = await user.CreateAsync(request);
        await user.SettledAsync(path, TimeSpan.FromSeconds(90));
        var answers = new Dictionary<string, string>
        {
            ["validate"] = (await user.CallAsync("POST", "/validate", new JsonObject { ["template"] = Template, ["parameters"] = new JsonObject { ["password"] = Secret } })).Text,
        };
        foreach (var below in (string[])["", "/environment", "/events", "/resources", "/resources/failing", "/template", "/outputs"])
            answers[below] = (await user.CallAsync("GET", path + below)).Text;
        var preview = new JsonObject { ["stack_name"] = "another", ["template"] = Template, ["parameters"] = new JsonObject { ["password"] = Secret } };
        answers["preview"] = (await user.CallAsync("POST", "/stacks/preview", preview)).Text;
        var generated = JsonNode.Parse((await user.CallAsync("GET", path + "/outputs/text")).Text)!["output"]!["output_value"]!.GetValue<string>();
        answers["output of the process"] = server.Output;
        await server.KillAsync();
        Assert.Multiple(() =>
        {
            foreach (var (place, told) in answers)
                Assert.That(told, Does.Not.Contain(Secret), place);
            foreach (var file in Directory.EnumerateFiles(server.DataDirectory, "*", SearchOption.AllDirectories))
                foreach (var text in (string[])[Secret, generated])
                    Assert.That(File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) < 0, $"{text} in {file}");
            foreach (var file in (string[])["secret.key", "clouds.yaml"])
                Assert.That(OperatingSystem.IsWindows() ? UnixFileMode.UserRead | UnixFileMode.UserWrite : File.GetUnixFileMode(Path.Combine(server.DataDirectory, file)), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite), file);
        });
    }
}
