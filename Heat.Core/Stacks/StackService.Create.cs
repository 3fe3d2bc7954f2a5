using Heat.Core.Engine;
using Heat.Core.Security;
using Heat.Core.Stacks.Failures;
using Heat.Core.Storage;
using Heat.Core.Values;
using Microsoft.EntityFrameworkCore;

namespace Heat.Core.Stacks;

/// <content>Creating stacks.</content>
public sealed partial class StackService
{
    /// <summary>Makes a stack. Its creation runs on after this returns.</summary>
    public Task<StackRecord> CreateAsync(RequestContext context, StackRequest request, CancellationToken cancellation) =>
        StartAsync(context, request, StackAction.Create, OperationDetails.None, cancellation);

    private async Task<StackRecord> StartAsync(RequestContext context, StackRequest request, string action, OperationDetails details, CancellationToken cancellation)
    {
        CheckName(request.Name);
        await CheckNewAsync(context, request.Name, cancellation);
        var id = Guid.NewGuid();
        var definition = Define(request, new StackIdentity(request.Name, id, context.ProjectId));
        await EnsureAsync(context, definition, cancellation);
        CheckSize(definition);
        var credentials = await _sessions.DelegateAsync(context, cancellation);
        var stack = NewStack(context, request, definition, id, action) with { Credentials = _secrets.Seal(credentials, id) };
        try
        {
            await WriteNewAsync(stack, definition, request.Tags ?? [], details, cancellation);
        }
        catch
        {
            await _sessions.RevokeAsync(credentials, CancellationToken.None);
            throw;
        }

        return stack;
    }

    /// <summary>A stack as it would be, without making it.</summary>
    public async Task<(StackRecord Stack, StackDefinition Definition)> PreviewAsync(RequestContext context, StackRequest request, CancellationToken cancellation)
    {
        CheckName(request.Name);
        await CheckNewAsync(context, request.Name, cancellation);
        var definition = Define(request, new StackIdentity(request.Name, null, context.ProjectId));
        await EnsureAsync(context, definition, cancellation);
        CheckSize(definition);
        return (NewStack(context, request, definition, Guid.Empty, StackAction.Create), definition);
    }

    private async Task CheckNewAsync(RequestContext context, string name, CancellationToken cancellation)
    {
        if (await _reader.ExistsAsync(context.ProjectId, name, cancellation))
            throw new StackExistsException(name);
        if (_limits.MaxStacksPerTenant >= 0 && !context.IsAdministrator && await _reader.CountAsync(context.ProjectId, cancellation) >= _limits.MaxStacksPerTenant)
            throw new LimitExceededException($"You have reached the maximum stacks per tenant, {_limits.MaxStacksPerTenant}. Please delete some stacks.");
    }

    private StackRecord NewStack(RequestContext context, StackRequest request, StackDefinition definition, Guid id, string action) => _definitions.Write(definition, new StackRecord
    {
        Id = id,
        Name = request.Name,
        ProjectId = context.ProjectId,
        RootId = id,
        Action = action,
        Status = Status.InProgress,
        StatusReason = $"Stack {action} started",
        TemplateKey = definition.TemplateKey,
        FilesKey = definition.FilesKey,
        Environment = [],
        DisableRollback = request.DisableRollback ?? true,
        TimeoutMinutes = request.TimeoutMinutes,
        Tags = TagsOf(request.Tags),
        UserName = context.UserName,
        CreatedAt = _time.GetUtcNow(),
    });

    private static string? TagsOf(IReadOnlyList<string>? tags) =>
        tags is null ? null : ValueJson.Write(ListValue.Create(tags.Select(tag => (Value)tag)));

    private async Task WriteNewAsync(StackRecord stack, StackDefinition definition, IReadOnlyList<string> tags, OperationDetails details, CancellationToken cancellation)
    {
        var resources = definition.Resources.Values.Select(resource => resource.NewRecord(stack, definition, stack.CreatedAt)).ToList();
        var operation = NewOperation(stack, sequence: 1, details: details);
        try
        {
            await SubmitNewAsync(stack, definition, tags, operation, resources, cancellation);
        }
        catch (DbUpdateException) when (!cancellation.IsCancellationRequested)
        {
            // Another process may have made one of that name at the same moment.
            if (await _reader.ExistsAsync(stack.ProjectId, stack.Name, CancellationToken.None))
                throw new StackExistsException(stack.Name);
            throw;
        }
    }

    private Task SubmitNewAsync(StackRecord stack, StackDefinition definition, IReadOnlyList<string> tags, OperationRecord operation, List<ResourceRecord> resources, CancellationToken cancellation) =>
        _operations.SubmitAsync(operation, StopRequest.None, async database =>
        {
            if (await database.Stacks.AnyAsync(row => row.ProjectId == stack.ProjectId && row.Name == stack.Name && row.DeletedAt == null, cancellation))
                throw new StackExistsException(stack.Name);
            await DatabaseOperationStore.AddDocumentsAsync(database, [.. StackDefinitions.Documents(definition)]);
            database.Add(stack);
            database.AddRange(tags.Distinct().Select(tag => new StackTagRecord(stack.Id, tag)));
            database.AddRange(resources);
            database.Add(StackEvents.Of(stack, stack.CreatedAt));
        });

    private OperationRecord NewOperation(StackRecord stack, long sequence, bool converge = false, OperationDetails? details = null)
    {
        var now = _time.GetUtcNow();
        var id = Guid.NewGuid();
        return new OperationRecord
        {
            Id = id,
            StackId = stack.Id,
            Sequence = sequence,
            Action = stack.Action,
            State = OperationState.Queued,
            Converge = converge,
            Details = (details ?? OperationDetails.None).Seal(id, _secrets),
            CreatedAt = now,
            Deadline = now + _limits.ActionTimeout(stack.TimeoutMinutes),
        };
    }
}
