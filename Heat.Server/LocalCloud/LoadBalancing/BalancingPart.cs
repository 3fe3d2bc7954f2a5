using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.LoadBalancing;

/// <summary>A load balancer, or a part of one: its attributes as they came.</summary>
internal sealed record BalancingPart : ICloudObject
{
    public required string Id { get; init; }

    /// <summary>The collection that it is in.</summary>
    public required string Collection { get; init; }

    public required string ProjectId { get; init; }

    /// <summary>The load balancer that it belongs to; a load balancer's own id.</summary>
    public required string BalancerId { get; init; }

    /// <summary>What it is a part of, as a member is of its pool.</summary>
    public string? WholeId { get; init; }

    public JsonObject Attributes { get; init; } = [];

    /// <summary>What it is seen as while it is made or changed.</summary>
    public PassingState? Passing { get; init; }

    /// <summary>When it is not seen any more.</summary>
    public DateTimeOffset? GoneAt { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public bool IsThere(DateTimeOffset now) => !(GoneAt <= now);

    /// <summary>ACTIVE, unless something is under way.</summary>
    public string StateAt(DateTimeOffset now) => GoneAt is not null ? "PENDING_DELETE" : Passing?.Lasts(now) == true ? Passing.Status : "ACTIVE";

    public string? Text(string attribute) => CloudJson.Text(Attributes[attribute]);
}
