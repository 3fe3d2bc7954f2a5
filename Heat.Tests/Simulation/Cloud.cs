using Heat.Core.Resources;
using Heat.Core.Security;

namespace Heat.Tests.Simulation;

/// <summary>A cloud of things. Making and removing them takes time; a thing that another one uses can't be removed, and nothing can be made of what isn't there.</summary>
internal sealed class Cloud(World world) : ICloudSession, ICloudSessions
{
    private readonly Dictionary<string, CloudThing> _things = [];
    private int _made;

    /// <summary>The things of which the cloud keeps a copy.</summary>
    public HashSet<string> Kept { get; } = [];

    public string ProjectId => "project";

    public string Region => "region";

    /// <summary>The chance that a call meets a conflict that passes.</summary>
    public double Conflicts { get; set; }

    /// <summary>How many of the next answers to a making call get lost on their way.</summary>
    public int LostAnswers { get; set; }

    /// <summary>How long it takes until a new thing is found by those who look for it.</summary>
    public TimeSpan FoundAfter { get; set; }

    /// <summary>How long after its sender died a making call that is under way is carried out at the latest; null when the call dies with its sender.</summary>
    public TimeSpan? Lateness { get; set; }

    /// <summary>How many calls were carried out after their senders had died.</summary>
    public int CarriedOutLate { get; private set; }

    public IReadOnlyCollection<CloudThing> Things
    {
        get
        {
            Sweep();
            return [.. _things.Values.OrderBy(thing => thing.Number)];
        }
    }

    /// <summary>A making call that is under way from a process, until it arrives.</summary>
    public void Expect(SimulatedProcess sender, string name, ThingSettings settings, Func<bool> hasArrived)
    {
        if (Lateness is not { } lateness)
            return;
        var own = new SimulatedProcess(world, "cloud") { DiesAt = (_, _) => false };
        own.Time.CreateTimer(_ => CarryOutLate(sender, name, settings, hasArrived), null, lateness * world.Choice.NextDouble(), Timeout.InfiniteTimeSpan);
    }

    public string Make(string name, ThingSettings settings)
    {
        CheckConflict(name);
        CheckUses(settings);
        var thing = new CloudThing(++_made, name, settings, world.Now) { ReadyAt = Soon() };
        _things.Add(thing.Id, thing);
        return thing.Id;
    }

    public CloudThing Get(string id)
    {
        Sweep();
        return _things.GetValueOrDefault(id) ?? throw new ResourceException("NotFound", $"No thing {id}.", FailureNature.NotFound);
    }

    public void Change(string id, ThingSettings settings)
    {
        var thing = Get(id);
        CheckUses(settings);
        _things[id] = thing with { Settings = settings, ReadyAt = Soon() };
    }

    public void Remove(string id)
    {
        var thing = Get(id);
        CheckConflict(thing.Name);
        if (_things.Values.FirstOrDefault(other => other.Id != id && other.Settings.References.Contains(id)) is { } user)
            throw new ResourceException("Conflict", $"{thing.Name} is used by {user.Name}.", FailureNature.Conflict);
        _things[id] = thing with { GoneAt = thing.GoneAt ?? Soon() };
    }

    public TService Service<TService>()
        where TService : class => (TService)(object)this;

    public ValueTask<bool> HasServiceAsync(string serviceType, CancellationToken cancellation) => ValueTask.FromResult(true);

    public ValueTask<bool> HasExtensionAsync(string serviceType, string extension, CancellationToken cancellation) => ValueTask.FromResult(true);

    public Task<IReadOnlyList<string>> ListAvailabilityZonesAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<string>>(["zone"]);

    public Task<string> FindIdAsync(string entity, string nameOrId, CancellationToken cancellation) => Task.FromResult(nameOrId);

    public ICloudSession ForRequest(RequestContext request) => this;

    public ICloudSession ForStack(StackCredentials credentials, Action? beforeCall = null) => this;

    public Task<StackCredentials> DelegateAsync(RequestContext request, CancellationToken cancellation) =>
        Task.FromResult(new StackCredentials { UserId = request.UserId, UserName = request.UserName, ProjectId = request.ProjectId });

    public Task<StackCredentials> RenewAsync(StackCredentials credentials, RequestContext request, CancellationToken cancellation) => Task.FromResult(credentials);

    public async Task RevokeAsync(StackCredentials credentials, CancellationToken cancellation) => await Task.Yield();

    public Task<string> MakeStackUserProjectAsync(string name, CancellationToken cancellation) => Task.FromResult(name);

    public Task RemoveStackUserProjectAsync(string id, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>How many milliseconds a message takes. A cloud that carries calls out late is slow altogether.</summary>
    public int NextDelay() => world.Choice.Next(1, Lateness is null ? 40 : 600);

    private DateTimeOffset Soon() => world.Now + TimeSpan.FromMilliseconds(world.Choice.Next(1, 3000));

    private void CarryOutLate(SimulatedProcess sender, string name, ThingSettings settings, Func<bool> hasArrived)
    {
        if (hasArrived() || !sender.IsDead)
            return;
        try
        {
            Make(name, settings);
            CarriedOutLate++;
        }
        catch (ResourceException)
        {
            // What it was to use is gone, and nobody is left to tell.
        }
    }

    private void CheckConflict(string name)
    {
        if (Conflicts > 0 && world.Choice.NextDouble() < Conflicts)
            throw new ResourceException("Conflict", $"{name} is busy.", FailureNature.Conflict);
    }

    private void CheckUses(ThingSettings settings)
    {
        Sweep();
        if (settings.References.FirstOrDefault(id => !_things.TryGetValue(id, out var used) || used.GoneAt is not null) is { } missing)
            throw new ResourceException("BadRequest", $"There is no thing {missing} to use.");
    }

    private void Sweep()
    {
        foreach (var gone in _things.Values.Where(thing => thing.GoneAt <= world.Now).ToList())
            _things.Remove(gone.Id);
    }
}
