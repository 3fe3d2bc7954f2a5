using Heat.Core.Diagnostics;
using Heat.Core.Resources;
using Heat.Core.Resources.Nested;
using Heat.Core.Stacks;
using Heat.Core.Storage;
using Heat.Core.Values;

namespace Heat.Core.Engine;

/// <content>Resources that are stacks of their own: their actions are walks of the nested stack within the same operation.</content>
internal sealed partial class ResourceStep
{
    private StackRun? Nested => State.Record.PhysicalId is { } id && Guid.TryParse(id, out var stackId) ? Operation.Tree.GetValueOrDefault(stackId) : null;

    private async Task CreateNestedAsync(WantedResource wanted, NestedStackType type, MapValue properties)
    {
        var context = Context(properties);
        var (begun, members) = await BegunAsync();
        var series = await CallAsync(type, () => type.ContentsAsync(context, members, Operation.Aborting));
        var child = begun ?? MakeNested(context, series[0], StackAction.Create);
        await FollowAsync(child, series, StackAction.Create);
        NoteNestedResult(type, context, child);
        Note(State with { Record = State.Record with { Requires = RequiresOf(wanted) } });
        End(StackAction.Create);
    }

    private async Task UpdateNestedAsync(NestedStackType type, MapValue properties)
    {
        var child = Nested ?? throw new ResourceException("NotFound", $"The nested stack of {Name} is gone.", FailureNature.NeedsReplacement);
        var context = Context(properties);
        await child.UseStoredAsync();
        var members = await child.ViewOfMembersAsync();
        var series = await CallAsync(type, () => type.ContentsAsync(context, members, Operation.Aborting));
        child.SetState(StackAction.Update, Status.InProgress, "Stack UPDATE started");
        await FollowAsync(child, series, StackAction.Update);
        NoteNestedResult(type, context, child);
    }

    /// <summary>Brings the nested stack in line with each content of a series in turn.</summary>
    private async Task FollowAsync(StackRun child, IReadOnlyList<NestedStackContent> series, string action)
    {
        foreach (var content in series)
        {
            var definition = DefineNested(content, child.Stack.Id, child.Stack.Name);
            WriteDefinition(child, definition);
            if (!await child.ConvergeAsync(definition))
                FailNested(child, action);
            if (content.Pause > TimeSpan.Zero && content != series[^1])
                await Task.Delay(content.Pause, Operation.Time, Operation.Aborting);
        }

        child.Complete(action);
    }

    private async Task AdoptNestedAsync(NestedStackType type, MapValue properties, MapValue document)
    {
        var context = Context(properties);
        var (begun, members) = await BegunAsync();
        var content = (await CallAsync(type, () => type.ContentsAsync(context, members, Operation.Aborting)))[^1];
        var child = begun ?? MakeNested(context, content, StackAction.Adopt);
        child.Adopted = document.Get(StackDocument.Resources).AsMap() ?? MapValue.Empty;
        await FollowAsync(child, [content], StackAction.Adopt);
        NoteNestedResult(type, context, child);
    }

    /// <summary>The nested stack that was begun before an interruption, as it was to be then; null when there is none.</summary>
    private async Task<(StackRun? Begun, StackView? Members)> BegunAsync()
    {
        if (Nested is not { } begun)
            return (null, null);
        await begun.UseStoredAsync();
        return (begun, await begun.ViewOfMembersAsync());
    }

    private void WriteDefinition(StackRun child, StackDefinition definition)
    {
        foreach (var document in StackDefinitions.Documents(definition))
            Operation.Journal.Note(document);
        child.Change(Operation.Definitions.Write(definition, child.Stack));
    }

    private void FailNested(StackRun child, string action)
    {
        var failure = child.Failure;
        if (failure is null)
            throw new OperationCanceledException();
        child.Fail(action, failure.StackReason);
        throw new StepFailedException(failure);
    }

    private StackRun MakeNested(ResourceContext context, NestedStackContent content, string action)
    {
        if (stack.Stack.Depth >= Operation.Limits.MaxNestedStackDepth)
            throw new ResourceException("RequestLimitExceeded", $"Request limit exceeded: Recursion depth exceeds {Operation.Limits.MaxNestedStackDepth}.");
        var id = Guid.NewGuid();
        var record = Operation.Definitions.Write(
            DefineNested(content, id, context.PhysicalName),
            new StackRecord
            {
                Id = id,
                Name = context.PhysicalName,
                ProjectId = stack.Stack.ProjectId,
                RootId = stack.Stack.RootId,
                OwnerId = stack.Stack.Id,
                OwnerResourceName = Name,
                Depth = stack.Stack.Depth + 1,
                Action = action,
                Status = Status.InProgress,
                TemplateKey = "",
                FilesKey = "",
                Environment = [],
                UserName = stack.Stack.UserName,
                StackUserProjectId = stack.Stack.StackUserProjectId,
                CreatedAt = Operation.Time.GetUtcNow(),
            });
        var child = new StackRun(Operation, record, []);
        child.SetState(action, Status.InProgress, $"Stack {action} started");
        Note(State with { Record = State.Record with { PhysicalId = record.Id.ToString() } });
        return child;
    }

    private async Task DeleteNestedAsync()
    {
        if (Nested is not { } child)
            return;
        child.SetState(StackAction.Delete, Status.InProgress, "Stack DELETE started");
        if (!await child.DeleteAsync())
            FailNested(child, StackAction.Delete);
        child.MarkDeleted();
    }

    private async Task ActOnNestedAsync(string action)
    {
        if (Nested is not { } child)
            return;
        child.SetState(action, Status.InProgress, $"Stack {action} started");
        var definition = await Operation.Definitions.LoadAsync(child.Stack, Operation.Store);
        if (!await child.ActAsync(action, definition))
            FailNested(child, action);
        child.Complete(action);
    }

    /// <summary>A nested stack that isn't whole, because something else than an update of its resource was broken off or failed, is gone over again too.</summary>
    private bool HasNewNestedDefinition(WantedResource wanted) =>
        Nested is not { Stack.Status: Status.Complete } child || wanted.NestedTemplateKey is { } key && key != child.Stack.TemplateKey;

    private StackDefinition DefineNested(NestedStackContent content, Guid id, string name)
    {
        var wanted = stack.Definition!.Resources[Name];
        var facade = new FacadeValues(wanted.Metadata(stack.Values), wanted.DeletionPolicy(stack.Values), wanted.UpdatePolicy(stack.Values));
        var definition = Operation.Definitions.Nested(stack.Definition, wanted, content, new StackIdentity(name, id, stack.Stack.ProjectId), facade);
        List<Problem> problems = [.. definition.Parameters.Problems, .. definition.Problems];
        return problems.Count == 0 ? definition : throw new ProblemException(problems);
    }

    private void NoteNestedResult(NestedStackType type, EngineResourceContext context, StackRun child)
    {
        type.NoteCompletion(context, child.View);
        NoteAttributes(type, child.View);
    }

    private void NoteAttributes(NestedStackType type, NestedStackView view) =>
        Note(State.WithAttributes(type.ShownAttributes(Name, State.Data, view), Operation.Secrets).WithReference(type.Reference(view), Operation.Secrets));
}
