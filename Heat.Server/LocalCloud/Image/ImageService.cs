using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Microsoft.AspNetCore.WebUtilities;

namespace Heat.Server.LocalCloud.Image;

/// <summary>Glance: /image/v2.</summary>
internal sealed class ImageService(IReadOnlyList<ICloudApi> apis) : CloudService
{
    public override string Root => "/image";

    public override IReadOnlyList<ICloudApi> Apis => [.. apis, new DescriptionApi()];

    protected override JsonObject Fault(CloudFaultException fault) => new()
    {
        ["message"] = fault.Message,
        ["code"] = $"{fault.Status} {ReasonPhrases.GetReasonPhrase(fault.Status)}",
        ["title"] = ReasonPhrases.GetReasonPhrase(fault.Status),
    };

    /// <summary>Versions, schemas and import methods.</summary>
    private sealed class DescriptionApi : ICloudApi
    {
        public void Map(CloudRoutes routes)
        {
            routes.Public("", request => new CloudReply(300, Versions(request)));
            routes.Public("/versions", request => new CloudReply(200, Versions(request)));
            routes.Public("/v2", request => new CloudReply(200, Versions(request)));
            routes.Get("/v2/info/import", _ => CloudReply.Ok("import-methods", new JsonObject { ["description"] = "Import methods available.", ["type"] = "array", ["value"] = new JsonArray("glance-direct", "web-download") }));
            routes.Get("/v2/info/stores", _ => throw CloudFaultException.NotFound("Multi backend is not supported at this site."));
            routes.Get("/v2/schemas/image", _ => new CloudReply(200, Schema()));
            routes.Get("/v2/schemas/images", _ => new CloudReply(200, new JsonObject
            {
                ["name"] = "images",
                ["properties"] = new JsonObject { ["images"] = new JsonObject { ["type"] = "array", ["items"] = Schema() }, ["first"] = new JsonObject { ["type"] = "string" }, ["next"] = new JsonObject { ["type"] = "string" } },
            }));
        }

        private static JsonObject Versions(CloudRequest request) => new()
        {
            ["versions"] = new JsonArray([.. new[] { ("v2.15", "CURRENT"), ("v2.9", "SUPPORTED"), ("v2.0", "SUPPORTED") }.Select(version => (JsonNode)new JsonObject
            {
                ["id"] = version.Item1,
                ["status"] = version.Item2,
                ["links"] = new JsonArray(new JsonObject { ["rel"] = "self", ["href"] = $"{request.Origin}/image/v2/" }),
            })]),
        };

        private static JsonObject Schema()
        {
            var properties = new JsonObject();
            foreach (var name in new[] { "id", "name", "status", "visibility", "owner", "disk_format", "container_format", "checksum", "os_hash_algo", "os_hash_value", "created_at", "updated_at", "self", "file", "schema" })
                properties[name] = new JsonObject { ["type"] = new JsonArray("null", "string") };
            foreach (var name in new[] { "min_disk", "min_ram", "size", "virtual_size" }) properties[name] = new JsonObject { ["type"] = new JsonArray("null", "integer") };
            foreach (var name in new[] { "protected", "os_hidden" }) properties[name] = new JsonObject { ["type"] = "boolean" };
            properties["tags"] = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" } };
            return new JsonObject { ["name"] = "image", ["properties"] = properties, ["additionalProperties"] = new JsonObject { ["type"] = "string" } };
        }
    }
}
