using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Identity;

/// <summary>/v3/regions: the one kind whose id its creator chooses.</summary>
internal sealed class RegionsApi(IdentityTables tables) : IdentityCollection<Region>(tables.Regions, "region", "regions")
{
    public override void Map(CloudRoutes routes)
    {
        base.Map(routes);
        routes.Put("/v3/regions/{id}", CreateNamed);
    }

    protected override void AuthorizeRead(CloudRequest request, Region? item)
    {
        // Regions are public to whoever has a token.
    }

    protected override string NewId(JsonObject wanted)
    {
        var id = CloudJson.Text(wanted["id"]) is { Length: > 0 } chosen ? chosen : Guid.NewGuid().ToString("N");
        return tables.Regions.Find(id) is null ? id : throw CloudFaultException.Conflict($"Conflict occurred attempting to store region - Duplicate ID, {id}.");
    }

    protected override Region Settle(Region item, Region? before, JsonObject wanted, CloudRequest request, CloudTransaction transaction)
    {
        if (item.ParentRegionId is { } parent) Require(parent);
        return item with { Description = item.Description ?? "" };
    }

    protected override void Release(Region item, CloudTransaction transaction)
    {
        if (tables.Endpoints.All.Any(endpoint => endpoint.RegionId == item.Id))
            throw CloudFaultException.Forbidden($"Unable to delete region {item.Id} because it or its child regions have associated endpoints.");
    }

    protected override JsonObject View(Region item, CloudRequest request)
    {
        var view = base.View(item, request);
        view.Remove("name");
        return view;
    }

    private CloudReply CreateNamed(CloudRequest request, CloudTransaction transaction)
    {
        request.Caller.RequireAdmin("identity:create_region");
        var wanted = request.Wrapped("region");
        var id = NewId(new JsonObject { ["id"] = request.Route("id") });
        var region = new Region { Id = id, CreatedAt = transaction.Now, Description = CloudJson.Text(wanted["description"]) ?? "", ParentRegionId = CloudJson.Text(wanted["parent_region_id"]) };
        return CloudReply.Created("region", View(transaction.Put(tables.Regions, region), request));
    }
}

/// <summary>/v3/services.</summary>
internal sealed class ServicesApi(IdentityTables tables) : IdentityCollection<CatalogService>(tables.Services, "service", "services")
{
    protected override CatalogService Settle(CatalogService item, CatalogService? before, JsonObject wanted, CloudRequest request, CloudTransaction transaction) =>
        item.Type.Length > 0 ? item : throw CloudFaultException.BadRequest("'type' is a required property");

    protected override void Release(CatalogService item, CloudTransaction transaction)
    {
        foreach (var endpoint in tables.EndpointsByService[item.Id]) transaction.Remove(tables.Endpoints, endpoint);
    }
}

/// <summary>/v3/endpoints.</summary>
internal sealed class EndpointsApi(IdentityTables tables, LocalCloudAddress address) : IdentityCollection<Endpoint>(tables.Endpoints, "endpoint", "endpoints")
{
    protected override Endpoint Settle(Endpoint item, Endpoint? before, JsonObject wanted, CloudRequest request, CloudTransaction transaction)
    {
        if (tables.Services.Find(item.ServiceId) is null) throw CloudFaultException.BadRequest($"Could not find service: {item.ServiceId}.");
        if (item.Interface is not ("public" or "internal" or "admin")) throw CloudFaultException.BadRequest($"Invalid input for field 'interface': '{item.Interface}' is not one of ['admin', 'internal', 'public']");
        if (item.Url.Length == 0) throw CloudFaultException.BadRequest("'url' is a required property");
        // Keystone makes an unknown region on the way.
        if (item.RegionId is { } region && tables.Regions.Find(region) is null)
            transaction.Put(tables.Regions, new Region { Id = region, CreatedAt = transaction.Now, Description = "" });
        return item;
    }

    protected override JsonObject View(Endpoint item, CloudRequest request)
    {
        var view = base.View(item, request);
        view["region"] = item.RegionId;
        view["url"] = address.Own(item.Url);
        return view;
    }
}

/// <summary>/v3/credentials: whatever a user keeps, of which type "ec2" is used for signatures.</summary>
internal sealed class CredentialsApi(IdentityTables tables) : IdentityCollection<Credential>(tables.Credentials, "credential", "credentials")
{
    protected override void AuthorizeRead(CloudRequest request, Credential? item)
    {
        if (item?.UserId != request.Caller.UserId) base.AuthorizeRead(request, item);
    }

    protected override void AuthorizeWrite(CloudRequest request, string action, JsonObject wanted, Credential? item)
    {
        if ((item?.UserId ?? CloudJson.Text(wanted["user_id"]) ?? request.Caller.UserId) != request.Caller.UserId) base.AuthorizeWrite(request, action, wanted, item);
    }

    protected override string NewId(JsonObject wanted) => CloudJson.Text(wanted["type"]) == "ec2" && Ec2Secret.Read(CloudJson.Text(wanted["blob"])) is { } secret
        ? Ec2Secret.IdOf(secret.Access)
        : base.NewId(wanted);

    protected override Credential Settle(Credential item, Credential? before, JsonObject wanted, CloudRequest request, CloudTransaction transaction)
    {
        if (before is null && tables.Credentials.Find(item.Id) is not null) throw CloudFaultException.Conflict("Conflict occurred attempting to store credential - Duplicate entry found.");
        if (item.Type.Length == 0) throw CloudFaultException.BadRequest("'type' is a required property");
        if (item.Type == "ec2" && item.ProjectId is null) throw CloudFaultException.BadRequest("Expecting to find project_id in credential.");
        return item.UserId.Length > 0 ? item : item with { UserId = request.Caller.UserId };
    }
}
