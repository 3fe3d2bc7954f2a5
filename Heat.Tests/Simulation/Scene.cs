using System.Security.Cryptography;
using Heat.Core.Engine;
using Heat.Core.Environments;
using Heat.Core.Resources;
using Heat.Core.Resources.Nested;
using Heat.Core.Security;
using Heat.Core.Stacks;
using Heat.Core.Storage;
using Heat.Core.Templates;
using Heat.Core.Values;
using Microsoft.Extensions.Logging.Abstractions;

namespace Heat.Tests.Simulation;

/// <summary>
/// One stack, the processes that carry its operations, and the cloud. Requests enter as they do through the service: in one transaction, and then somebody is told.
/// A process that dies is followed by another, which takes up whatever is unfinished.
/// </summary>
internal sealed class Scene
{
    private static readonly EngineOptions s_options = new() { RetryLimit = 2 };

    private static readonly ResourceTypes s_types = new([new SimulatedTypes()]);

    private readonly Guid _id = new("5ce11e00-0000-4000-8000-000000000000");
    private readonly SecretBox _secrets = new(RandomNumberGenerator.GetBytes(32));
    private readonly StackDefinitions _definitions;
    private readonly List<Member> _members = [];
    private readonly Dictionary<string, int> _reached = [];
    private readonly Dictionary<string, Blueprint> _blueprints = [];
    private (string Point, int Occurrence)? _crash;

    public Scene(int seed = 0)
    {
        World = new World(seed);
        Cloud = new Cloud(World);
        _definitions = new StackDefinitions(new TemplateFactory(), s_types, _secrets);
        StartProcess();
    }

    public World World { get; }

    public Cloud Cloud { get; }

    /// <summary>What comes with the blueprints.</summary>
    public HeatEnvironment Environment { get; set; } = HeatEnvironment.Empty;

    public MemoryOperationStore Store { get; } = new();

    public StackRecord? Stack => Store.Stacks.GetValueOrDefault(_id);

    /// <summary>What the stack was last told to be, or has gone back to; nothing when it never was anything.</summary>
    public Blueprint InForce => Stack is { } stack && _blueprints.TryGetValue(stack.TemplateKey, out var known) ? known : Blueprint.Of();

    /// <summary>True once the stack was told to let go of things that it leaves in the cloud.</summary>
    public bool LetsGo { get; private set; }

    /// <summary>Everything that happened, as the events tell it.</summary>
    public string Told => string.Join('\n', Store.Events.Select(row => $"{row.CreatedAt:mm:ss.fff} {row.ResourceName} {row.PhysicalId} {row.Action}_{row.Status} {row.StatusReason}"));

    /// <summary>How many processes have died so far.</summary>
    public int Crashes => _members.Count(member => member.Process.IsDead);

    public IEnumerable<Exception> Faults => _members.SelectMany(member => member.Process.Faults);

    private Member Awake => _members.Last(member => member.Process.IsAwake);

    /// <summary>The process dies when this point is reached for the n-th time from now on.</summary>
    public void CrashOnceMoreAt(string point, int occurrence) => _crash = (point, _reached.GetValueOrDefault(point) + occurrence);

    public void RunUntilQuiet() => World.RunUntil();

    public void RunFor(double seconds) => World.RunUntil(World.Now + TimeSpan.FromSeconds(seconds));

    public void Create(Blueprint blueprint, bool rollsBack = false) => Request(() =>
    {
        if (Stack is not null)
            return null;
        AcceptNew(blueprint, rollsBack, StackAction.Create, null);
        return StopRequest.None;
    });

    public void Update(Blueprint blueprint, bool rollsBack = false) => Request(() =>
    {
        if (Stack is not { DeletedAt: null, Action: not StackAction.Delete } current)
            return null;
        var wasWhole = current.Status == Status.Complete;
        var definition = Define(blueprint);
        var changed = _definitions.Write(definition, current) with
        {
            PreviousTemplateKey = wasWhole ? current.TemplateKey : current.PreviousTemplateKey,
            PreviousFilesKey = wasWhole ? current.FilesKey : current.PreviousFilesKey,
            PreviousEnvironment = wasWhole ? current.Environment : current.PreviousEnvironment,
            DisableRollback = !rollsBack,
        };
        Accept(changed, StackAction.Update, definition, []);
        return StopRequest.AfterRunningSteps;
    });

    public void Delete() => Request(() =>
    {
        if (Stack is not { DeletedAt: null } current)
            return null;
        Accept(current, StackAction.Delete, null, []);
        return StopRequest.AtOnce;
    });

    /// <summary>A policy asks for a group to be larger or smaller.</summary>
    public void Scale(string group, int change)
    {
        var member = Awake;
        member.Process.Start(async () =>
        {
            if (await SizeAfterAsync(group, change) is not var (record, size) || await Store.IsScalingAsync(record, CancellationToken.None))
                return;
            var operation = NewOperation(StackAction.Scale, OperationDetails.None) with { GroupId = record, Scaling = new ScalingOrder(size, null, "").Write() };
            Store.Accept(operation);
            ((ICrashPoint)member.Process).Reach(CrashPoint.OperationAccepted);
            Run(member, operation.Id);
        });
    }

    /// <summary>The process that works dies wherever it is, and another one starts.</summary>
    public void Restart()
    {
        Awake.Process.Die();
        StartProcess();
    }

    /// <summary>Gives up a running update and goes back.</summary>
    public void CancelUpdate() => Request(() =>
    {
        if (Stack is not { Action: StackAction.Update, Status: Status.InProgress, PreviousTemplateKey: { } template } current)
            return null;
        Accept(
            current with
            {
                TemplateKey = template,
                FilesKey = current.PreviousFilesKey!,
                Environment = current.PreviousEnvironment!,
                PreviousTemplateKey = current.TemplateKey,
                PreviousFilesKey = current.FilesKey,
                PreviousEnvironment = current.Environment,
            },
            StackAction.Rollback,
            null,
            []);
        return StopRequest.AtOnce;
    });

    /// <summary>Gives up whatever runs and leaves everything as it is.</summary>
    public void CancelWithoutRollback() => Request(() =>
    {
        if (Stack is not { Action: StackAction.Create or StackAction.Update, Status: Status.InProgress } current)
            return null;
        Submit(current with { Status = Status.Failed, StatusReason = $"Stack {current.Action} cancelled" }, StackAction.Cancel);
        return StopRequest.AfterRunningSteps;
    });

    /// <summary>Suspends, resumes or checks the stack, as far as it is idle.</summary>
    public void Act(string action) => Request(() =>
    {
        if (Stack is not { DeletedAt: null, IsInProgress: false } current)
            return null;
        Accept(current, action, null, []);
        return StopRequest.None;
    });

    /// <summary>Takes a snapshot of the stack, if it is idle.</summary>
    public void TakeSnapshot() => Request(() =>
    {
        if (Stack is not { DeletedAt: null, IsInProgress: false } current)
            return null;
        var snapshot = new SnapshotRecord { Id = Guid.NewGuid(), StackId = _id, Status = Status.InProgress, CreatedAt = World.Now };
        Store.Add(snapshot);
        Accept(current, StackAction.Snapshot, null, [], new OperationDetails { Snapshot = snapshot.Id });
        return StopRequest.None;
    });

    /// <summary>Deletes the stack and leaves what it made.</summary>
    public void Abandon() => Request(() =>
    {
        if (Stack is not { DeletedAt: null, IsInProgress: false } current)
            return null;
        LetsGo = true;
        Accept(current, StackAction.Delete, null, [], new OperationDetails { Abandons = true });
        return StopRequest.None;
    });

    /// <summary>Makes the stack of things that are in the cloud already: their ids by part.</summary>
    public void Adopt(Blueprint blueprint, IReadOnlyDictionary<string, string> things, bool rollsBack = false) => Request(() =>
    {
        var resources = MapValue.Create(things.Select(thing => KeyValuePair.Create(thing.Key, (Value)MapValue.Of(("resource_id", thing.Value)))));
        LetsGo = rollsBack;
        AcceptNew(blueprint, rollsBack, StackAction.Adopt, new OperationDetails { Adopted = resources });
        return StopRequest.None;
    });

    /// <summary>Makes what a blueprint says in the cloud, behind the back of the stack, and then the stack of it.</summary>
    /// <param name="without">The part whose id isn't told.</param>
    public void AdoptMade(Blueprint blueprint, string? without = null, bool rollsBack = false)
    {
        var made = new Dictionary<string, string>();
        foreach (var part in blueprint.Parts)
            made[part.Name] = Cloud.Make(part.Name, new ThingSettings(part.Kind, part.Size, [.. part.Uses.Select(used => made[used])], [.. part.StandsOn.Select(used => made[used])], part.IsBroken));
        Adopt(blueprint, made.Where(entry => entry.Key != without).ToDictionary(), rollsBack);
    }

    /// <summary>The process that works is suspended by its machine, and another one starts.</summary>
    public SimulatedProcess PutToSleep()
    {
        var process = Awake.Process;
        process.FallAsleep();
        StartProcess();
        return process;
    }

    /// <summary>Checks what has to hold once everything is quiet. Groups may have any size within their bounds.</summary>
    public void Check() => Check(part => SizeRange.Within(part.Group!));

    public void Check(Func<Part, SizeRange> sizeOf) => new SceneCheck(this, WantedThings.Of(InForce, sizeOf)).Run();

    private StackDefinition Define(Blueprint blueprint)
    {
        var (template, key, _) = _definitions.Template(blueprint.ToTemplate(), Blueprint.Files);
        _blueprints[key] = blueprint;
        return _definitions.Define(template, Environment, new StackIdentity("stack", _id, Cloud.ProjectId));
    }

    private void AcceptNew(Blueprint blueprint, bool rollsBack, string action, OperationDetails? details)
    {
        var definition = Define(blueprint);
        var stack = _definitions.Write(definition, new StackRecord
        {
            Id = _id,
            Name = "stack",
            ProjectId = Cloud.ProjectId,
            RootId = _id,
            Action = action,
            Status = Status.InProgress,
            TemplateKey = "",
            FilesKey = "",
            Environment = [],
            DisableRollback = !rollsBack,
            CreatedAt = World.Now,
        });
        Accept(stack, action, definition, definition.Resources.Values.Select(resource => resource.NewRecord(stack, definition, World.Now)), details);
    }

    private void Accept(StackRecord stack, string action, StackDefinition? definition, IEnumerable<ResourceRecord> resources, OperationDetails? details = null) =>
        Submit(stack with { Action = action, Status = Status.InProgress, StatusReason = $"Stack {action} started" }, action, definition, resources, details);

    private void Submit(StackRecord stack, string action, StackDefinition? definition = null, IEnumerable<ResourceRecord>? resources = null, OperationDetails? details = null)
    {
        var operation = NewOperation(action, details ?? OperationDetails.None);
        Store.Accept(stack, operation, resources ?? [], definition is null ? [] : StackDefinitions.Documents(definition));
    }

    private OperationRecord NewOperation(string action, OperationDetails details)
    {
        var id = Guid.NewGuid();
        return new OperationRecord
        {
            Id = id,
            Details = details.Seal(id, _secrets),
            StackId = _id,
            Sequence = Store.Operations.Select(row => row.Sequence).LastOrDefault() + 1,
            Action = action,
            State = OperationState.Queued,
            CreatedAt = World.Now,
            Deadline = World.Now + TimeSpan.FromHours(1),
        };
    }

    /// <summary>The record of a group and the size that a policy would bring it to; null when nothing is to happen.</summary>
    private async Task<(Guid Record, int Size)?> SizeAfterAsync(string group, int change)
    {
        if (Stack is not { DeletedAt: null })
            return null;
        var tree = await StackTree.LoadAsync(_id, Store, _definitions, _secrets, CancellationToken.None);
        if (tree.TypeOf(_id, group) is not ScalableStackType type || tree.Resource(_id, group) is not { Record.Status: Status.Complete } state || tree.ViewOf(state.Record) is not { } view)
            return null;
        try
        {
            var adjustment = new ScalingAdjustment { Kind = AdjustmentKind.ChangeInCapacity, Amount = change, Reason = "" };
            return (state.Id, type.SizeAfter(adjustment, group, state.Properties, ValueJson.ParseMap(state.Record.Metadata), view, World.Now));
        }
        catch (ResourceException nothing) when (nothing.Kind == ResourceException.NoActionKind)
        {
            return null;
        }
    }

    /// <summary>A request to the process that listens: written, announced, queued.</summary>
    private void Request(Func<StopRequest?> accept)
    {
        var member = Awake;
        member.Process.Start(() =>
        {
            if (accept() is not { } stop)
                return Task.CompletedTask;
            ((ICrashPoint)member.Process).Reach(CrashPoint.OperationAccepted);
            member.Running.Stop(_id, stop);
            Run(member, Store.Operations.Last().Id);
            return Task.CompletedTask;
        });
    }

    private static void Run(Member member, Guid operation) => member.Process.Start(() => member.Runner.RunAsync(operation, CancellationToken.None));

    private bool IsToDie(SimulatedProcess process, string point)
    {
        var occurrence = _reached[point] = _reached.GetValueOrDefault(point) + 1;
        if (_crash is not { } crash || crash.Point != point || crash.Occurrence != occurrence)
            return false;
        _crash = null;
        process.Die();
        StartProcess();
        return true;
    }

    private void StartProcess()
    {
        var process = new SimulatedProcess(World, $"node-{_members.Count + 1}") { DiesAt = IsToDie };
        var running = new RunningOperations(new NodeLease(length: null, process.Time));
        var runner = new OperationRunner(
            Store, running, _definitions, new StackSnapshots(s_types, _secrets), Cloud, _secrets, s_options, new LimitOptions(), new NodeIdentity(process.Name), process, process, process.Time, NullLogger<OperationRunner>.Instance);
        var member = new Member(process, running, runner);
        _members.Add(member);
        foreach (var operation in Store.Operations.Where(row => row.State != OperationState.Done).ToList())
            Run(member, operation.Id);
    }

    private sealed record Member(SimulatedProcess Process, RunningOperations Running, OperationRunner Runner);
}
