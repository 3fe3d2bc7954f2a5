using Heat.Core.Values;
using Heat.Tests.Hosting;
using NUnit.Framework;

namespace Heat.Tests.Lifecycles;

/// <summary>
/// Leads a resource through its life on a Heat: created; each property that can be updated is; made anew; checked; lost behind the stack's back, which a check notices; deleted.
/// It is lost by deleting a second stack that has adopted it.
/// </summary>
internal sealed class LifecycleRun(LifecycleCase life, ApiClient client, TimeSpan pause)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    private readonly string _name = "life-" + life.Type.Replace("::", "-", StringComparison.Ordinal);

    public async Task LeadAsync()
    {
        var stack = await MakeAsync(_name, MapValue.Of(("template", life.Template(life.Properties))));
        try
        {
            await AssertStatusAsync(stack, "CREATE_COMPLETE");
            var properties = await UpdateAsync(stack);
            if (life.Replacement is { } replacement)
                await ReplaceAsync(stack, properties.With(replacement));
            await ActAsync(stack, "check");
            await AssertStatusAsync(stack, "CHECK_COMPLETE");
            if (life.NotLost is null)
                await LoseAsync(stack);
        }
        finally
        {
            await DeleteAsync(stack);
        }
    }

    private async Task<MapValue> UpdateAsync(string stack)
    {
        var properties = life.Properties;
        var id = await PhysicalIdAsync(stack);
        foreach (var change in life.Updates)
        {
            properties = Changed(properties, change);
            await PutAsync(stack, properties);
            var present = await PhysicalIdAsync(stack);
            if (!change.Keys.Intersect(life.RenamedBy).Any())
                Assert.That(present, Is.EqualTo(id), $"{ValueText.Json(change)}: made anew");
            id = present;
            await AssertShownAsync(stack, change);
        }
        return properties;
    }

    private async Task ReplaceAsync(string stack, MapValue properties)
    {
        var id = await PhysicalIdAsync(stack);
        await PutAsync(stack, properties);
        Assert.That(await PhysicalIdAsync(stack), Is.Not.EqualTo(id), $"{ValueText.Json(life.Replacement!)}: not made anew");
    }

    /// <summary>A second stack adopts what the first one has, and takes it along when it is deleted.</summary>
    private async Task LoseAsync(string stack)
    {
        var exported = await client.CallAsync("GET", $"{stack}/export");
        Assert.That(exported.Status, Is.EqualTo(200), ValueText.Json(exported.Body));
        var second = await MakeAsync(_name + "-second", MapValue.Of(("adopt_stack_data", ValueJson.Write(exported.Body))));
        try
        {
            await AssertStatusAsync(second, "ADOPT_COMPLETE");
        }
        finally
        {
            await DeleteAsync(second);
        }
        await ActAsync(stack, "check");
        await EndAsync(stack, "CHECK");
        // What is there for the sake of the thing may be missed too.
        var status = (await ThingAsync(stack)).Get("resource_status").AsText();
        Assert.That(status == "CHECK_FAILED", Is.EqualTo(life.Unseen is null), $"Lost, it is {status}");
    }

    private async Task<string> MakeAsync(string name, MapValue request)
    {
        var made = await client.CallAsync("POST", "/stacks", request.With(MapValue.Of(("stack_name", name), ("disable_rollback", true), ("timeout_mins", 5))));
        Assert.That(made.Status, Is.EqualTo(201), ValueText.Json(made.Body));
        return $"/stacks/{name}/{made.Dig("stack.id").AsText()}";
    }

    private async Task PutAsync(string stack, MapValue properties)
    {
        var answer = await client.CallAsync("PUT", stack, MapValue.Of(("template", life.Template(properties)), ("timeout_mins", 5)));
        Assert.That(answer.Status, Is.EqualTo(202), ValueText.Json(answer.Body));
        await AssertStatusAsync(stack, "UPDATE_COMPLETE");
    }

    private Task<ApiAnswer> ActAsync(string stack, string action) => client.CallAsync("POST", $"{stack}/actions", MapValue.Of((action, Value.Null)));

    private async Task DeleteAsync(string stack)
    {
        await client.CallAsync("DELETE", stack);
        await AssertStatusAsync(stack, "DELETE_COMPLETE");
    }

    private async Task AssertStatusAsync(string stack, string expected)
    {
        var answer = await EndAsync(stack, expected[..expected.IndexOf('_', StringComparison.Ordinal)]);
        Assert.That(StatusIn(answer), Is.EqualTo(expected), answer.Dig("stack.stack_status_reason").AsText());
    }

    private Task<ApiAnswer> EndAsync(string stack, string action) => client.UntilOverAsync(stack, action, s_patience, pause);

    private static string StatusIn(ApiAnswer answer) => answer.Status == 404 ? "DELETE_COMPLETE" : answer.Dig("stack.stack_status").AsText() ?? "";

    private async Task<string?> PhysicalIdAsync(string stack) => (await ThingAsync(stack)).Get("physical_resource_id").AsText();

    private async Task<MapValue> ThingAsync(string stack) => (await client.CallAsync("GET", $"{stack}/resources/{LifecycleCase.Thing}")).Dig("resource").AsMap()!;

    private async Task AssertShownAsync(string stack, MapValue change)
    {
        if ((await ThingAsync(stack)).Get("attributes").AsMap() is not { Count: > 0 } attributes)
            return;
        Assert.Multiple(() =>
        {
            foreach (var (property, value) in change)
                if (Key(property) is { } key && !IsComputed(value))
                    Assert.That(ValueText.Plain(Ordered(ApiAnswer.Dig(attributes, key))), Is.EqualTo(ValueText.Plain(Ordered(value))), property);
        });
    }

    private string? Key(string property) => life.Shown.TryGetValue(property, out var key) ? key.AsText() : property;

    private static MapValue Changed(MapValue properties, MapValue change)
    {
        // No value in the place of a property is no property.
        properties = properties.With(change);
        return change.Where(entry => entry.Value.IsNull).Aggregate(properties, (rest, entry) => rest.Without(entry.Key));
    }

    /// <summary>The same whatever order the keys of maps come in.</summary>
    private static Value Ordered(Value value) => value switch
    {
        MapValue map => MapValue.Create(map.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(entry.Key, Ordered(entry.Value)))),
        ListValue list => ListValue.Create(list.Select(Ordered)),
        _ => value,
    };

    private static bool IsComputed(Value value) => value switch
    {
        MapValue { Count: 1 } map when map.Keys.Single() is "get_resource" or "get_attr" => true,
        MapValue map => map.Values.Any(IsComputed),
        ListValue list => list.Any(IsComputed),
        _ => value.IsNull,
    };
}
