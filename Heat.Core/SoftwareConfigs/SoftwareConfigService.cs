using Heat.Core.Engine;
using Heat.Core.Security;
using Heat.Core.Stacks.Failures;
using Heat.Core.Storage;
using Heat.Core.Values;
using Microsoft.EntityFrameworkCore;

namespace Heat.Core.SoftwareConfigs;

/// <summary>Software configurations and their deployments. What is to be deployed to a server is also shown in the metadata of the server's resource, where agents look for it.</summary>
public sealed class SoftwareConfigService
{
    private readonly IDbContextFactory<HeatDatabase> _databases;
    private readonly DatabaseWriter _writer;
    private readonly IOperationStore _store;
    private readonly IMetadataDelivery _delivery;
    private readonly SecretBox _secrets;
    private readonly TimeProvider _time;

    internal SoftwareConfigService(IDbContextFactory<HeatDatabase> databases, DatabaseWriter writer, IOperationStore store, IMetadataDelivery delivery, SecretBox secrets, TimeProvider time) =>
        (_databases, _writer, _store, _delivery, _secrets, _time) = (databases, writer, store, delivery, secrets, time);

    /// <param name="config">The configuration; its id and moment are given here.</param>
    public async Task<SoftwareConfig> AddConfigAsync(string project, SoftwareConfig config)
    {
        var added = config with { Id = Guid.NewGuid(), CreatedAt = _time.GetUtcNow() };
        var content = MapValue.Of(("config", added.Config), ("inputs", added.Inputs), ("outputs", added.Outputs), ("options", added.Options));
        var record = new SoftwareConfigRecord
        {
            Id = added.Id,
            ProjectId = project,
            Name = added.Name,
            Group = added.Group,
            Content = _secrets.Seal(content, added.Id),
            CreatedAt = added.CreatedAt,
        };
        await _writer.WriteAsync(database => database.Add(record));
        return added;
    }

    public async Task<SoftwareConfig> FindConfigAsync(string project, string id, CancellationToken cancellation)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        return Guid.TryParse(id, out var key) && await database.SoftwareConfigs.SingleOrDefaultAsync(row => row.Id == key && row.ProjectId == project, cancellation) is { } found
            ? Opened(found)
            : throw NoConfig(id);
    }

    /// <summary>What is deployed; null when it is gone.</summary>
    public async Task<SoftwareConfig?> ConfigOfAsync(SoftwareDeployment deployment, CancellationToken cancellation)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        return await database.SoftwareConfigs.SingleOrDefaultAsync(row => row.Id == deployment.ConfigId, cancellation) is { } found ? Opened(found) : null;
    }

    public async Task<IReadOnlyList<SoftwareConfig>> ListConfigsAsync(string project, int? limit, Guid? marker, CancellationToken cancellation)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        var configs = database.SoftwareConfigs.Where(row => row.ProjectId == project);
        if (marker is { } id && await database.SoftwareConfigs.SingleOrDefaultAsync(row => row.Id == id, cancellation) is { } last)
            configs = configs.Where(row => row.CreatedAt < last.CreatedAt || (row.CreatedAt == last.CreatedAt && row.Id.CompareTo(last.Id) < 0));
        var ordered = configs.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id);
        var page = await (limit is { } count ? ordered.Take(count) : ordered).ToListAsync(cancellation);
        return [.. page.Select(Opened)];
    }

    public Task RemoveConfigAsync(string project, string id) => _writer.WriteAsync(async database =>
    {
        var key = Guid.TryParse(id, out var parsed) ? parsed : Guid.Empty;
        if (await database.SoftwareDeployments.AnyAsync(row => row.ConfigId == key))
            throw new RequestException("InvalidRestrictedAction", $"Software config with id {id} can not be deleted as it is referenced.");
        if (await database.SoftwareConfigs.Where(row => row.Id == key && row.ProjectId == project).ExecuteDeleteAsync() == 0)
            throw NoConfig(id);
    });

    /// <param name="deployment">The deployment; its id and moment are given here.</param>
    public async Task<SoftwareDeployment> AddDeploymentAsync(string project, SoftwareDeployment deployment, CancellationToken cancellation)
    {
        var added = deployment with { Id = Guid.NewGuid(), CreatedAt = _time.GetUtcNow() };
        await FindConfigAsync(project, added.ConfigId.ToString(), cancellation);
        await _writer.WriteAsync(database => database.Add(Sealed(added, project)));
        await ShowOnServerAsync(added.ServerId, cancellation);
        return added;
    }

    public async Task<SoftwareDeployment> FindDeploymentAsync(string project, string id, CancellationToken cancellation)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        return Opened(await RequireAsync(database, project, id, cancellation));
    }

    /// <param name="server">Only the deployments to this server; null for all.</param>
    public async Task<IReadOnlyList<SoftwareDeployment>> ListDeploymentsAsync(string project, string? server, CancellationToken cancellation)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        var rows = await OfProject(database, project).Where(row => server == null || row.ServerId == server).OrderBy(row => row.CreatedAt).ToListAsync(cancellation);
        return [.. rows.Select(Opened)];
    }

    /// <summary>Changes a deployment as it is stored at this moment.</summary>
    public async Task<SoftwareDeployment> ChangeDeploymentAsync(string project, string id, Func<SoftwareDeployment, SoftwareDeployment> change, CancellationToken cancellation)
    {
        SoftwareDeployment? before = null;
        SoftwareDeployment? after = null;
        await _writer.WriteAsync(async database =>
        {
            if (Guid.TryParse(id, out var key))
                await database.LockDeploymentAsync(key);
            var record = await RequireAsync(database, project, id, cancellation);
            before = Opened(record);
            after = change(before) with { UpdatedAt = _time.GetUtcNow() };
            database.Update(Sealed(after, record.ProjectId));
        });
        if (before!.ConfigId != after!.ConfigId)
            await ShowOnServerAsync(after.ServerId, cancellation);
        return after;
    }

    public async Task RemoveDeploymentAsync(string project, string id, CancellationToken cancellation)
    {
        var removed = await FindDeploymentAsync(project, id, cancellation);
        await _writer.WriteAsync(database => database.SoftwareDeployments.Where(row => row.Id == removed.Id).ExecuteDeleteAsync());
        await ShowOnServerAsync(removed.ServerId, cancellation);
    }

    /// <summary>The configurations that are deployed to a server, by name.</summary>
    /// <param name="project">The caller's project: that of the stack, or of its in-instance users.</param>
    public async Task<IReadOnlyList<SoftwareConfig>> ConfigsOfServerAsync(string project, string server, CancellationToken cancellation)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        var deployments = OfProject(database, project).Where(row => row.ServerId == server);
        var configs = await database.SoftwareConfigs.Where(config => deployments.Any(deployment => deployment.ConfigId == config.Id)).ToListAsync(cancellation);
        return [.. configs.Select(Opened).OrderBy(config => config.Name, StringComparer.Ordinal)];
    }

    private static IQueryable<SoftwareDeploymentRecord> OfProject(HeatDatabase database, string project) =>
        database.SoftwareDeployments.Where(row => row.ProjectId == project || row.StackUserProjectId == project);

    private static async Task<SoftwareDeploymentRecord> RequireAsync(HeatDatabase database, string project, string id, CancellationToken cancellation) =>
        Guid.TryParse(id, out var key) && await OfProject(database, project).SingleOrDefaultAsync(row => row.Id == key, cancellation) is { } found
            ? found
            : throw new RequestException("NotFound", $"Deployment with id {id} not found");

    /// <summary>Writes what is deployed to a server into the metadata of the resource that it belongs to.</summary>
    private async Task ShowOnServerAsync(string server, CancellationToken cancellation)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        var owners = await database.Resources.Where(row => row.PhysicalId == server)
            .Join(database.Stacks, resource => resource.StackId, stack => stack.Id, (resource, stack) => new { resource.Id, stack.ProjectId })
            .ToListAsync(cancellation);
        foreach (var owner in owners)
        {
            var deployments = ListValue.Create((await ConfigsOfServerAsync(owner.ProjectId, server, cancellation)).Select(config => (Value)config.ToValue()));
            var changed = await _store.ChangeResourceAsync(owner.Id, record => record with { Metadata = ValueJson.Write(ValueJson.ParseMap(record.Metadata).With("deployments", deployments)) });
            if (changed is not null)
                await _delivery.DeliverAsync(_secrets.OpenMap(changed.Data, changed.Id).TextEntries(), ValueJson.ParseMap(changed.Metadata), cancellation);
        }
    }

    private SoftwareConfig Opened(SoftwareConfigRecord record)
    {
        var content = _secrets.OpenMap(record.Content, record.Id);
        return new SoftwareConfig(
            record.Id,
            record.Name,
            record.Group,
            content.Get("config"),
            content.Get("inputs").AsList() ?? ListValue.Empty,
            content.Get("outputs").AsList() ?? ListValue.Empty,
            content.Get("options").AsMap() ?? MapValue.Empty,
            record.CreatedAt);
    }

    private SoftwareDeployment Opened(SoftwareDeploymentRecord record)
    {
        var values = _secrets.OpenMap(record.Values, record.Id);
        return new SoftwareDeployment(record.Id, record.ServerId, record.ConfigId, record.StackUserProjectId)
        {
            InputValues = values.Get("input"),
            OutputValues = values.Get("output"),
            Action = record.Action,
            Status = record.Status,
            StatusReason = record.StatusReason,
            CreatedAt = record.CreatedAt,
            UpdatedAt = record.UpdatedAt,
        };
    }

    private SoftwareDeploymentRecord Sealed(SoftwareDeployment deployment, string project) => new()
    {
        Id = deployment.Id,
        ProjectId = project,
        StackUserProjectId = deployment.StackUserProjectId,
        ServerId = deployment.ServerId,
        ConfigId = deployment.ConfigId,
        Values = _secrets.Seal(MapValue.Of(("input", deployment.InputValues), ("output", deployment.OutputValues)), deployment.Id),
        Action = deployment.Action,
        Status = deployment.Status,
        StatusReason = deployment.StatusReason,
        CreatedAt = deployment.CreatedAt,
        UpdatedAt = deployment.UpdatedAt,
    };

    private static RequestException NoConfig(string id) => new("NotFound", $"Software config with id {id} not found");
}
