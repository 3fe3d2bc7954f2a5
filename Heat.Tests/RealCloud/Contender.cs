using Heat.Core.Values;
using Heat.Tests.Hosting;
using NUnit.Framework;

namespace Heat.Tests.RealCloud;

/// <summary>A Heat on which templates are launched to be compared.</summary>
internal sealed class Contender(string name, ApiClient client)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(500);

    public string Name => name;

    /// <summary>Creates a stack, changes it where the template is to be changed, and deletes it.</summary>
    /// <returns>The portrait of the stack after each of these.</returns>
    public async Task<MapValue> LaunchAsync(ComparedTemplate template)
    {
        // The same name everywhere: names of things are made of it.
        const string stackName = "compared";
        var created = await client.CallAsync("POST", "/stacks", template.Request(stackName));
        Assert.That(created.Status, Is.EqualTo(201), $"{name}: {ValueText.Json(created.Body)}");
        var path = $"/stacks/{stackName}/{created.Dig("stack.id").AsText()}";
        try
        {
            var result = MapValue.Of(("created", await PortrayAsync(path, "CREATE")));
            if (template.Changes is null)
                return result;
            await client.CallAsync("PATCH", path, template.ChangingRequest());
            return result.With("updated", await PortrayAsync(path, "UPDATE"));
        }
        finally
        {
            await client.CallAsync("DELETE", path);
            await UntilAsync(path, "DELETE");
        }
    }

    private async Task<MapValue> PortrayAsync(string path, string action)
    {
        var stack = await UntilAsync(path, action);
        return StackPortrait.Of(MapValue.Of(
            ("status", stack.Get("stack_status")),
            ("reason", stack.Get("stack_status_reason")),
            ("parameters", (stack.Get("parameters").AsMap() ?? MapValue.Empty).Without("OS::stack_id")),
            ("outputs", MapValue.Create(stack.Get("outputs").Maps().Select(output => KeyValuePair.Create(output.Get("output_key").AsText()!, (Value)output.Without("output_key"))))),
            ("resources", await ResourcesAsync(path)),
            ("events", ListValue.Create((await client.CallAsync("GET", path + "/events")).Dig("events").Maps().Select(Event)))));
    }

    private static Value Event(MapValue @event) =>
        $"{@event.Get("resource_name").AsText()} {@event.Get("resource_status").AsText()}: {@event.Get("resource_status_reason").AsText()}";

    private async Task<MapValue> ResourcesAsync(string path)
    {
        var listed = (await client.CallAsync("GET", path + "/resources?nested_depth=5")).Dig("resources").Maps().ToList();
        var resources = new Dictionary<string, Value>();
        foreach (var resource in listed)
        {
            var address = resource.Get("links").Maps().First(link => link.Get("rel").AsText() == "self").Get("href").AsText()!;
            var shown = await client.CallAsync("GET", address[address.IndexOf("/stacks/", StringComparison.Ordinal)..]);
            resources[$"{resource.Get("parent_resource").AsText()}/{resource.Get("resource_name").AsText()}"] = shown.Dig("resource");
        }
        return MapValue.Create(resources);
    }

    private async Task<MapValue> UntilAsync(string path, string action) =>
        (await client.UntilOverAsync(path, action, s_patience, s_pause)).Dig("stack").AsMap() ?? MapValue.Empty;
}
