using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.ObjectStore;

/// <summary>What a project says about all that it stores, such as the key of its temporary addresses.</summary>
internal sealed record StoreAccount : ICloudObject
{
    /// <summary>The project.</summary>
    public required string Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}

internal sealed record StoreContainer : ICloudObject
{
    public required string Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public required string Account { get; init; }

    public required string Name { get; init; }

    /// <summary>The container that keeps what objects were before they were written over; null when nothing does.</summary>
    public string? Versions { get; init; }

    /// <summary>Who may read the objects, as an access list; null for the project alone.</summary>
    public string? Readers { get; init; }

    /// <summary>Who may write objects.</summary>
    public string? Writers { get; init; }

    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>True when anybody may read the objects, without a token.</summary>
    public bool IsPublic => Readers?.Split(',').Any(reader => reader.Trim() == ".r:*") == true;

    public static string IdOf(string account, string name) => $"{account}/{name}";
}

internal sealed record StoreObject : ICloudObject
{
    public required string Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public required string ContainerId { get; init; }

    public required string Name { get; init; }

    public required byte[] Content { get; init; }

    public string ContentType { get; init; } = "application/octet-stream";

    public required string Etag { get; init; }

    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    public static string IdOf(string containerId, string name) => $"{containerId}/{name}";
}
