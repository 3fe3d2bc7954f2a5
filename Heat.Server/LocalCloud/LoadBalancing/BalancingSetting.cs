using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.LoadBalancing;

/// <summary>A flavor of load balancers or the profile of one.</summary>
internal sealed record BalancingSetting : ICloudObject
{
    public required string Id { get; init; }

    public required string Collection { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public JsonObject Attributes { get; init; } = [];
}
