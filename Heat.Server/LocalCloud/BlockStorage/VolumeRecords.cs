using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.BlockStorage;

/// <summary>What volumes, snapshots and backups have in common.</summary>
internal abstract record StoredObject : ICloudObject
{
    public required string Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public required string ProjectId { get; init; }

    public string UserId { get; init; } = "";

    public string? Name { get; init; }

    public string? Description { get; init; }

    public int Size { get; init; }

    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>The state that it is in, or comes into when <see cref="Passing"/> is over.</summary>
    public string Status { get; init; } = "available";

    public PassingState? Passing { get; init; }

    public DateTimeOffset? GoneAt { get; init; }

    public string StatusAt(DateTimeOffset now) => GoneAt is not null ? "deleting" : Passing?.Lasts(now) == true ? Passing.Status : Status;

    public bool IsThere(DateTimeOffset now) => !(GoneAt <= now);
}

internal sealed record ServerLink(string AttachmentId, string ServerId, string Device, DateTimeOffset AttachedAt);

internal sealed record Volume : StoredObject
{
    public required string VolumeType { get; init; }

    public string AvailabilityZone { get; init; } = "nova";

    public string? SourceVolid { get; init; }

    public string? SnapshotId { get; init; }

    public string? BackupId { get; init; }

    public bool Bootable { get; init; }

    public bool Encrypted { get; init; }

    public bool Multiattach { get; init; }

    public bool ReadOnly { get; init; }

    public IReadOnlyDictionary<string, string> ImageMetadata { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<ServerLink> Links { get; init; } = [];

    /// <summary>What people are told of its size while it grows.</summary>
    public int? SizeBefore { get; init; }

    public int SizeAt(DateTimeOffset moment) => SizeBefore is { } before && StatusAt(moment) == "extending" ? before : Size;
}

internal sealed record Snapshot : StoredObject
{
    public required string VolumeId { get; init; }
}

internal sealed record Backup : StoredObject
{
    public required string VolumeId { get; init; }

    public string? SnapshotId { get; init; }

    public string? Container { get; init; }

    public bool IsIncremental { get; init; }
}

internal sealed record VolumeType : ICloudObject
{
    public required string Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public bool IsPublic { get; init; } = true;

    public string? QosSpecsId { get; init; }

    public IReadOnlyDictionary<string, string> ExtraSpecs { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<string> Access { get; init; } = [];

    public System.Text.Json.Nodes.JsonObject? Encryption { get; init; }
}

internal sealed record QosSpecs : ICloudObject
{
    public required string Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public required string Name { get; init; }

    public string Consumer { get; init; } = "back-end";

    public IReadOnlyDictionary<string, string> Specs { get; init; } = new Dictionary<string, string>();
}
