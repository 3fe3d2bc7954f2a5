using Heat.Core.Engine;
using Heat.Core.Resources;
using Heat.Core.Security;
using Heat.Core.Stacks;
using Heat.Core.Stacks.Failures;
using Heat.Core.Storage;
using Heat.Core.Values;

namespace Heat.Core.Signals;

/// <summary>Hands signals to the resources that they are for. When a method returns, what the signal changed is on disk.</summary>
public sealed class SignalService
{
    private readonly StackReader _reader;
    private readonly StackDefinitions _definitions;
    private readonly IOperationStore _store;
    private readonly ICloudSessions _sessions;
    private readonly RunningOperations _running;
    private readonly GroupScaling _scaling;
    private readonly SecretBox _secrets;
    private readonly TimeProvider _time;

    internal SignalService(
        StackReader reader, StackDefinitions definitions, IOperationStore store, ICloudSessions sessions, RunningOperations running, GroupScaling scaling, SecretBox secrets, TimeProvider time) =>
        (_reader, _definitions, _store, _sessions, _running, _scaling, _secrets, _time) = (reader, definitions, store, sessions, running, scaling, secrets, time);

    /// <summary>Signals a resource.</summary>
    /// <param name="details">What was sent: a map, or null for nothing.</param>
    /// <exception cref="RequestException">The resource isn't there, or takes no signals now or ever.</exception>
    /// <exception cref="ResourceException">The resource can make nothing of this signal.</exception>
    public async Task SignalAsync(StackRecord stack, string name, Value details, CancellationToken cancellation)
    {
        var definition = await _reader.DefinitionAsync(stack);
        if (!definition.Resources.ContainsKey(name))
            throw new RequestException("ResourceNotFound", $"The Resource ({name}) could not be found in Stack {stack.Name}.");
        var record = await _reader.FindResourceAsync(stack, name, cancellation);
        if (record is null || record.Action == StackAction.Init)
            throw new RequestException("ResourceNotAvailable", $"The Resource ({name}) is not available.");
        var type = _definitions.TypeOf(record, definition);
        await CheckTakesSignalAsync(type, record, stack);
        await HandleAsync(type, stack, record, details, cancellation);
        _running.Wake(stack.RootId);
    }

    private async Task CheckTakesSignalAsync(ResourceType type, ResourceRecord record, StackRecord stack)
    {
        if (!type.TakesSignals)
            throw new RequestException("ResourceActionNotSupported", "signal is not supported for resource.");
        if (!type.RefusesSignalsDuring(record.Action))
            return;
        var refused = record with { StatusReason = $"Cannot signal resource during {record.Action}" };
        await _store.ChangeResourceAsync(record.Id, stored => stored, EventOf(refused, type, stack));
        throw new UnsupportedException($"Signal resource during {record.Action}");
    }

    private async Task HandleAsync(ResourceType type, StackRecord stack, ResourceRecord record, Value details, CancellationToken cancellation)
    {
        var context = await ContextAsync(type, stack, record, cancellation);
        try
        {
            var result = await type.SignalAsync(context, details, cancellation);
            var told = record with { Action = "SIGNAL", StatusReason = SignalReason.Of(details, result) };
            await _store.ChangeResourceAsync(record.Id, stored => context.Noted(stored, _secrets), EventOf(told, type, stack));
        }
        catch (ResourceException nothing) when (nothing.Kind == ResourceException.NoActionKind)
        {
            await _store.ChangeResourceAsync(record.Id, stored => context.Noted(stored, _secrets));
        }
    }

    private async Task<SignalResourceContext> ContextAsync(ResourceType type, StackRecord stack, ResourceRecord record, CancellationToken cancellation)
    {
        var root = stack.RootId == stack.Id ? stack : await _reader.FindAsync(stack.RootId, cancellation) ?? stack;
        var state = ResourceState.Open(record, _secrets);
        return new SignalResourceContext(
            state,
            _store,
            (reference, token) => FindByReferenceAsync(stack, reference, token),
            (group, adjustment, token) => _scaling.RequestAsync(stack, group, adjustment, token))
        {
            Stack = stack.Outline(),
            Name = record.Name,
            Id = record.Id,
            PhysicalName = PhysicalName.Of(stack.Name, record.Name, record.Id, type.Schema.NameLimit),
            Properties = state.Properties,
            Metadata = ValueJson.ParseMap(record.Metadata),
            UpdatePolicy = ValueJson.ParseMap(record.UpdatePolicy),
            Cloud = _sessions.ForStack(StackCredentialsSealing.Open(root, _secrets)),
            Time = _time,
            StartedAt = _time.GetUtcNow(),
            PreviousStatus = record.PreviousState,
        };
    }

    private async Task<StoredResource?> FindByReferenceAsync(StackRecord stack, Value reference, CancellationToken cancellation)
    {
        var listed = await _reader.ListResourcesAsync(stack, new ResourceQuery(), cancellation);
        var found = listed.Select(each => each.Resource).FirstOrDefault(record => ResourceState.Open(record, _secrets).Reference == reference);
        return found?.Opened(_secrets);
    }

    private EventRecord EventOf(ResourceRecord record, ResourceType type, StackRecord stack) =>
        StackEvents.Of(record, PhysicalName.Of(stack.Name, record.Name, record.Id, type.Schema.NameLimit), _time.GetUtcNow());
}
