using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;

namespace Heat.Server.LocalCloud.LoadBalancing;

/// <summary>Octavia: /load-balancer/v2.0.</summary>
internal sealed class LoadBalancerService(IReadOnlyList<ICloudApi> apis) : CloudService
{
    public override string Root => "/load-balancer";

    public override IReadOnlyList<ICloudApi> Apis => [.. apis, new DescriptionApi()];

    protected override JsonObject Fault(CloudFaultException fault) => new() { ["faultcode"] = "Client", ["faultstring"] = fault.Message, ["debuginfo"] = null };

    /// <summary>Versions and providers.</summary>
    private sealed class DescriptionApi : ICloudApi
    {
        public void Map(CloudRoutes routes)
        {
            routes.Public("", request => CloudReply.Ok("versions", new JsonArray(Version(request, "SUPPORTED", "v2.0"), Version(request, "CURRENT", "v2.27"))));
            foreach (var version in new[] { "/v2.0", "/v2" })
                routes.Get($"{version}/lbaas/providers", _ => CloudReply.Ok("providers", new JsonArray(new JsonObject { ["name"] = "amphora", ["description"] = "The only one." })));
        }

        private static JsonObject Version(CloudRequest request, string status, string id) => new()
        {
            ["id"] = id,
            ["status"] = status,
            ["updated"] = "2024-01-01T00:00:00Z",
            ["links"] = new JsonArray(new JsonObject { ["rel"] = "self", ["href"] = $"{request.Origin}/load-balancer/v2" }),
        };
    }
}
