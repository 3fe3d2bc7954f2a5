using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;

namespace Heat.Server.LocalCloud.Network;

/// <summary>Neutron: /network/v2.0.</summary>
internal sealed class NetworkService(IReadOnlyList<ICloudApi> apis) : CloudService
{
    public override string Root => "/network";

    public override IReadOnlyList<ICloudApi> Apis => [.. apis, new CapabilitiesApi()];

    protected override JsonObject Fault(CloudFaultException fault) => new()
    {
        ["NeutronError"] = new JsonObject { ["type"] = fault.Type ?? (fault.Status == 400 ? "HTTPBadRequest" : "NeutronException"), ["message"] = fault.Message, ["detail"] = "" },
    };

    /// <summary>What says of the service itself what it can.</summary>
    private sealed class CapabilitiesApi : ICloudApi
    {
        private static readonly (string Alias, string Name)[] s_extensions =
        [
            ("address-scope", "Address scope"), ("address-group", "Address group"), ("agent", "agent"), ("allowed-address-pairs", "Allowed Address Pairs"), ("availability_zone", "Availability Zone"),
            ("binding", "Port Binding"), ("default-subnetpools", "Default Subnetpools"), ("dhcp_agent_scheduler", "DHCP Agent Scheduler"), ("dns-domain-ports", "dns_domain for ports"),
            ("dns-integration", "DNS Integration"), ("ext-gw-mode", "Neutron L3 Configurable external gateway mode"), ("external-net", "Neutron external network"),
            ("extra_dhcp_opt", "Neutron Extra DHCP options"), ("extraroute", "Neutron Extra Route"), ("extraroute-atomic", "Atomically add/remove extra routes"), ("filter-validation", "Filter parameters validation"),
            ("floating-ip-port-details", "Floating IP Port Details Extension"), ("floating-ip-port-forwarding", "Floating IP Port Forwarding"), ("fip-port-details", "Floating IP Port Details Extension"), ("fwaas", "Firewall service"), ("ip-substring-filtering", "IP address substring filtering"),
            ("l2-gateway", "L2 Gateway"), ("l2-gateway-connection", "L2 Gateway connection"), ("l3_agent_scheduler", "L3 Agent Scheduler"), ("lbaasv2", "LoadBalancing service v2"), ("metering", "Neutron Metering"), ("mtu", "Network MTU"), ("net-mtu", "Network MTU"), ("net-mtu-writable", "Network MTU (writable)"),
            ("network_availability_zone", "Network Availability Zone"), ("port-security", "Port Security"), ("port-resource-request", "Port Resource Request"), ("project-id", "project_id field enabled"), ("provider", "Provider Network"), ("qos", "Quality of Service"),
            ("qos-bw-limit-direction", "Direction for QoS bandwidth limit rule"), ("qos-bw-minimum-ingress", "Ingress direction for QoS minimum bandwidth rule"), ("qos-pps-minimum", "QoS minimum packet rate"), ("qos-default", "QoS default policy"), ("quotas", "Quota management support"),
            ("quota_details", "Quota details management support"), ("rbac-policies", "RBAC Policies"), ("revision-if-match", "If-Match constraints based on revision_number"), ("router", "Neutron L3 Router"),
            ("router_availability_zone", "Router Availability Zone"), ("security-group", "security-group"), ("segment", "Segment"), ("sfc", "Service Function Chaining"), ("shared-security-group", "Security group shared filtering"), ("sorting", "Sorting support"), ("standard-attr-description", "standard-attr-description"),
            ("standard-attr-revisions", "Resource revision numbers"), ("standard-attr-tag", "Tag support for resources with standard attribute"), ("standard-attr-timestamp", "Resource timestamps"), ("stateful-security-group", "Stateful security group"),
            ("subnet_allocation", "Subnet Allocation"), ("subnet-service-types", "Subnet service types"), ("taas", "Tap as a Service"), ("tag", "Tag support"), ("tag-ext", "Tag support for resources"), ("trunk", "Trunk Extension"), ("trunk-details", "Trunk port details"), ("vpnaas", "VPN service"), ("pagination", "Pagination support"),
        ];

        public void Map(CloudRoutes routes)
        {
            routes.Public("", request => CloudReply.Ok("versions", new JsonArray(new JsonObject { ["id"] = "v2.0", ["status"] = "CURRENT", ["links"] = Links($"{request.Origin}/network/v2.0/") })));
            routes.Public("/v2.0", request => CloudReply.Ok("resources", new JsonArray(new JsonObject { ["name"] = "network", ["collection"] = "networks", ["links"] = Links($"{request.Origin}/network/v2.0/networks") })));
            routes.Get("/v2.0/extensions", _ => CloudReply.Ok("extensions", new JsonArray([.. s_extensions.Select(Extension)])));
            routes.Get("/v2.0/extensions/{alias}", request => s_extensions.FirstOrDefault(extension => extension.Alias == request.Route("alias")) is { Alias: not null } found
                ? CloudReply.Ok("extension", Extension(found))
                : throw CloudFaultException.NotFound($"Extension with alias {request.Route("alias")} does not exist", "HTTPNotFound"));
            routes.Get("/v2.0/agents", _ => CloudReply.Ok("agents", new JsonArray()));
            routes.Get("/v2.0/service-providers", _ => CloudReply.Ok("service_providers", new JsonArray(new JsonObject { ["service_type"] = "LOADBALANCERV2", ["name"] = "octavia", ["default"] = true })));
            routes.Get("/v2.0/availability_zones", _ => CloudReply.Ok("availability_zones", new JsonArray(Zone("network"), Zone("router"))));
        }

        private static JsonArray Links(string href) => [new JsonObject { ["rel"] = "self", ["href"] = href }];

        private static JsonNode Extension((string Alias, string Name) extension) => new JsonObject
        {
            ["alias"] = extension.Alias,
            ["name"] = extension.Name,
            ["description"] = extension.Name,
            ["updated"] = "2020-01-01T00:00:00-00:00",
            ["links"] = new JsonArray(),
        };

        private static JsonObject Zone(string resource) => new() { ["name"] = "nova", ["resource"] = resource, ["state"] = "available" };
    }
}
