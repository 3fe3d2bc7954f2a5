using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Image;

internal sealed record DiskImage : ICloudObject
{
    public required string Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public required string Owner { get; init; }

    public string? Name { get; init; }

    public string Status { get; init; } = "queued";

    public string Visibility { get; init; } = "shared";

    public string? DiskFormat { get; init; }

    public string? ContainerFormat { get; init; }

    public int MinDisk { get; init; }

    public int MinRam { get; init; }

    public bool Protected { get; init; }

    public bool OsHidden { get; init; }

    public long? Size { get; init; }

    public string? Checksum { get; init; }

    public string? OsHashValue { get; init; }

    /// <summary>Where its data is, when it wasn't brought here.</summary>
    public IReadOnlyList<string> Locations { get; init; } = [];

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    /// <summary>Projects that a shared image is offered to, and what they answered.</summary>
    public IReadOnlyDictionary<string, string> Members { get; init; } = new Dictionary<string, string>();
}

/// <summary>The bytes of an image, apart from it so that changing its name doesn't write them again.</summary>
internal sealed record ImageData : ICloudObject
{
    public required string Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public required byte[] Content { get; init; }
}
