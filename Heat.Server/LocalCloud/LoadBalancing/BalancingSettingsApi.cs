using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.LoadBalancing;

/// <summary>Flavors of load balancers and their profiles: everybody sees flavors, administrators set both down.</summary>
internal sealed class BalancingSettingsApi(BalancingTables tables) : ICloudApi
{
    private const string Flavors = "flavors";
    private const string Profiles = "flavorprofiles";

    public void Map(CloudRoutes routes)
    {
        foreach (var version in new[] { "/v2.0", "/v2" })
        {
            Map(routes, $"{version}/lbaas/{Flavors}", Flavors, "flavor");
            Map(routes, $"{version}/lbaas/{Profiles}", Profiles, "flavorprofile");
        }
    }

    private void Map(CloudRoutes routes, string path, string collection, string key)
    {
        routes.Get(path, request => CloudReply.Ok(collection, CloudJson.Array(tables.Settings.All.Where(one => one.Collection == collection).Select(View).Filter(request).Pick(request))));
        routes.Post(path, (request, transaction) => CloudReply.Created(key, View(Create(collection, Body(key, request), transaction))));
        routes.Get($"{path}/{{id}}", request => CloudReply.Ok(key, View(Require(collection, request))));
        routes.Put($"{path}/{{id}}", (request, transaction) => CloudReply.Ok(key, View(Put(Require(collection, request), Body(key, request), transaction))));
        routes.Delete($"{path}/{{id}}", (request, transaction) =>
        {
            RequireAdmin(request);
            Delete(Require(collection, request), transaction);
            return CloudReply.NoContent;
        });
    }

    private BalancingSetting Create(string collection, JsonObject wanted, CloudTransaction transaction)
    {
        if (collection == Flavors && tables.Settings.All.Any(one => one.Collection == Flavors && CloudJson.Text(one.Attributes["name"]) == CloudJson.Text(wanted["name"])))
            throw CloudFaultException.Conflict("A flavor of this name already exists.");
        var defaults = collection == Flavors ? new JsonObject { ["description"] = "", ["enabled"] = true } : [];
        return Put(new BalancingSetting { Id = Guid.NewGuid().ToString(), Collection = collection, CreatedAt = transaction.Now, Attributes = defaults }, wanted, transaction);
    }

    private BalancingSetting Put(BalancingSetting before, JsonObject wanted, CloudTransaction transaction)
    {
        if (CloudJson.Text(wanted["flavor_profile_id"]) is { } profile && tables.Settings.Find(profile) is not { Collection: Profiles })
            throw CloudFaultException.BadRequest($"Validation failure: Flavor profile {profile} not found.");
        var attributes = before.Attributes.DeepClone().AsObject();
        foreach (var (name, value) in wanted) attributes[name] = value?.DeepClone();
        return transaction.Put(tables.Settings, before with { Attributes = attributes });
    }

    private void Delete(BalancingSetting setting, CloudTransaction transaction)
    {
        if (tables.Settings.All.Any(one => CloudJson.Text(one.Attributes["flavor_profile_id"]) == setting.Id)) throw CloudFaultException.Conflict($"Flavor profile {setting.Id} is in use and cannot be modified.");
        if (tables.All(BalancingKind.LoadBalancer).Any(balancer => balancer.Text("flavor_id") == setting.Id)) throw CloudFaultException.Conflict($"Flavor {setting.Id} is in use and cannot be modified.");
        transaction.Remove(tables.Settings, setting);
    }

    private BalancingSetting Require(string collection, CloudRequest request) => tables.Settings.Find(request.Route("id")) is { } found && found.Collection == collection
        ? found
        : throw CloudFaultException.NotFound($"{(collection == Flavors ? "Flavor" : "Flavor profile")} {request.Route("id")} not found.");

    private static JsonObject Body(string key, CloudRequest request)
    {
        RequireAdmin(request);
        return request.Object[key] as JsonObject ?? throw CloudFaultException.BadRequest($"Invalid input for field/attribute {key}. Mandatory field missing.");
    }

    private static void RequireAdmin(CloudRequest request)
    {
        if (!request.Caller.IsAdmin) throw CloudFaultException.Forbidden("Policy does not allow this request to be performed.");
    }

    private static JsonObject View(BalancingSetting setting)
    {
        var view = setting.Attributes.DeepClone().AsObject();
        view["id"] = setting.Id;
        return view;
    }
}
