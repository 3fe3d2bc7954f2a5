using Heat.Core.Diagnostics;
using Heat.Core.Engine.Planning;
using Heat.Core.Environments;
using Heat.Core.Resources;
using Heat.Core.Resources.Nested;
using Heat.Core.Security;
using Heat.Core.Stacks;
using Heat.Core.Storage;
using Heat.Core.Templates;
using Heat.Core.Values;

namespace Heat.Core.Engine;

/// <summary>One stack of the tree during an operation: its state in memory, its walk, and its notes to the journal. All stacks of the tree that take part have one.</summary>
internal sealed class StackRun
{
    private readonly Dictionary<Guid, ResourceState> _states;
    private readonly Dictionary<string, Guid> _current = new(StringComparer.Ordinal);
    private readonly HashSet<Guid> _interrupted;
    private ResourceFailure? _failure;
    private StackValues? _values;
    private HeatEnvironment? _environment;
    private bool _checkedPartly;
    private bool _isChanged;

    public StackRun(OperationContext operation, StackRecord stack, IEnumerable<ResourceState> resources)
    {
        Operation = operation;
        Stack = stack;
        _states = resources.ToDictionary(state => state.Id);
        _interrupted = [.. _states.Values.Where(state => state.Record.Status == Status.InProgress).Select(state => state.Id)];
        ChooseCurrent();
        operation.Tree[stack.Id] = this;
    }

    public OperationContext Operation { get; }

    public StackRecord Stack { get; private set; }

    /// <summary>The resources that the stack is to take over, as the document tells of them; null when it makes its own.</summary>
    public MapValue? Adopted { get; set; }

    /// <summary>What the stack is to be; null while nothing asked for it, as when it is only deleted.</summary>
    public StackDefinition? Definition { get; private set; }

    /// <summary>The first failure of the last walk; null when there was none.</summary>
    public ResourceFailure? Failure => _failure;

    public IReadOnlyCollection<ResourceState> States => _states.Values;

    public StackOutline Outline => Stack.Outline();

    /// <summary>What expressions see of the stack's resources.</summary>
    public StackValues Values => _values ?? throw new InvalidOperationException($"Stack {Stack.Name} has no definition yet.");

    /// <summary>Brings the stack in line with a definition. True when everything was done.</summary>
    public async Task<bool> ConvergeAsync(StackDefinition definition)
    {
        await OpenAsync(definition);
        CheckSize(definition);
        ChooseCurrent();
        await DeleteLateObjectsAsync();
        var existing = _states.Values.Where(state => !IsUntouchedAndWanted(state)).Select(Existing).ToList();
        var plan = Planner.Converge([.. definition.Resources.Values.Select(resource => new PlannedResource(resource.Name, resource.Requires))], existing);
        AddMissingRecords(definition);
        var isDone = await WalkAsync(plan, step => step.Kind == StepKind.Converge
            ? StepFor(step).ConvergeAsync(definition.Resources[step.Resource])
            : CleanUpAsync(step.RecordId!.Value));
        await DeleteLateObjectsAsync();
        return isDone;
    }

    /// <summary>Deletes every resource. True when nothing is left.</summary>
    public async Task<bool> DeleteAsync()
    {
        var plan = Planner.Delete([.. _states.Values.Select(Existing)]);
        return await WalkAsync(plan, step => new ResourceStep(this, _states[step.RecordId!.Value]).DeleteAsync(), goesOnAfterFailure: true);
    }

    /// <summary>Suspends, resumes or checks every resource, or takes a snapshot of it.</summary>
    public async Task<bool> ActAsync(string action, StackDefinition definition)
    {
        await OpenAsync(definition);
        var existing = _states.Values.Where(state => IsCurrent(state.Id)).Select(Existing).ToList();
        var plan = action == StackAction.Suspend ? Planner.Reverse(existing) : Planner.Forward(existing);
        return await WalkAsync(plan, step => new ResourceStep(this, _states[step.RecordId!.Value]).ActAsync(action), goesOnAfterFailure: action == StackAction.Check);
    }

    /// <summary>Gives a group another size, while the stack stays as it is. True when that was done.</summary>
    public Task<bool> ScaleAsync(Guid group, ScalingOrder order) => new ResourceStep(this, _states[group]).ScaleAsync(order);

    /// <summary>Makes a definition, and those of the nested stacks as they are, the ones that expressions are of.</summary>
    public async Task OpenAsync(StackDefinition definition)
    {
        await UseAsync(definition);
        await UseNestedAsync();
    }

    /// <summary>From now on, expressions are those of this definition.</summary>
    public async Task UseAsync(StackDefinition definition)
    {
        var zones = definition.Template.AsksForAvailabilityZones ? await Operation.AvailabilityZonesAsync() : IResourceValues.DefaultZones;
        Definition = definition;
        _values = new StackValues(definition, Current, Nested) { AvailabilityZones = zones };
    }

    /// <summary>From now on, expressions are those of the definition that the stack has had until now.</summary>
    public async Task UseStoredAsync() => await UseAsync(await Operation.Definitions.LoadAsync(Stack, Operation.Store));

    /// <summary>Where a template says what a resource is to be. What a group makes stands where the group does.</summary>
    public SourceSpan PlaceOf(string resource)
    {
        if (Definition?.Template.Resources.GetValueOrDefault(resource)?.Span is { Line: > 0 } known)
            return known;
        if (Stack is not { OwnerId: { } owner, OwnerResourceName: { } name } || Operation.Tree.GetValueOrDefault(owner) is not { } above)
            return SourceSpan.None;
        // What is stored of a template has no lines, but its file has come along with the stack above.
        var type = above.Definition?.Resources.GetValueOrDefault(name)?.Type as TemplateResource;
        return type is null ? above.PlaceOf(name) : type.Template.Resources.GetValueOrDefault(resource)?.Span ?? SourceSpan.None;
    }

    /// <summary>The record in force for a resource; null when there is none.</summary>
    public ResourceState? Current(string resource) => _current.TryGetValue(resource, out var id) ? _states.GetValueOrDefault(id) : null;

    /// <summary>The record with this id; null when there is none any more.</summary>
    public ResourceState? Find(Guid record) => _states.GetValueOrDefault(record);

    public bool IsCurrent(Guid record) => _states.TryGetValue(record, out var state) && _current.GetValueOrDefault(state.Name) == record;

    /// <summary>True when the process died while it worked on this record, and nobody has looked at it since.</summary>
    public bool WasInterrupted(Guid record) => _interrupted.Contains(record);

    public void ForgetInterruption(Guid record) => _interrupted.Remove(record);

    /// <summary>True when the environment has actions on a resource wait there.</summary>
    public bool HasHook(string resource, string hook) =>
        (Definition?.Environment ?? (_environment ??= StoredEnvironment.Open(Stack.Environment, Stack.Id, Operation.Secrets).Environment)).Registry.HasHook(resource, hook);

    public void NoteUnsupportedCheck() => _checkedPartly = true;

    public void Note(ResourceState state)
    {
        var before = _states.GetValueOrDefault(state.Id);
        _states[state.Id] = state;
        Operation.Journal.Note(state.Record, before?.Record);
    }

    /// <summary>The project of the stack's in-instance users. All stacks of a tree share one.</summary>
    public async Task<string> UserProjectAsync()
    {
        var project = await Operation.StackUserProjectAsync();
        if (Stack.StackUserProjectId is null)
            Change(Stack with { StackUserProjectId = project });
        return project;
    }

    /// <summary>Takes over what was written already.</summary>
    public void Refresh(ResourceState state) => _states[state.Id] = state;

    public void MakeCurrent(ResourceState state) => _current[state.Name] = state.Id;

    public void Remove(ResourceState state)
    {
        _states.Remove(state.Id);
        if (_current.GetValueOrDefault(state.Name) == state.Id)
            _current.Remove(state.Name);
        Operation.Journal.NoteRemoval(state.Id);
    }

    /// <summary>Something was done to a resource.</summary>
    public void NoteChange() => _isChanged = true;

    public void NoteFailure(ResourceFailure failure) => _failure ??= failure;

    /// <summary>A new record for a resource, not yet noted.</summary>
    public ResourceState NewState(WantedResource resource, Guid? replaces)
    {
        var now = Operation.Time.GetUtcNow();
        return new ResourceState
        {
            Record = resource.NewRecord(Stack, Definition!, now) with { Replaces = replaces },
            Properties = MapValue.Empty,
            Attributes = MapValue.Empty,
            Data = MapValue.Empty,
        };
    }

    /// <summary>The ids of the records in force for these resources.</summary>
    public IEnumerable<Guid> CurrentIds(IEnumerable<string> resources) =>
        resources.Select(Current).OfType<ResourceState>().Select(state => state.Id);

    /// <summary>Moves the stack to a state, with an event.</summary>
    public void SetState(string action, string status, string reason)
    {
        var now = Operation.Time.GetUtcNow();
        Stack = Stack with { Action = action, Status = status, StatusReason = reason };
        if (status == Status.InProgress && action is not (StackAction.Create or StackAction.Adopt))
            Stack = Stack with { UpdatedAt = now };
        Operation.Journal.Note(Stack);
        Operation.Journal.Note(StackEvents.Of(Stack, now));
    }

    /// <summary>Changes the stack's record without an event.</summary>
    public void Change(StackRecord stack)
    {
        Stack = stack;
        Operation.Journal.Note(stack);
    }

    /// <summary>Ends an action: state, event, and the values of the outputs.</summary>
    public void Complete(string action)
    {
        if (Definition is { } definition)
            Stack = Stack with { Outputs = Operation.Secrets.Seal(StackOutputs.Evaluate(definition, Values), Stack.Id) };
        SetState(action, Status.Complete, $"Stack {action} completed successfully{Remark(action)}");
    }

    private string Remark(string action)
    {
        if (_checkedPartly && action == StackAction.Check)
            return ". 'CHECK' not fully supported (see resources)";
        // Who takes an operation over doesn't know what was done before.
        var isKnown = action == StackAction.Update && Operation.Operation.Epoch == 1;
        return isKnown && !_isChanged ? ": no resource had to be changed" : "";
    }

    public void Fail(string action, string reason)
    {
        Stack = Stack with { Outputs = null };
        SetState(action, Status.Failed, reason);
    }

    /// <summary>Declares failed what is still in the middle of an action that nobody goes on with: resources, and the stack itself if it is a nested one.</summary>
    public async Task FailInterruptedAsync()
    {
        foreach (var state in _states.Values.Where(state => state.Record.Status == Status.InProgress).ToList())
            await new ResourceStep(this, state).FailInterruptedAsync();
        if (Stack is { OwnerId: not null, IsInProgress: true })
            Fail(Stack.Action, $"{Stack.Action} aborted (interrupted)");
    }

    /// <summary>The deleted stack's record stays, so that it can be shown by its id; what it acted with doesn't.</summary>
    public void MarkDeleted()
    {
        Stack = Stack with { DeletedAt = Operation.Time.GetUtcNow(), Outputs = null, Credentials = Stack.EventSinks is null ? null : Stack.Credentials, PreviousTemplateKey = null, PreviousFilesKey = null, PreviousEnvironment = null };
        SetState(StackAction.Delete, Status.Complete, "Stack DELETE completed successfully");
    }

    /// <summary>This stack as the resource type that it belongs to sees it.</summary>
    public StackView View => new(Stack, Definition!, Values, Current);

    /// <summary>The same for what is to be made of its members: what an update that was broken off didn't come to, or couldn't replace, is still as an earlier template made it.</summary>
    public async Task<StackView> ViewOfMembersAsync()
    {
        var others = _current.Values.Select(id => _states[id]).Where(state => state.Record.TemplateKey is { } template && template != Stack.TemplateKey).ToList();
        if (others.Count == 0)
            return View;
        var texts = await Operation.Store.FindDocumentsAsync([.. others.Select(state => state.Record.TemplateKey!).Distinct()]);
        var templates = texts.ToDictionary(text => text.Key, text => ValueJson.ParseMap(text.Value));
        var earlier = others
            .Where(state => templates.ContainsKey(state.Record.TemplateKey!))
            .ToDictionary(state => state.Name, state => StackView.DefinitionIn(templates[state.Record.TemplateKey!], state.Name));
        return new StackView(Stack, Definition!, Values, Current) { EarlierDefinitions = earlier };
    }

    /// <summary>The stack as a document. Nested stacks have to be in use.</summary>
    public MapValue Document => StackDocument.Of(Stack, Definition!, _states.Values.Where(state => IsCurrent(state.Id)), state => Below(state)?.Document);

    private StackRun? Below(ResourceState state) => Guid.TryParse(state.Record.PhysicalId, out var id) ? Operation.Tree.GetValueOrDefault(id) : null;

    private StackView? Nested(ResourceState state) =>
        Below(state) is { Definition: not null } child ? child.View : null;

    /// <summary>Nested stacks that the operation leaves as they are have outputs too, and expressions ask for them.</summary>
    private async Task UseNestedAsync()
    {
        foreach (var state in _states.Values)
        {
            if (Below(state) is not { Definition: null } child)
                continue;
            await child.UseStoredAsync();
            await child.UseNestedAsync();
        }
    }

    private void CheckSize(StackDefinition definition)
    {
        var limit = Operation.Limits.MaxResourcesPerStack;
        if (limit < 0)
            return;
        var others = Operation.Tree.Values.Where(stack => stack != this && stack.Stack.DeletedAt is null).Sum(stack => stack.Definition?.Resources.Count ?? stack._current.Count);
        if (others + definition.Resources.Count > limit)
            throw new ResourceException("RequestLimitExceeded", "Request limit exceeded: Maximum resources per stack exceeded.");
    }

    private async Task<bool> WalkAsync(Plan plan, Func<PlanStep, Task<bool>> perform, bool goesOnAfterFailure = false)
    {
        _failure = null;
        _checkedPartly = false;
        return await PlanWalker.WalkAsync(plan, perform, goesOnAfterFailure, Operation.Stopping);
    }

    private Task<bool> CleanUpAsync(Guid record)
    {
        if (!_states.TryGetValue(record, out var state))
            return Task.FromResult(true);
        var wanted = IsCurrent(record) && Definition!.Resources.ContainsKey(state.Name);
        return wanted ? Task.FromResult(true) : new ResourceStep(this, state).DeleteAsync();
    }

    private ResourceStep StepFor(PlanStep step)
    {
        var state = Current(step.Resource) ?? throw new InvalidOperationException($"Resource {step.Resource} has no record.");
        return new ResourceStep(this, state);
    }

    /// <summary>Of each resource's records, the best is the one in force. Which one that is depends on the template that is wanted.</summary>
    private void ChooseCurrent()
    {
        foreach (var group in _states.Values.GroupBy(state => state.Name))
            MakeCurrent(group.MaxBy(Standing)!);
    }

    /// <summary>What a service has made late, after a call that was lost, goes: before anything else is deleted that it may use, and again at the end.</summary>
    private async Task DeleteLateObjectsAsync()
    {
        foreach (var state in _states.Values.Where(state => state.Record is { CreationLostAt: not null, PhysicalId: not null }).ToList())
            await new ResourceStep(this, state).TryDeletingLateAsync();
    }

    private void AddMissingRecords(StackDefinition definition)
    {
        foreach (var resource in definition.Resources.Values.Where(resource => !_current.ContainsKey(resource.Name)))
        {
            var state = NewState(resource, replaces: null);
            Note(state);
            MakeCurrent(state);
        }
    }

    private bool IsUntouchedAndWanted(ResourceState state) =>
        state.Record.Action == StackAction.Init && Definition!.Resources.ContainsKey(state.Name) && IsCurrent(state.Id);

    /// <summary>
    /// Of several records for one resource, left by an update that was broken off, the one that best serves: whole ones before failed ones, those that the wanted template made before those of the template before it,
    /// unreplaced ones before replaced ones, and younger ones before older.
    /// </summary>
    private (int Score, DateTimeOffset CreatedAt) Standing(ResourceState state)
    {
        var record = state.Record;
        var score = 0;
        if (record.Status == Status.Failed)
            score -= 30;
        if (record.Action == StackAction.Delete)
            score -= 50;
        if (record.ReplacedBy is not null)
            score -= 1;
        if (record.TemplateKey is { } template && template == Stack.PreviousTemplateKey)
            score += 5;
        if (record.TemplateKey is { } target && target == Stack.TemplateKey)
            score += 10;
        return (score, record.CreatedAt);
    }

    private static ExistingResource Existing(ResourceState state) => new(state.Id, state.Name, state.Requires);
}
