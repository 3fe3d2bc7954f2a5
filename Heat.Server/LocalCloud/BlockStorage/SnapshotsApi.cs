using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.BlockStorage;

/// <summary>/snapshots.</summary>
internal sealed class SnapshotsApi(LocalCloudState state, LocalCloudOptions options, VolumeStore store)
    : VolumeCollection<Snapshot>(state, state.Volumes.Snapshots, state.Volumes.SnapshotsByProject, "snapshot", "snapshots", "Snapshot")
{
    protected override JsonObject View(Snapshot item, CloudRequest request) => VolumeViews.Full(item, request, State.Now);

    protected override Snapshot Create(JsonObject wanted, CloudRequest request, CloudTransaction transaction)
    {
        store.Sweep(transaction);
        var volume = store.Require(CloudJson.Text(wanted["volume_id"]), request.Caller);
        var status = volume.StatusAt(transaction.Now);
        var forced = CloudJson.Text(wanted["force"]) is "true" or "True";
        if (status != "available" && !(forced && status == "in-use"))
            throw CloudFaultException.BadRequest($"Invalid volume: Volume {volume.Id} status must be available, but current status is: {status}.");
        if (!State.Volumes.Quotas.Allows(volume.ProjectId, "snapshots", State.Volumes.SnapshotsByProject.Count(volume.ProjectId), 1))
            throw new CloudFaultException(413, $"SnapshotLimitExceeded: Maximum number of snapshots allowed ({State.Volumes.Quotas.Limit(volume.ProjectId, "snapshots")}) exceeded");
        return transaction.Put(Table, new Snapshot
        {
            Id = Guid.NewGuid().ToString(),
            CreatedAt = transaction.Now,
            UpdatedAt = transaction.Now,
            ProjectId = volume.ProjectId,
            UserId = request.Caller.UserId,
            VolumeId = volume.Id,
            Size = volume.Size,
            Name = Named(wanted, "name"),
            Description = Named(wanted, "description"),
            Metadata = Texts(wanted["metadata"]),
            Passing = new PassingState("creating", transaction.Now + options.VolumeCreate),
        });
    }

    protected override void Delete(Snapshot item, CloudRequest request, CloudTransaction transaction)
    {
        if (item.StatusAt(transaction.Now) is not ("available" or "error")) throw CloudFaultException.BadRequest("Invalid snapshot: Snapshot status must be one of available or error.");
        transaction.Put(Table, item with { GoneAt = transaction.Now + options.VolumeDelete });
    }
}

/// <summary>/backups.</summary>
internal sealed class BackupsApi(LocalCloudState state, LocalCloudOptions options, VolumeStore store)
    : VolumeCollection<Backup>(state, state.Volumes.Backups, state.Volumes.BackupsByProject, "backup", "backups", "Backup")
{
    public override void Map(CloudRoutes routes)
    {
        base.Map(routes);
        routes.Post($"{Path}/{{id}}/restore", Restore);
    }

    protected override JsonObject View(Backup item, CloudRequest request) => VolumeViews.Full(item, request, State.Now);

    protected override Backup Create(JsonObject wanted, CloudRequest request, CloudTransaction transaction)
    {
        store.Sweep(transaction);
        var volume = store.Require(CloudJson.Text(wanted["volume_id"]), request.Caller);
        var status = volume.StatusAt(transaction.Now);
        if (status != "available" && !(CloudJson.Text(wanted["force"]) is "true" or "True" && status == "in-use"))
            throw CloudFaultException.BadRequest($"Invalid volume: Volume to be backed up must be available or in-use, but the current status is \"{status}\".");
        return transaction.Put(Table, new Backup
        {
            Id = Guid.NewGuid().ToString(),
            CreatedAt = transaction.Now,
            UpdatedAt = transaction.Now,
            ProjectId = volume.ProjectId,
            UserId = request.Caller.UserId,
            VolumeId = volume.Id,
            SnapshotId = CloudJson.Text(wanted["snapshot_id"]),
            Container = CloudJson.Text(wanted["container"]),
            IsIncremental = CloudJson.Text(wanted["incremental"]) is "true" or "True",
            Size = volume.Size,
            Name = Named(wanted, "name"),
            Description = Named(wanted, "description"),
            Passing = new PassingState("creating", transaction.Now + options.VolumeCreate),
        });
    }

    protected override void Delete(Backup item, CloudRequest request, CloudTransaction transaction)
    {
        if (item.StatusAt(transaction.Now) is not ("available" or "error")) throw CloudFaultException.BadRequest("Invalid backup: Backup status must be available or error");
        transaction.Put(Table, item with { GoneAt = transaction.Now + options.VolumeDelete });
    }

    private CloudReply Restore(CloudRequest request, CloudTransaction transaction)
    {
        var backup = Require(request);
        var wanted = request.Wrapped("restore");
        var volume = CloudJson.Text(wanted["volume_id"]) is { } id
            ? store.Require(id, request.Caller)
            : store.Create(new VolumeWish(backup.ProjectId, request.Caller.UserId) { BackupId = backup.Id, Name = CloudJson.Text(wanted["name"]) ?? $"restore_backup_{backup.Id}" }, transaction);
        transaction.Put(State.Volumes.Volumes, volume with { Passing = new PassingState("restoring-backup", transaction.Now + options.VolumeCreate) });
        return CloudReply.Accept("restore", new JsonObject { ["backup_id"] = backup.Id, ["volume_id"] = volume.Id, ["volume_name"] = volume.Name });
    }
}
