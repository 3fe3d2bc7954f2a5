using Heat.Core.Engine;
using Heat.Core.Environments;
using Heat.Core.Stacks;
using Heat.Core.Stacks.Failures;
using Heat.Core.Storage;
using Heat.Core.Values;
using Microsoft.EntityFrameworkCore;

namespace Heat.Core.Breakpoints;

/// <summary>The hooks at which the actions on resources wait for somebody. An environment sets them; a signal clears each when it is reached.</summary>
public sealed class Hooks
{
    private const string ClearKey = "unset_hook";

    private readonly StackReader _reader;
    private readonly StackDefinitions _definitions;
    private readonly DatabaseWriter _writer;
    private readonly RunningOperations _running;
    private readonly TimeProvider _time;

    internal Hooks(StackReader reader, StackDefinitions definitions, DatabaseWriter writer, RunningOperations running, TimeProvider time) =>
        (_reader, _definitions, _writer, _running, _time) = (reader, definitions, writer, running, time);

    /// <summary>The hook that a signal with these details is to clear; null when it is an ordinary signal.</summary>
    public static string? ToClear(Value details) => details is MapValue map && map.TryGetValue(ClearKey, out var hook) ? ValueText.Plain(hook) : null;

    /// <summary>Lets an action go on that waits at a hook.</summary>
    /// <exception cref="RequestException">There is no such resource, or nothing waits there.</exception>
    public async Task ClearAsync(StackRecord stack, string resource, string hook, CancellationToken cancellation)
    {
        var record = await _reader.FindResourceAsync(stack, resource, cancellation)
            ?? throw new RequestException("EntityNotFound", $"The Resource ({resource}) could not be found in Stack {stack.Name}.");
        var described = await DescribedAsync(stack, record);
        if (!ResourceRegistry.HookNames.Contains(hook))
            throw Invalid($"Invalid hook type \"{hook}\" for {described}");
        await _writer.WriteAsync(async database =>
        {
            var cleared = await database.Hooks
                .Where(row => row.ResourceId == record.Id && row.Hook == hook && !row.IsCleared)
                .ExecuteUpdateAsync(row => row.SetProperty(found => found.IsCleared, true), CancellationToken.None);
            if (cleared == 0)
                throw Invalid($"The \"{hook}\" hook is not defined on {described}");
            database.Add(StackEvents.Of(record with { StatusReason = $"Hook {hook} is cleared" }, record.PhysicalId, _time.GetUtcNow()));
        });
        _running.Wake(stack.RootId);
    }

    private static RequestException Invalid(string message) => new("InvalidBreakPointHook", message);

    private async Task<string> DescribedAsync(StackRecord stack, ResourceRecord record)
    {
        var type = _definitions.TypeOf(record, await _reader.DefinitionAsync(stack));
        var id = record.PhysicalId is { } physicalId ? $" [{physicalId}]" : "";
        return $"{type.Title} \"{record.Name}\"{id} Stack \"{stack.Name}\" [{stack.Id}]";
    }
}
