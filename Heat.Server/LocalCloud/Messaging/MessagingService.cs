using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Microsoft.AspNetCore.WebUtilities;

namespace Heat.Server.LocalCloud.Messaging;

/// <summary>Zaqar: /messaging/v2.</summary>
internal sealed class MessagingService(IReadOnlyList<ICloudApi> apis) : CloudService
{
    public const string Mount = "/messaging";

    public override string Root => Mount;

    public override IReadOnlyList<ICloudApi> Apis => [.. apis, new VersionsApi()];

    protected override JsonObject Fault(CloudFaultException fault) => new()
    {
        ["title"] = fault.Type ?? $"{fault.Status} {ReasonPhrases.GetReasonPhrase(fault.Status)}",
        ["description"] = fault.Message,
    };

    private sealed class VersionsApi : ICloudApi
    {
        public void Map(CloudRoutes routes)
        {
            routes.Public("", _ => new CloudReply(300, Versions()));
            routes.Get("/v2/ping", _ => CloudReply.NoContent);
        }

        private static JsonObject Versions() => new()
        {
            ["versions"] = new JsonArray(new JsonObject
            {
                ["id"] = "2",
                ["status"] = "CURRENT",
                ["updated"] = "2014-9-24T04:06:47Z",
                ["media-types"] = new JsonArray(new JsonObject { ["base"] = "application/json", ["type"] = "application/vnd.openstack.messaging-v2+json" }),
                ["links"] = new JsonArray(new JsonObject { ["href"] = "/v2/", ["rel"] = "self" }),
            }),
        };
    }
}
