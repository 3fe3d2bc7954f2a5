using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Microsoft.AspNetCore.WebUtilities;

namespace Heat.Server.LocalCloud.Identity;

/// <summary>Keystone: /identity/v3.</summary>
internal sealed class IdentityService(IReadOnlyList<ICloudApi> apis) : CloudService
{
    public override string Root => "/identity";

    public override IReadOnlyList<ICloudApi> Apis => [.. apis, new VersionsApi()];

    protected override JsonObject Fault(CloudFaultException fault) => new()
    {
        ["error"] = new JsonObject { ["code"] = fault.Status, ["message"] = fault.Message, ["title"] = ReasonPhrases.GetReasonPhrase(fault.Status) },
    };

    private sealed class VersionsApi : ICloudApi
    {
        public void Map(CloudRoutes routes)
        {
            routes.Public("", request => new CloudReply(300, new JsonObject { ["versions"] = new JsonObject { ["values"] = new JsonArray(Version(request)) } }));
            routes.Public("/v3", request => CloudReply.Ok("version", Version(request)));
        }

        private static JsonObject Version(CloudRequest request) => new()
        {
            ["id"] = "v3.14",
            ["status"] = "stable",
            ["updated"] = "2020-04-07T00:00:00Z",
            ["links"] = new JsonArray(new JsonObject { ["rel"] = "self", ["href"] = $"{request.Origin}/identity/v3/" }),
            ["media-types"] = new JsonArray(new JsonObject { ["base"] = "application/json", ["type"] = "application/vnd.openstack.identity-v3+json" }),
        };
    }
}
