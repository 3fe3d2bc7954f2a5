using Heat.Core.Constraints;
using Heat.Core.Resources;
using Heat.Core.Security;
using Heat.Core.Values;
using Heat.Resources;
using Heat.Resources.Clients;
using Heat.Server.LocalCloud.Identity;
using Heat.Tests.LocalCloud;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Heat.Tests.Resources;

/// <summary>Resource types at work on a local cloud, without an engine: one resource at a time, one action at a time.</summary>
internal sealed class Workbench : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly StackOutline _stack;
    private readonly Dictionary<string, ResourceType> _types;

    private Workbench(RunningCloud cloud, ServiceProvider services, ICloudSession session, RequestContext request)
    {
        (Cloud, _services, Session, Request) = (cloud, services, session, request);
        _stack = new StackOutline { Id = Guid.NewGuid(), Name = "bench", ProjectId = session.ProjectId, Action = "CREATE" };
        _types = services.GetServices<IResourceTypeProvider>().SelectMany(provider => provider.ResourceTypes).ToDictionary(type => type.Schema.Type);
    }

    public RunningCloud Cloud { get; }

    public ICloudSession Session { get; }

    public RequestContext Request { get; }

    public ICloudSessions Sessions => _services.GetRequiredService<ICloudSessions>();

    public ITokenValidator Tokens => _services.GetRequiredService<ITokenValidator>();

    public static async Task<Workbench> StartAsync(string user = "demo")
    {
        var cloud = await RunningCloud.StartAsync();
        var identity = cloud.Services.GetRequiredService<LocalCloudIdentity>();
        var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(cloud.Time)
            .AddSingleton<IServiceIdentity>(new IdentityOptions { AuthUrl = new Uri(cloud.Url + "/identity"), Password = identity.ServicePassword, StackDomainAdminPassword = identity.DomainAdminPassword })
            .AddOpenStackClients(new ConfigurationBuilder().Build())
            .AddResourceTypes()
            .BuildServiceProvider();
        var caller = await cloud.LogInAsync(user);
        var request = await services.GetRequiredService<ITokenValidator>().ValidateTokenAsync(caller.Token, CancellationToken.None);
        return new Workbench(cloud, services, services.GetRequiredService<ICloudSessions>().ForRequest(request!), request!);
    }

    /// <summary>A resource that doesn't exist yet.</summary>
    public async Task<BenchResource> PrepareAsync(string type, params (string Key, Value Value)[] properties) =>
        await PrepareAsync(_types[type], MapValue.Of(properties));

    /// <summary>A resource that is there.</summary>
    public async Task<BenchResource> MakeAsync(string type, params (string Key, Value Value)[] properties)
    {
        var resource = await PrepareAsync(type, properties);
        await resource.CreateAsync();
        return resource;
    }

    /// <summary>Properties as the engine hands them on: complete with defaults, old forms and names translated.</summary>
    public async Task<MapValue> CompleteAsync(ResourceType type, MapValue properties)
    {
        var translated = await type.TranslateAsync(Defaulted(type.Schema.Properties, properties), Session, CancellationToken.None);
        return (MapValue)await FoundAsync(Property.Map("*", "", type.Schema.Properties), translated);
    }

    public Task<string?> ViolationAsync(string constraint, Value value) =>
        _services.GetServices<ICustomConstraintCheck>().Single(check => check.Name == constraint).ViolationAsync(value, Session, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Cloud.DisposeAsync();
    }

    private async Task<BenchResource> PrepareAsync(ResourceType type, MapValue properties)
    {
        var complete = await CompleteAsync(type, properties);
        return new BenchResource(this, type, new BenchContext(complete)
        {
            Stack = _stack,
            Name = "thing",
            Id = Guid.NewGuid(),
            PhysicalName = $"bench-thing-{Guid.NewGuid():N}"[..30],
            Properties = complete,
            Cloud = Session,
            Time = Cloud.Time,
            StartedAt = Cloud.Time.GetUtcNow(),
            Sessions = Sessions,
        });
    }

    private static MapValue Defaulted(IReadOnlyList<PropertySchema> schemas, MapValue given) => given.With(schemas
        .Where(schema => schema.Default is not null && given.Get(schema.Name).IsNull)
        .Select(schema => KeyValuePair.Create(schema.Name, schema.Default!))
        .Concat(schemas.Where(schema => !given.Get(schema.Name).IsNull).Select(schema => KeyValuePair.Create(schema.Name, Defaulted(schema, given.Get(schema.Name))))));

    private static Value Defaulted(PropertySchema schema, Value value) => (schema, value) switch
    {
        ({ Fields: { } fields }, MapValue map) => Defaulted(fields, map),
        ({ Items: { } items }, ListValue list) => ListValue.Create(list.Select(item => Defaulted(items, item))),
        _ => value,
    };

    private async Task<Value> FoundAsync(PropertySchema schema, Value value)
    {
        if (schema.Entity is { } entity && value is TextValue { Text.Length: > 0 } text)
            return await Session.FindIdAsync(entity, text.Text, CancellationToken.None);
        if (schema.Items is { } items && value is ListValue list)
            return ListValue.Create(await Task.WhenAll(list.Select(item => FoundAsync(items, item))));
        if (schema.Fields is not { } fields || value is not MapValue map)
            return value;
        foreach (var field in fields.Where(field => map.ContainsKey(field.Name)))
            map = map.With(field.Name, await FoundAsync(field, map.Get(field.Name)));
        return map;
    }
}

/// <summary>A resource and what can be done with it; every action is waited for, with the cloud's clock running.</summary>
internal sealed class BenchResource(Workbench bench, ResourceType type, BenchContext context)
{
    public ResourceType Type => type;

    public BenchContext Context { get; private set; } = context;

    public string Id => Context.PhysicalId ?? throw new InvalidOperationException("Not created.");

    public async Task CreateAsync()
    {
        Context.RecordPhysicalId(await type.CreateAsync(Context, default));
        await CompleteAsync();
    }

    /// <summary>What follows once the creating call has been made.</summary>
    public async Task CompleteAsync()
    {
        await type.FinishCreationAsync(Context, default);
        await UntilAsync(() => type.IsCreatedAsync(Context, default));
    }

    public async Task UpdateAsync(params (string Key, Value Value)[] changes)
    {
        var before = Context.Properties;
        var after = await bench.CompleteAsync(type, before.With(MapValue.Of(changes)));
        Context = Context.With(after, bench.Cloud.Time.GetUtcNow());
        var difference = new PropertyChanges(before, after);
        Assert(!type.NeedsReplacement(Context, difference), "needs replacement");
        await type.UpdateAsync(Context, difference, default);
        await UntilAsync(() => type.IsUpdatedAsync(Context, difference, default));
    }

    public async Task DeleteAsync()
    {
        await type.DeleteAsync(Context, default);
        await UntilAsync(() => type.IsDeletedAsync(Context, default));
    }

    public async Task SuspendAsync()
    {
        await type.SuspendAsync(Context, default);
        await UntilAsync(() => type.IsSuspendedAsync(Context, default));
    }

    public async Task ResumeAsync()
    {
        await type.ResumeAsync(Context, default);
        await UntilAsync(() => type.IsResumedAsync(Context, default));
    }

    public async Task SnapshotAsync()
    {
        await type.SnapshotOnDeleteAsync(Context, default);
        await UntilAsync(() => type.IsSnapshotOnDeleteTakenAsync(Context, default));
    }

    public Task<IReadOnlyList<string>> FindAsync() => type.FindAsync(Context, default);

    public Task CheckAsync() => type.CheckAsync(Context, default);

    public Task<MapValue> AttributesAsync() => type.ReadAttributesAsync(Context, default);

    /// <summary>What is wrong with the properties.</summary>
    public Task<IReadOnlyList<string>> FaultsAsync() => type.ValidateAsync(Context.Properties, new HashSet<string>(), bench.Session, default);

    /// <summary>The resource as others of its stack find it.</summary>
    public StoredResource Stored => new(Context.Id, Context.Name, type.Schema.Type, Context.PhysicalId, "CREATE", "COMPLETE", Context.Metadata, Context.Data);

    public async Task<Value> AttributeAsync(string name) => (await AttributesAsync()).Get(name);

    /// <summary>Asks until something is done, with the cloud's clock running; fails when it never is.</summary>
    public async Task UntilAsync(Func<Task<bool>> isDone)
    {
        for (var attempt = 0; attempt < 50; attempt++)
        {
            if (await isDone())
                return;
            bench.Cloud.Time.Pass(1);
        }
        Assert(false, "never done");
    }

    private void Assert(bool holds, string what) => NUnit.Framework.Assert.That(holds, $"{type.Schema.Type} {what}");
}

/// <summary>Notes are kept in memory.</summary>
internal sealed class BenchContext(MapValue properties) : ResourceContext
{
    public BenchContext With(MapValue after, DateTimeOffset startedAt) => new(after)
    {
        Stack = Stack,
        Name = Name,
        Id = Id,
        PhysicalName = PhysicalName,
        Properties = after,
        Metadata = Metadata,
        Cloud = Cloud,
        Time = Time,
        StartedAt = startedAt,
        PhysicalId = PhysicalId,
        Data = Data,
        Sessions = Sessions,
        Siblings = Siblings,
    };

    public MapValue Given => properties;

    public MapValue? RecordedMetadata { get; private set; }

    public override void RecordPhysicalId(string? physicalId) => PhysicalId = physicalId;

    public override void RecordData(string key, string? value)
    {
        var data = new Dictionary<string, string>(Data);
        if (value is null)
            data.Remove(key);
        else
            data[key] = value;
        Data = data;
    }

    public override void RecordMetadata(MapValue metadata) => RecordedMetadata = metadata;

    /// <summary>What <see cref="FindSiblingAsync"/> finds, by reference.</summary>
    public Dictionary<Value, StoredResource> Siblings { get; init; } = [];

    public override async Task<string> StackUserProjectAsync(CancellationToken cancellation) => _userProject ??= await Sessions!.MakeStackUserProjectAsync($"bench-{Stack.Id}", cancellation);

    private string? _userProject;

    public ICloudSessions? Sessions { get; init; }

    public override Task<MapValue> ChangeMetadataAsync(Func<MapValue, MapValue> change, CancellationToken cancellation)
    {
        RecordedMetadata = change(RecordedMetadata ?? Metadata);
        return Task.FromResult(RecordedMetadata);
    }

    public override Task<StoredResource?> FindSiblingAsync(Value reference, CancellationToken cancellation) => Task.FromResult(Siblings.GetValueOrDefault(reference));
}
