using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Network;

/// <summary>What everything in the network service has. The JSON of a record is what its API shows.</summary>
internal abstract record NetworkObject : ICloudObject
{
    public required string Id { get; init; }

    public string ProjectId { get; init; } = "";

    public string TenantId => ProjectId;

    public string Name { get; init; } = "";

    public string? Description { get; init; } = "";

    public IReadOnlyList<string> Tags { get; init; } = [];

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public int RevisionNumber { get; init; }
}

internal sealed record VirtualNetwork : NetworkObject
{
    public bool AdminStateUp { get; init; } = true;

    public string Status { get; init; } = "ACTIVE";

    public bool Shared { get; init; }

    [JsonPropertyName("router:external")]
    public bool External { get; init; }

    public bool IsDefault { get; init; }

    public bool PortSecurityEnabled { get; init; } = true;

    public int Mtu { get; init; } = 1450;

    public string? DnsDomain { get; init; } = "";

    public string? QosPolicyId { get; init; }

    public bool VlanTransparent { get; init; }

    [JsonPropertyName("provider:network_type")]
    public string? ProviderNetworkType { get; init; }

    [JsonPropertyName("provider:physical_network")]
    public string? ProviderPhysicalNetwork { get; init; }

    [JsonPropertyName("provider:segmentation_id")]
    public int? ProviderSegmentationId { get; init; }

    public string? Ipv4AddressScope { get; init; }

    public string? Ipv6AddressScope { get; init; }

    public bool L2Adjacency { get; init; } = true;

    public IReadOnlyList<string> AvailabilityZoneHints { get; init; } = [];

    public IReadOnlyList<string> AvailabilityZones { get; init; } = ["nova"];
}

internal sealed record AllocationPool(string Start, string End);

internal sealed record HostRoute(string Destination, string Nexthop);

internal sealed record Subnet : NetworkObject
{
    public required string NetworkId { get; init; }

    public int IpVersion { get; init; } = 4;

    public string Cidr { get; init; } = "";

    public string? GatewayIp { get; init; }

    public IReadOnlyList<AllocationPool> AllocationPools { get; init; } = [];

    public IReadOnlyList<string> DnsNameservers { get; init; } = [];

    public IReadOnlyList<HostRoute> HostRoutes { get; init; } = [];

    public bool EnableDhcp { get; init; } = true;

    public string? Ipv6AddressMode { get; init; }

    public string? Ipv6RaMode { get; init; }

    public string? SubnetpoolId { get; init; }

    public string? SegmentId { get; init; }

    public IReadOnlyList<string> ServiceTypes { get; init; } = [];

    public bool DnsPublishFixedIp { get; init; }
}

internal sealed record FixedIp(string SubnetId, string IpAddress);

internal sealed record Port : NetworkObject
{
    public required string NetworkId { get; init; }

    public bool AdminStateUp { get; init; } = true;

    public string Status { get; init; } = "DOWN";

    public string MacAddress { get; init; } = "";

    public IReadOnlyList<FixedIp> FixedIps { get; init; } = [];

    public string DeviceId { get; init; } = "";

    public string DeviceOwner { get; init; } = "";

    public IReadOnlyList<string> SecurityGroups { get; init; } = [];

    public JsonArray AllowedAddressPairs { get; init; } = [];

    public JsonArray ExtraDhcpOpts { get; init; } = [];

    public bool PortSecurityEnabled { get; init; } = true;

    public string? QosPolicyId { get; init; }

    public string? QosNetworkPolicyId { get; init; }

    public bool? PropagateUplinkStatus { get; init; } = true;

    public string? DataPlaneStatus { get; init; }

    public string IpAllocation { get; init; } = "immediate";

    public string? NumaAffinityPolicy { get; init; }

    public string? DnsName { get; init; } = "";

    public string? DnsDomain { get; init; } = "";

    [JsonPropertyName("binding:vnic_type")]
    public string BindingVnicType { get; init; } = "normal";

    [JsonPropertyName("binding:host_id")]
    public string BindingHostId { get; init; } = "";

    [JsonPropertyName("binding:profile")]
    public JsonObject BindingProfile { get; init; } = [];

    [JsonPropertyName("binding:vif_type")]
    public string BindingVifType { get; init; } = "unbound";

    [JsonPropertyName("binding:vif_details")]
    public JsonObject BindingVifDetails { get; init; } = [];
}

internal sealed record ExternalGateway(string NetworkId, bool EnableSnat, IReadOnlyList<FixedIp> ExternalFixedIps);

internal sealed record Router : NetworkObject
{
    public bool AdminStateUp { get; init; } = true;

    public string Status { get; init; } = "ACTIVE";

    public ExternalGateway? ExternalGatewayInfo { get; init; }

    public IReadOnlyList<HostRoute> Routes { get; init; } = [];

    public bool Distributed { get; init; }

    public bool Ha { get; init; }

    public string? FlavorId { get; init; }

    public IReadOnlyList<string> AvailabilityZoneHints { get; init; } = [];

    public IReadOnlyList<string> AvailabilityZones { get; init; } = ["nova"];
}

internal sealed record FloatingIp : NetworkObject
{
    public required string FloatingNetworkId { get; init; }

    public string FloatingIpAddress { get; init; } = "";

    public string? FixedIpAddress { get; init; }

    public string? PortId { get; init; }

    public string? RouterId { get; init; }

    public string Status => PortId is null ? "DOWN" : "ACTIVE";

    public string? SubnetId { get; init; }

    public string? QosPolicyId { get; init; }

    public string? DnsName { get; init; } = "";

    public string? DnsDomain { get; init; } = "";
}

internal sealed record SecurityGroup : NetworkObject
{
    public bool Stateful { get; init; } = true;

    public bool Shared { get; init; }
}

internal sealed record SecurityGroupRule : NetworkObject
{
    public required string SecurityGroupId { get; init; }

    public string Direction { get; init; } = "ingress";

    public string Ethertype { get; init; } = "IPv4";

    public string? Protocol { get; init; }

    public int? PortRangeMin { get; init; }

    public int? PortRangeMax { get; init; }

    public string? RemoteGroupId { get; init; }

    public string? RemoteIpPrefix { get; init; }

    public string? RemoteAddressGroupId { get; init; }

    public string? NormalizedCidr => RemoteIpPrefix;
}

/// <summary>An object of an extension that is only kept and shown: its attributes as they came.</summary>
internal sealed record NetworkDocument : NetworkObject
{
    /// <summary>Which collection it belongs to.</summary>
    public required string Collection { get; init; }

    /// <summary>The object that it is part of, as a QoS rule is of its policy.</summary>
    public string? ParentId { get; init; }

    /// <summary>What it is seen as until it is made or changed.</summary>
    public PassingState? Passing { get; init; }

    public JsonObject Attributes { get; init; } = [];
}
