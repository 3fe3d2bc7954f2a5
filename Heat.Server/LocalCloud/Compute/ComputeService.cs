using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Compute;

/// <summary>Nova: /compute/v2.1, microversions 2.1 to 2.93.</summary>
internal sealed class ComputeService(IReadOnlyList<ICloudApi> apis) : CloudService
{
    private static readonly Microversions s_versions = new("compute", Major: 2, Least: 1, Most: 93, OldHeader: "X-OpenStack-Nova-API-Version");

    public override string Root => "/compute";

    public override IReadOnlyList<ICloudApi> Apis => [.. apis, new VersionsApi(), new HostsApi()];

    public override int Microversion(HttpContext context) => s_versions.Of(context);

    public override void Sign(HttpContext context)
    {
        base.Sign(context);
        s_versions.Sign(context);
    }

    protected override JsonObject Fault(CloudFaultException fault)
    {
        var name = fault.Status switch
        {
            400 => "badRequest",
            403 => "forbidden",
            404 => "itemNotFound",
            405 => "badMethod",
            409 => "conflictingRequest",
            413 => "overLimit",
            _ => "computeFault",
        };
        return new JsonObject { [name] = new JsonObject { ["code"] = fault.Status, ["message"] = fault.Message } };
    }

    private sealed class VersionsApi : ICloudApi
    {
        public void Map(CloudRoutes routes)
        {
            routes.Public("", request => CloudReply.Ok("versions", new JsonArray(Version(request))));
            routes.Public("/v2.1", request => CloudReply.Ok("version", Version(request)));
        }

        private static JsonObject Version(CloudRequest request) => new()
        {
            ["id"] = "v2.1",
            ["status"] = "CURRENT",
            ["version"] = s_versions.MostText,
            ["min_version"] = s_versions.LeastText,
            ["updated"] = "2013-07-23T11:33:21Z",
            ["links"] = new JsonArray(new JsonObject { ["rel"] = "self", ["href"] = $"{request.Origin}/compute/v2.1/" }),
        };
    }

    /// <summary>The one host that everything runs on, seen from all sides.</summary>
    private sealed class HostsApi : ICloudApi
    {
        public void Map(CloudRoutes routes)
        {
            routes.Get("/v2.1/os-availability-zone", _ => CloudReply.Ok("availabilityZoneInfo", new JsonArray(Zone())));
            routes.Get("/v2.1/os-availability-zone/detail", _ => CloudReply.Ok("availabilityZoneInfo", new JsonArray(Zone())));
            routes.Get("/v2.1/os-services", _ => CloudReply.Ok("services", new JsonArray(Process("nova-scheduler"), Process("nova-conductor"), Process("nova-compute"))));
            routes.Get("/v2.1/os-hypervisors", request => CloudReply.Ok("hypervisors", new JsonArray(Hypervisor(request))));
            routes.Get("/v2.1/os-hypervisors/detail", request => CloudReply.Ok("hypervisors", new JsonArray(Hypervisor(request))));
            routes.Get("/v2.1/extensions", _ => CloudReply.Ok("extensions", new JsonArray()));
        }

        private static JsonObject Zone() => new() { ["zoneName"] = "nova", ["zoneState"] = new JsonObject { ["available"] = true }, ["hosts"] = null };

        private static JsonObject Process(string binary) => new()
        {
            ["id"] = binary, ["binary"] = binary, ["host"] = "local", ["zone"] = binary == "nova-compute" ? "nova" : "internal",
            ["status"] = "enabled", ["state"] = "up", ["updated_at"] = null, ["disabled_reason"] = null, ["forced_down"] = false,
        };

        private static JsonObject Hypervisor(CloudRequest request)
        {
            request.Caller.RequireAdmin("os_compute_api:os-hypervisors:list");
            return new JsonObject { ["id"] = "1", ["hypervisor_hostname"] = "local", ["hypervisor_type"] = "fake", ["host_ip"] = "127.0.0.1", ["state"] = "up", ["status"] = "enabled" };
        }
    }
}
