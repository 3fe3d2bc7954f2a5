using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.BlockStorage;

/// <summary>How Cinder shows things.</summary>
internal static class VolumeViews
{
    public static JsonArray Links(CloudRequest request, string path) =>
    [
        new JsonObject { ["rel"] = "self", ["href"] = $"{request.Origin}/volume/v3/{request.Route("project")}/{path}" },
        new JsonObject { ["rel"] = "bookmark", ["href"] = $"{request.Origin}/volume/{request.Route("project")}/{path}" },
    ];

    public static JsonObject Brief(StoredObject item, string plural, CloudRequest request) =>
        new() { ["id"] = item.Id, ["name"] = item.Name, ["links"] = Links(request, $"{plural}/{item.Id}") };

    public static JsonObject Full(Volume volume, CloudRequest request, DateTimeOffset now)
    {
        var view = Brief(volume, "volumes", request);
        view["status"] = volume.StatusAt(now);
        view["size"] = volume.SizeAt(now);
        view["description"] = volume.Description;
        view["availability_zone"] = volume.AvailabilityZone;
        view["created_at"] = volume.CreatedAt.Naive();
        view["updated_at"] = volume.UpdatedAt.Naive();
        view["volume_type"] = volume.VolumeType;
        view["snapshot_id"] = volume.SnapshotId;
        view["source_volid"] = volume.SourceVolid;
        view["metadata"] = CloudJson.Map(volume.ReadOnly ? volume.Metadata.Append(KeyValuePair.Create("readonly", "True")) : volume.Metadata);
        view["user_id"] = volume.UserId;
        view["bootable"] = volume.Bootable ? "true" : "false";
        view["encrypted"] = volume.Encrypted;
        view["multiattach"] = volume.Multiattach;
        view["replication_status"] = null;
        view["consistencygroup_id"] = null;
        view["os-vol-tenant-attr:tenant_id"] = volume.ProjectId;
        view["attachments"] = CloudJson.Array(volume.Links.Select(link => (JsonNode?)new JsonObject
        {
            ["id"] = volume.Id,
            ["attachment_id"] = link.AttachmentId,
            ["volume_id"] = volume.Id,
            ["server_id"] = link.ServerId,
            ["host_name"] = request.Caller.IsAdmin ? "local" : null,
            ["device"] = link.Device,
            ["attached_at"] = link.AttachedAt.Naive(),
        }));
        if (volume.ImageMetadata.Count > 0) view["volume_image_metadata"] = CloudJson.Map(volume.ImageMetadata);
        AddNewer(view, volume, request);
        return view;
    }

    private static void AddNewer(JsonObject view, Volume volume, CloudRequest request)
    {
        if (request.Caller.IsAdmin)
        {
            view["os-vol-host-attr:host"] = "local@lvm#lvm";
            view["os-vol-mig-status-attr:migstat"] = null;
            view["os-vol-mig-status-attr:name_id"] = null;
            view["migration_status"] = null;
        }
        if (request.Microversion >= 13) view["group_id"] = null;
        if (request.Microversion >= 21) view["provider_id"] = null;
        if (request.Microversion >= 47 && volume.BackupId is not null) view["backup_id"] = volume.BackupId;
        if (request.Microversion >= 48) view["service_uuid"] = null;
        if (request.Microversion >= 48) view["shared_targets"] = false;
        if (request.Microversion >= 61) view["cluster_name"] = null;
    }

    public static JsonObject Full(Snapshot snapshot, CloudRequest request, DateTimeOffset now) => new()
    {
        ["id"] = snapshot.Id,
        ["name"] = snapshot.Name,
        ["description"] = snapshot.Description,
        ["status"] = snapshot.StatusAt(now),
        ["size"] = snapshot.Size,
        ["volume_id"] = snapshot.VolumeId,
        ["metadata"] = CloudJson.Map(snapshot.Metadata),
        ["created_at"] = snapshot.CreatedAt.Naive(),
        ["updated_at"] = snapshot.UpdatedAt.Naive(),
        ["user_id"] = snapshot.UserId,
        ["os-extended-snapshot-attributes:project_id"] = snapshot.ProjectId,
        ["os-extended-snapshot-attributes:progress"] = snapshot.StatusAt(now) == "creating" ? "0%" : "100%",
    };

    public static JsonObject Full(Backup backup, CloudRequest request, DateTimeOffset now)
    {
        var view = Brief(backup, "backups", request);
        view["description"] = backup.Description;
        view["status"] = backup.StatusAt(now);
        view["size"] = backup.Size;
        view["volume_id"] = backup.VolumeId;
        view["snapshot_id"] = backup.SnapshotId;
        view["container"] = backup.Container ?? "volumebackups";
        view["availability_zone"] = "nova";
        view["created_at"] = backup.CreatedAt.Naive();
        view["updated_at"] = backup.UpdatedAt.Naive();
        view["data_timestamp"] = backup.CreatedAt.Naive();
        view["fail_reason"] = null;
        view["is_incremental"] = backup.IsIncremental;
        view["has_dependent_backups"] = false;
        view["object_count"] = 1;
        return view;
    }
}
