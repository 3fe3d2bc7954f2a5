using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Compute;

internal sealed record Flavor : ICloudObject
{
    public required string Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public required int Vcpus { get; init; }

    public required int Ram { get; init; }

    public required int Disk { get; init; }

    public int Ephemeral { get; init; }

    public int Swap { get; init; }

    public double RxtxFactor { get; init; } = 1.0;

    public bool IsPublic { get; init; } = true;

    public IReadOnlyDictionary<string, string> ExtraSpecs { get; init; } = new Dictionary<string, string>();

    /// <summary>Projects that may use it though it isn't public.</summary>
    public IReadOnlyList<string> Access { get; init; } = [];
}

internal sealed record KeyPair : ICloudObject
{
    public required string Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public required string Name { get; init; }

    public required string UserId { get; init; }

    public required string PublicKey { get; init; }

    public required string Fingerprint { get; init; }

    public string Type { get; init; } = "ssh";

    public static string IdOf(string user, string name) => $"{user}/{name}";
}

internal sealed record ServerGroup : ICloudObject
{
    public required string Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public required string Name { get; init; }

    public required string ProjectId { get; init; }

    public required string UserId { get; init; }

    public required string Policy { get; init; }

    public JsonObject Rules { get; init; } = [];
}

/// <summary>A volume in a server: where it is plugged in and whether it goes with the server.</summary>
internal sealed record VolumeAttachment(string Id, string VolumeId, string Device, bool DeleteOnTermination, string? Tag);

internal sealed record InstanceAction(string Action, string RequestId, DateTimeOffset StartTime, string UserId);

internal sealed record ServerFault(int Code, string Message, DateTimeOffset Created);

internal sealed record Server : ICloudObject
{
    public required string Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public required string ProjectId { get; init; }

    public required string UserId { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public required string Hostname { get; init; }

    public required Flavor Flavor { get; init; }

    /// <summary>The flavor that a resize came from, until it is confirmed.</summary>
    public Flavor? PreviousFlavor { get; init; }

    public string? ImageId { get; init; }

    public string? KeyName { get; init; }

    public string? UserData { get; init; }

    public bool ConfigDrive { get; init; }

    public string AvailabilityZone { get; init; } = "nova";

    public string DiskConfig { get; init; } = "MANUAL";

    public string? GroupId { get; init; }

    public string ReservationId { get; init; } = "";

    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Ports that Nova made, and so removes.</summary>
    public IReadOnlyList<string> OwnPorts { get; init; } = [];

    public IReadOnlyList<VolumeAttachment> Volumes { get; init; } = [];

    /// <summary>The state that the server is in, or comes into when <see cref="Passing"/> is over.</summary>
    public string Status { get; init; } = "ACTIVE";

    public PassingState? Passing { get; init; }

    public DateTimeOffset? GoneAt { get; init; }

    public ServerFault? Fault { get; init; }

    public bool Locked { get; init; }

    public string? LockedReason { get; init; }

    public IReadOnlyList<InstanceAction> Actions { get; init; } = [];
}

internal sealed record HostAggregate : ICloudObject
{
    /// <summary>A number, as text.</summary>
    public required string Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public required string Name { get; init; }

    public string? Zone { get; init; }

    public IReadOnlyList<string> Hosts { get; init; } = [];

    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}
