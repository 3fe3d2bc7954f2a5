using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Identity;

/// <summary>The list of services with their endpoints, as a token of somebody, and of some project, sees it.</summary>
internal sealed class Catalog(IdentityTables tables, LocalCloudAddress address)
{
    public JsonArray For(string? project, string user) =>
        CloudJson.Array(tables.Services.All.Where(service => service.Enabled).Select(service => (JsonNode?)new JsonObject
        {
            ["endpoints"] = Endpoints(service, project, user),
            ["id"] = service.Id,
            ["type"] = service.Type,
            ["name"] = service.Name,
        }));

    private JsonArray Endpoints(CatalogService service, string? project, string user) =>
        CloudJson.Array(
            from endpoint in tables.EndpointsByService[service.Id]
            where endpoint.Enabled
            let url = address.Expand(endpoint.Url, project, user)
            where url is not null
            select (JsonNode?)new JsonObject
            {
                ["id"] = endpoint.Id,
                ["interface"] = endpoint.Interface,
                ["region_id"] = endpoint.RegionId,
                ["region"] = endpoint.RegionId,
                ["url"] = url,
            });
}
