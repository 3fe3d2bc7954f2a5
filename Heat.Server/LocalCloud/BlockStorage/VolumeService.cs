using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.BlockStorage;

/// <summary>Cinder: /volume/v3/{project}, microversions 3.0 to 3.70.</summary>
internal sealed class VolumeService(IReadOnlyList<ICloudApi> apis) : CloudService
{
    private static readonly Microversions s_versions = new("volume", Major: 3, Least: 0, Most: 70);

    public override string Root => "/volume";

    public override IReadOnlyList<ICloudApi> Apis => [.. apis, new VersionsApi()];

    public override int Microversion(HttpContext context) => s_versions.Of(context);

    public override void Sign(HttpContext context)
    {
        base.Sign(context);
        s_versions.Sign(context);
    }

    protected override JsonObject Fault(CloudFaultException fault)
    {
        var name = fault.Status switch { 400 => "badRequest", 403 => "forbidden", 404 => "itemNotFound", 409 => "conflictingRequest", 413 => "overLimit", _ => "computeFault" };
        return new JsonObject { [name] = new JsonObject { ["code"] = fault.Status, ["message"] = fault.Message } };
    }

    private sealed class VersionsApi : ICloudApi
    {
        public void Map(CloudRoutes routes)
        {
            routes.Public("", request => new CloudReply(300, new JsonObject { ["versions"] = new JsonArray(Version(request)) }));
            routes.Public("/v3", request => CloudReply.Ok("versions", new JsonArray(Version(request))));
            routes.Get("/v3/{project}/os-availability-zone", _ => CloudReply.Ok("availabilityZoneInfo", new JsonArray(new JsonObject { ["zoneName"] = "nova", ["zoneState"] = new JsonObject { ["available"] = true } })));
            routes.Get("/v3/{project}/os-services", _ => CloudReply.Ok("services", CloudJson.Array(new[] { "cinder-scheduler", "cinder-volume", "cinder-backup" }.Select(binary => (JsonNode?)new JsonObject
            {
                ["binary"] = binary, ["host"] = "local", ["zone"] = "nova", ["status"] = "enabled", ["state"] = "up", ["updated_at"] = null, ["disabled_reason"] = null,
            }))));
            routes.Get("/v3/{project}/extensions", _ => CloudReply.Ok("extensions", CloudJson.Array(new[] { "os-types-manage", "os-quota-sets", "encryption", "qos-specs", "OS-SCH-HNT" }
                .Select(alias => (JsonNode?)new JsonObject { ["alias"] = alias, ["name"] = alias, ["description"] = alias, ["updated"] = "2011-08-24T00:00:00+00:00", ["links"] = new JsonArray() }))));
        }

        private static JsonObject Version(CloudRequest request) => new()
        {
            ["id"] = "v3.0",
            ["status"] = "CURRENT",
            ["version"] = s_versions.MostText,
            ["min_version"] = s_versions.LeastText,
            ["updated"] = "2022-08-31T00:00:00Z",
            ["links"] = new JsonArray(new JsonObject { ["rel"] = "self", ["href"] = $"{request.Origin}/volume/v3/" }),
            ["media-types"] = new JsonArray(new JsonObject { ["base"] = "application/json", ["type"] = "application/vnd.openstack.volume+json;version=3" }),
        };
    }
}
