using Heat.Core.Engine;
using Heat.Core.Resources;
using Heat.Core.Security;
using Heat.Core.Storage;
using Heat.Core.Values;
using Microsoft.EntityFrameworkCore;

namespace Heat.Core.Stacks;

/// <summary>Questions about stacks. They are answered from the database alone: nothing here calls the cloud, and lists load no templates.</summary>
public sealed class StackReader
{
    private readonly IDbContextFactory<HeatDatabase> _databases;
    private readonly IOperationStore _store;
    private readonly StackDefinitions _definitions;
    private readonly SecretBox _secrets;

    internal StackReader(IDbContextFactory<HeatDatabase> databases, IOperationStore store, StackDefinitions definitions, SecretBox secrets)
    {
        _databases = databases;
        _store = store;
        _definitions = definitions;
        _secrets = secrets;
    }

    /// <summary>A stack by id (deleted ones too), or else by name.</summary>
    public async Task<StackRecord?> FindAsync(string project, string nameOrId, CancellationToken cancellation)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        if (Guid.TryParse(nameOrId, out var id) && await database.Stacks.SingleOrDefaultAsync(row => row.Id == id && row.ProjectId == project, cancellation) is { } found)
            return found;
        return await database.Stacks.SingleOrDefaultAsync(row => row.ProjectId == project && row.Name == nameOrId && row.DeletedAt == null, cancellation);
    }

    /// <summary>A stack by id, deleted ones too.</summary>
    public async Task<StackRecord?> FindAsync(Guid id, CancellationToken cancellation)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        return await database.Stacks.SingleOrDefaultAsync(row => row.Id == id, cancellation);
    }

    public async Task<bool> ExistsAsync(string project, string name, CancellationToken cancellation)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        return await database.Stacks.AnyAsync(row => row.ProjectId == project && row.Name == name && row.DeletedAt == null, cancellation);
    }

    /// <summary>How many root stacks a project has.</summary>
    public async Task<int> CountAsync(string project, CancellationToken cancellation)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        return await database.Stacks.CountAsync(row => row.ProjectId == project && row.OwnerId == null && row.DeletedAt == null, cancellation);
    }

    /// <param name="withCount">Also count all that match, whatever the limit.</param>
    public async Task<(IReadOnlyList<ListedStack> Stacks, int? Count)> ListAsync(string project, StackQuery query, bool withCount, CancellationToken cancellation)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        var matching = StackListing.Filter(database, project, query);
        var page = await StackListing.PageAsync(matching, database, query, cancellation);
        return (page, withCount ? await matching.CountAsync(cancellation) : null);
    }

    /// <summary>The resources of a stack and of the stacks nested in it, each resource once: of one that is being replaced, the new one.</summary>
    public async Task<IReadOnlyList<ListedResource>> ListResourcesAsync(StackRecord stack, ResourceQuery query, CancellationToken cancellation)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        var stacks = await StacksBelowAsync(database, stack, query.Depth, cancellation);
        var ids = stacks.Keys.ToList();
        var rows = query.Depth == 0
            ? await database.Resources.Where(row => row.StackId == stack.Id).ToListAsync(cancellation)
            : await database.Resources.Where(row => row.RootId == stack.RootId && ids.Contains(row.StackId)).ToListAsync(cancellation);
        return
        [
            .. rows.GroupBy(row => (row.StackId, row.Name))
                .Select(InForce)
                .Where(row => Matches(row, query.Filters))
                .OrderBy(row => stacks[row.StackId].Depth).ThenBy(row => row.CreatedAt).ThenBy(row => row.Name, StringComparer.Ordinal)
                .Select(row => new ListedResource(row, stacks[row.StackId])),
        ];
    }

    /// <summary>Of these ids, those of nested stacks of the tree that a stack belongs to, by id as resources note it.</summary>
    public async Task<IReadOnlyDictionary<string, StackRecord>> NestedStacksAsync(StackRecord stack, IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        var nested = await database.Stacks.Where(row => row.RootId == stack.RootId && row.OwnerId != null && ids.Contains(row.Id)).ToListAsync(cancellation);
        return nested.ToDictionary(row => row.Id.ToString());
    }

    /// <summary>The record in force for a resource; null when the stack has none of that name.</summary>
    public async Task<ResourceRecord?> FindResourceAsync(StackRecord stack, string name, CancellationToken cancellation)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        var rows = await database.Resources.Where(row => row.StackId == stack.Id && row.Name == name).ToListAsync(cancellation);
        return rows.Count == 0 ? null : InForce(rows);
    }

    public async Task<IReadOnlyList<ListedEvent>> ListEventsAsync(StackRecord stack, EventQuery query, CancellationToken cancellation)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        var stacks = await StacksBelowAsync(database, stack, query.Depth ?? 0, cancellation);
        var ids = stacks.Keys.ToList();
        var events = query.Depth is > 0
            ? database.Events.Where(row => row.RootId == stack.RootId && ids.Contains(row.StackId))
            : database.Events.Where(row => row.StackId == stack.Id);
        var rows = await EventListing.PageAsync(events, database, query, cancellation);
        return [.. rows.Select(row => new ListedEvent(row, stacks[row.StackId]))];
    }

    public async Task<EventRecord?> FindEventAsync(StackRecord stack, Guid id, CancellationToken cancellation)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        return await database.Events.SingleOrDefaultAsync(row => row.StackId == stack.Id && row.Id == id, cancellation);
    }

    /// <summary>A stack as a document from which another can be made that takes over its resources.</summary>
    public async Task<MapValue> DocumentAsync(StackRecord stack, CancellationToken cancellation) =>
        (await StackTree.LoadAsync(stack.RootId, _store, _definitions, _secrets, cancellation)).DocumentOf(stack.Id);

    /// <summary>The snapshots of a stack, oldest first.</summary>
    public Task<IReadOnlyList<SnapshotRecord>> ListSnapshotsAsync(StackRecord stack, CancellationToken cancellation) => _store.ListSnapshotsAsync(stack.Id, cancellation);

    /// <summary>A snapshot of a stack; null when it has none of that id.</summary>
    public Task<SnapshotRecord?> FindSnapshotAsync(StackRecord stack, Guid id, CancellationToken cancellation) => _store.FindSnapshotAsync(stack.Id, id, cancellation);

    /// <summary>The stack as it was when a snapshot was taken; empty while it is being taken.</summary>
    public MapValue DocumentOf(SnapshotRecord snapshot) => _secrets.OpenMap(snapshot.Data, snapshot.Id);

    /// <summary>What a stack is to be.</summary>
    public Task<StackDefinition> DefinitionAsync(StackRecord stack) => _definitions.LoadAsync(stack, _store);

    /// <summary>The outputs with their values, or errors: a map by output of <c>output_value</c> and <c>output_error</c>.</summary>
    public async Task<MapValue> OutputsAsync(StackRecord stack, CancellationToken cancellation)
    {
        if (stack.Outputs is { } stored)
            return _secrets.OpenMap(stored, stack.Id);
        var definition = await DefinitionAsync(stack);
        if (definition.Template.Outputs.Count == 0)
            return MapValue.Empty;
        var tree = await StackTree.LoadAsync(stack.RootId, _store, _definitions, _secrets, cancellation);
        return tree.ValuesOf(stack.Id) is { } values ? StackOutputs.Evaluate(definition, values) : MapValue.Empty;
    }

    /// <summary>The attributes of a resource as people are shown them: the answer of its service where there is one, else all that the type has, those of nested stacks worked out.</summary>
    public async Task<MapValue> AttributesAsync(StackRecord stack, ResourceRecord resource, CancellationToken cancellation)
    {
        var definition = await DefinitionAsync(stack);
        if (definition.Resources.GetValueOrDefault(resource.Name)?.Type is Resources.Nested.NestedStackType nested)
        {
            var tree = await StackTree.LoadAsync(stack.RootId, _store, _definitions, _secrets, cancellation);
            return tree.ViewOf(resource) is { } view ? nested.ShownAttributes(resource.Name, _secrets.OpenMap(resource.Data, resource.Id), view) : MapValue.Empty;
        }

        var attributes = _secrets.OpenMap(resource.Attributes, resource.Id);
        return attributes.Get(ResourceSchema.Show.Name).AsMap() ?? StackValues.Complete(_definitions.TypeOf(resource, definition), attributes);
    }

    /// <summary>One attribute of a resource as <c>get_attr</c> would give it.</summary>
    public async Task<Value> AttributeAsync(StackRecord stack, ResourceRecord resource, string attribute, CancellationToken cancellation)
    {
        var tree = await StackTree.LoadAsync(stack.RootId, _store, _definitions, _secrets, cancellation);
        return tree.ValuesOf(stack.Id)?.Attribute(resource.Name, attribute, []) ?? Value.Null;
    }

    /// <summary>The properties that a resource had at an event.</summary>
    public MapValue PropertiesOf(EventRecord @event, ResourceRecord? resource) =>
        @event.Properties is { } properties && (@event.ResourceId ?? resource?.Id) is { } id ? _secrets.OpenMap(properties, id) : MapValue.Empty;

    /// <summary>The properties that a resource was last given.</summary>
    public MapValue PropertiesOf(ResourceRecord resource) => _secrets.OpenMap(resource.Properties, resource.Id);

    /// <summary>The type of a stored resource; null when it is no longer known.</summary>
    public ResourceType? TypeOf(ResourceRecord resource, StackDefinition definition)
    {
        try
        {
            return _definitions.TypeOf(resource, definition);
        }
        catch (ResourceException)
        {
            return null;
        }
    }

    private static async Task<Dictionary<Guid, StackRecord>> StacksBelowAsync(HeatDatabase database, StackRecord stack, int depth, CancellationToken cancellation)
    {
        var found = new Dictionary<Guid, StackRecord> { [stack.Id] = stack };
        if (depth == 0)
            return found;
        var tree = await database.Stacks.Where(row => row.RootId == stack.RootId && row.OwnerId != null && row.Depth > stack.Depth && row.Depth <= stack.Depth + depth).ToListAsync(cancellation);
        foreach (var nested in tree.OrderBy(row => row.Depth).Where(row => found.ContainsKey(row.OwnerId!.Value)))
            found[nested.Id] = nested;
        return found;
    }

    private static ResourceRecord InForce(IEnumerable<ResourceRecord> rows) => rows.MaxBy(row => (row.ReplacedBy is null, row.CreatedAt))!;

    private static bool Matches(ResourceRecord row, IReadOnlyDictionary<string, IReadOnlyList<string>> filters) => filters.All(filter => filter.Key switch
    {
        "type" => filter.Value.Any(value => row.Type.Contains(value, StringComparison.Ordinal)),
        "status" => filter.Value.Contains(row.Status),
        "name" => filter.Value.Contains(row.Name),
        "action" => filter.Value.Contains(row.Action),
        "physical_resource_id" => filter.Value.Contains(row.PhysicalId ?? ""),
        "id" => filter.Value.Contains(row.Id.ToString()),
        _ => true,
    });
}
