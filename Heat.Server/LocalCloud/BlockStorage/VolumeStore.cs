using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.BlockStorage;

/// <summary>A wish for a new volume, from whichever door it comes.</summary>
internal sealed record VolumeWish(string ProjectId, string UserId)
{
    public int? Size { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public string? Type { get; init; }

    public string? ImageId { get; init; }

    public string? SnapshotId { get; init; }

    public string? SourceId { get; init; }

    public string? BackupId { get; init; }

    public string? AvailabilityZone { get; init; }

    public bool Multiattach { get; init; }

    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}

/// <summary>Makes, plugs in and removes volumes, for Cinder's own doors and for Nova's.</summary>
internal sealed class VolumeStore(LocalCloudState state, LocalCloudOptions options)
{
    private VolumeTables Tables => state.Volumes;

    public Volume Require(string? id, Identity.Caller caller) =>
        Tables.Volumes.Find(id) is { } volume && volume.IsThere(state.Now) && caller.Owns(volume.ProjectId)
            ? volume
            : throw CloudFaultException.NotFound($"Volume {id} could not be found.");

    public Volume Create(VolumeWish wish, CloudTransaction transaction)
    {
        Sweep(transaction);
        var (draft, least) = From(wish, transaction.Now);
        var size = wish.Size ?? (least > 0 ? least : throw CloudFaultException.BadRequest("Invalid volume size provided for create request: None (size argument must be an integer (or string representation of an integer) and greater than zero)."));
        if (size < 1) throw CloudFaultException.BadRequest($"Invalid input received: Invalid volume size provided for create request: {size} (size argument must be an integer (or string representation of an integer) and greater than zero).");
        if (size < least) throw CloudFaultException.BadRequest($"Invalid input received: Volume size '{size}' GB cannot be smaller than the source's size {least} GB. They must be >= original.");
        RefuseOverQuota(wish.ProjectId, size, volumes: 1);
        return transaction.Put(Tables.Volumes, draft with
        {
            Size = size,
            VolumeType = TypeOf(wish.Type)?.Name ?? (draft.VolumeType.Length > 0 ? draft.VolumeType : "standard"),
            Passing = new PassingState("creating", transaction.Now + options.VolumeCreate),
        });
    }

    private (Volume Draft, int Least) From(VolumeWish wish, DateTimeOffset now)
    {
        var draft = new Volume
        {
            Id = Guid.NewGuid().ToString(),
            CreatedAt = now,
            UpdatedAt = now,
            ProjectId = wish.ProjectId,
            UserId = wish.UserId,
            Name = wish.Name,
            Description = wish.Description,
            VolumeType = "",
            AvailabilityZone = Zone(wish.AvailabilityZone),
            Multiattach = wish.Multiattach,
            Metadata = wish.Metadata,
        };
        if (wish.SnapshotId is { } snapshotId)
        {
            var snapshot = Tables.Snapshots.Find(snapshotId) is { } found && found.IsThere(now) ? found : throw CloudFaultException.NotFound($"Snapshot {snapshotId} could not be found.");
            if (snapshot.StatusAt(now) != "available") throw CloudFaultException.BadRequest($"Invalid snapshot: Originating snapshot status must be one of 'available' values");
            var origin = Tables.Volumes.Find(snapshot.VolumeId);
            return (draft with { SnapshotId = snapshotId, VolumeType = origin?.VolumeType ?? "", Bootable = origin?.Bootable ?? false, ImageMetadata = origin?.ImageMetadata ?? draft.ImageMetadata }, snapshot.Size);
        }
        if (wish.SourceId is { } sourceId)
        {
            var source = Tables.Volumes.Find(sourceId) is { } found && found.IsThere(now) ? found : throw CloudFaultException.NotFound($"Volume {sourceId} could not be found.");
            return (draft with { SourceVolid = sourceId, VolumeType = source.VolumeType, Bootable = source.Bootable, ImageMetadata = source.ImageMetadata }, source.Size);
        }
        if (wish.BackupId is { } backupId)
        {
            var backup = Tables.Backups.Find(backupId) is { } found && found.IsThere(now) ? found : throw CloudFaultException.NotFound($"Backup {backupId} could not be found.");
            return (draft with { BackupId = backupId }, backup.Size);
        }
        return wish.ImageId is { } imageId ? (FromImage(draft, imageId), state.Images.Images.Find(imageId)?.MinDisk ?? 0) : (draft, 0);
    }

    private Volume FromImage(Volume draft, string imageId)
    {
        var image = state.Images.Images.Find(imageId) ?? throw CloudFaultException.BadRequest($"Invalid image identifier or unable to access requested image.");
        if (image.Status != "active") throw CloudFaultException.BadRequest($"Invalid input received: Image {imageId} is not active.");
        return draft with
        {
            Bootable = true,
            ImageMetadata = new Dictionary<string, string>
            {
                ["image_id"] = image.Id,
                ["image_name"] = image.Name ?? "",
                ["checksum"] = image.Checksum ?? "",
                ["container_format"] = image.ContainerFormat ?? "",
                ["disk_format"] = image.DiskFormat ?? "",
                ["min_disk"] = $"{image.MinDisk}",
                ["min_ram"] = $"{image.MinRam}",
                ["size"] = $"{image.Size}",
            },
        };
    }

    private static string Zone(string? zone) => zone is null or "nova" ? "nova" : throw CloudFaultException.BadRequest($"Invalid input received: Availability zone '{zone}' is invalid.");

    public VolumeType? TypeOf(string? nameOrId) => string.IsNullOrEmpty(nameOrId)
        ? null
        : Tables.Types.Find(nameOrId) ?? Tables.Types.All.FirstOrDefault(type => type.Name == nameOrId)
            ?? throw CloudFaultException.NotFound($"Volume type with name {nameOrId} could not be found.");

    public void RefuseOverQuota(string project, int gigabytes, int volumes)
    {
        var mine = Tables.VolumesByProject[project].Where(volume => volume.IsThere(state.Now)).ToList();
        if (!Tables.Quotas.Allows(project, "volumes", mine.Count, volumes))
            throw new CloudFaultException(413, $"VolumeLimitExceeded: Maximum number of volumes allowed ({Tables.Quotas.Limit(project, "volumes")}) exceeded for quota 'volumes'.", "overLimit");
        var used = mine.Sum(volume => volume.Size);
        if (!Tables.Quotas.Allows(project, "gigabytes", used, gigabytes))
            throw new CloudFaultException(413, $"VolumeSizeExceedsAvailableQuota: Requested volume or snapshot exceeds allowed gigabytes quota. Requested {gigabytes}G, quota is {Tables.Quotas.Limit(project, "gigabytes")}G and {used}G has been consumed.", "overLimit");
    }

    public void Delete(Volume volume, CloudTransaction transaction)
    {
        if (volume.GoneAt is not null) return;
        if (volume.StatusAt(transaction.Now) is not ("available" or "error" or "error_restoring" or "error_extending" or "error_managing") || volume.Links.Count > 0)
            throw CloudFaultException.BadRequest("Invalid volume: Volume status must be available or error or error_restoring or error_extending or error_managing and must not be migrating, attached, belong to a group, have snapshots, awaiting a transfer, or be disassociated from snapshots after volume transfer.");
        if (Tables.SnapshotsByVolume[volume.Id].Any(snapshot => snapshot.IsThere(transaction.Now)))
            throw CloudFaultException.BadRequest("Invalid volume: Volume status must be available or error or error_restoring or error_extending or error_managing and must not be migrating, attached, belong to a group, have snapshots, awaiting a transfer, or be disassociated from snapshots after volume transfer.");
        Sweep(transaction);
        transaction.Put(Tables.Volumes, volume with { GoneAt = transaction.Now + options.VolumeDelete, UpdatedAt = transaction.Now });
    }

    /// <summary>Plugs a volume into a server; a new one may still be on its way to available when its server boots from it.</summary>
    public Volume Attach(Volume volume, ServerLink link, bool booting, CloudTransaction transaction)
    {
        var status = volume.StatusAt(transaction.Now);
        if (!(status == "available" || (booting && status == "creating") || (volume.Multiattach && status == "in-use")))
            throw CloudFaultException.BadRequest($"Invalid input received: Invalid volume: Volume {volume.Id} status must be available or downloading to reserve, but the current status is {status}.");
        return transaction.Put(Tables.Volumes, volume with
        {
            Status = "in-use",
            Passing = new PassingState("attaching", transaction.Now + options.Attach),
            Links = [.. volume.Links, link],
            UpdatedAt = transaction.Now,
        });
    }

    public void Detach(string volumeId, string serverId, bool delete, CloudTransaction transaction)
    {
        if (Tables.Volumes.Find(volumeId) is not { } volume) return;
        List<ServerLink> left = [.. volume.Links.Where(link => link.ServerId != serverId)];
        var free = transaction.Put(Tables.Volumes, volume with
        {
            Links = left,
            Status = left.Count > 0 ? "in-use" : "available",
            Passing = delete ? null : new PassingState("detaching", transaction.Now + options.Attach),
            UpdatedAt = transaction.Now,
        });
        if (delete && left.Count == 0) Delete(free, transaction);
    }

    /// <summary>Takes out what is gone by now.</summary>
    public void Sweep(CloudTransaction transaction)
    {
        foreach (var volume in Tables.LeavingVolumes["leaving"].Where(volume => !volume.IsThere(transaction.Now))) transaction.Remove(Tables.Volumes, volume);
        foreach (var snapshot in Tables.LeavingSnapshots["leaving"].Where(snapshot => !snapshot.IsThere(transaction.Now))) transaction.Remove(Tables.Snapshots, snapshot);
        foreach (var backup in Tables.LeavingBackups["leaving"].Where(backup => !backup.IsThere(transaction.Now))) transaction.Remove(Tables.Backups, backup);
    }
}
