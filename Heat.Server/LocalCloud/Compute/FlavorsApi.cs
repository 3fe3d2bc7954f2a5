using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Compute;

/// <summary>/flavors with their extra specs and access.</summary>
internal sealed class FlavorsApi(ComputeTables tables) : ICloudApi
{
    private const string Path = "/v2.1/flavors";

    public void Map(CloudRoutes routes)
    {
        routes.Get(Path, request => List(request, flavor => Brief(flavor, request)));
        routes.Get($"{Path}/detail", request => List(request, flavor => Full(flavor, request)));
        routes.Post(Path, Create);
        routes.Get($"{Path}/{{id}}", request => CloudReply.Ok("flavor", Full(Require(request), request)));
        routes.Put($"{Path}/{{id}}", (request, transaction) => CloudReply.Ok("flavor",
            Full(Change(request, transaction, flavor => flavor with { Description = CloudJson.Text(request.Wrapped("flavor")["description"]) }), request)));
        routes.Delete($"{Path}/{{id}}", (request, transaction) =>
        {
            request.Caller.RequireAdmin("os_compute_api:os-flavor-manage:delete");
            transaction.Remove(tables.Flavors, Require(request));
            return CloudReply.Accepted;
        });
        MapExtraSpecs(routes);
        MapAccess(routes);
    }

    private CloudReply List(CloudRequest request, Func<Flavor, JsonObject> view)
    {
        var all = request.Caller.IsAdmin && request.Query("is_public") is "None" or "none";
        var visible = tables.Flavors.All.Where(flavor => all || (request.Caller.IsAdmin && request.Query("is_public") is "False" or "false" ? !flavor.IsPublic : Shows(flavor, request)))
            .Where(flavor => (request.Number("minRam") ?? 0) <= flavor.Ram && (request.Number("minDisk") ?? 0) <= flavor.Disk)
            .OrderBy(flavor => flavor.Id, StringComparer.Ordinal);
        var (page, more) = visible.Page(request, flavor => flavor.Id);
        var body = new JsonObject { ["flavors"] = CloudJson.Array(page.Select(view)) };
        if (Listing.NextLink(request, more, page.Count == 0 ? null : page[^1].Id) is { } links) body["flavors_links"] = links;
        return new CloudReply(200, body);
    }

    private static bool Shows(Flavor flavor, CloudRequest request) => flavor.IsPublic || flavor.Access.Contains(request.Caller.ProjectId);

    private Flavor Require(CloudRequest request)
    {
        var id = request.Route("id");
        return tables.Flavors.Find(id) is { } flavor && (Shows(flavor, request) || request.Caller.IsAdmin) ? flavor : throw CloudFaultException.NotFound($"Flavor {id} could not be found.");
    }

    private Flavor Change(CloudRequest request, CloudTransaction transaction, Func<Flavor, Flavor> change)
    {
        request.Caller.RequireAdmin("os_compute_api:os-flavor-manage:update");
        return transaction.Put(tables.Flavors, change(Require(request)));
    }

    private CloudReply Create(CloudRequest request, CloudTransaction transaction)
    {
        request.Caller.RequireAdmin("os_compute_api:os-flavor-manage:create");
        var wanted = request.Wrapped("flavor");
        var id = CloudJson.Text(wanted["id"] ?? wanted["flavorid"]) is { Length: > 0 } given && given != "auto" ? given : Guid.NewGuid().ToString();
        var name = CloudJson.Text(wanted["name"]) ?? throw ComputeFaults.Input("flavor", wanted.ToJsonString(), "'name' is a required property");
        if (tables.Flavors.Find(id) is not null) throw CloudFaultException.Conflict($"Flavor with ID {id} already exists.");
        if (tables.Flavors.All.Any(flavor => flavor.Name == name)) throw CloudFaultException.Conflict($"Flavor with name {name} already exists.");
        var flavor = transaction.Put(tables.Flavors, new Flavor
        {
            Id = id,
            CreatedAt = transaction.Now,
            Name = name,
            Description = CloudJson.Text(wanted["description"]),
            Vcpus = Number(wanted, "vcpus", 1),
            Ram = Number(wanted, "ram", 1),
            Disk = Number(wanted, "disk", 0),
            Ephemeral = wanted["OS-FLV-EXT-DATA:ephemeral"] is null ? 0 : Number(wanted, "OS-FLV-EXT-DATA:ephemeral", 0),
            Swap = CloudJson.Text(wanted["swap"]) is null or "" ? 0 : Number(wanted, "swap", 0),
            RxtxFactor = double.TryParse(CloudJson.Text(wanted["rxtx_factor"]), System.Globalization.CultureInfo.InvariantCulture, out var factor) ? factor : 1.0,
            IsPublic = CloudJson.Text(wanted["os-flavor-access:is_public"]) is not ("false" or "False"),
        });
        return CloudReply.Ok("flavor", Full(flavor, request));
    }

    private static int Number(JsonObject wanted, string name, int least) =>
        int.TryParse(CloudJson.Text(wanted[name]), out var number) && number >= least
            ? number
            : throw ComputeFaults.Input(name, CloudJson.Text(wanted[name]) ?? "None", $"{CloudJson.Text(wanted[name]) ?? "None"} is not an integer of at least {least}");

    private void MapExtraSpecs(CloudRoutes routes)
    {
        const string specs = $"{Path}/{{id}}/os-extra_specs";
        routes.Get(specs, request => CloudReply.Ok("extra_specs", CloudJson.Map(Require(request).ExtraSpecs)));
        routes.Post(specs, (request, transaction) =>
        {
            var wanted = ServerBuilder.Texts(request.Wrapped("extra_specs"));
            Change(request, transaction, flavor => flavor with { ExtraSpecs = flavor.ExtraSpecs.Where(spec => !wanted.ContainsKey(spec.Key)).Concat(wanted).ToDictionary() });
            return CloudReply.Ok("extra_specs", CloudJson.Map(wanted));
        });
        routes.Get($"{specs}/{{key}}", request => new CloudReply(200, CloudJson.Map([Spec(Require(request), request.Route("key"))])));
        routes.Put($"{specs}/{{key}}", (request, transaction) =>
        {
            var wanted = ServerBuilder.Texts(request.Object);
            Change(request, transaction, flavor => flavor with { ExtraSpecs = flavor.ExtraSpecs.Where(spec => !wanted.ContainsKey(spec.Key)).Concat(wanted).ToDictionary() });
            return new CloudReply(200, CloudJson.Map(wanted));
        });
        routes.Delete($"{specs}/{{key}}", (request, transaction) =>
        {
            var gone = Spec(Require(request), request.Route("key")).Key;
            Change(request, transaction, flavor => flavor with { ExtraSpecs = flavor.ExtraSpecs.Where(spec => spec.Key != gone).ToDictionary() });
            return new CloudReply(200);
        });
    }

    private static KeyValuePair<string, string> Spec(Flavor flavor, string key) =>
        flavor.ExtraSpecs.TryGetValue(key, out var value) ? KeyValuePair.Create(key, value) : throw CloudFaultException.NotFound($"Flavor {flavor.Id} has no extra specs with key {key}.");

    private void MapAccess(CloudRoutes routes)
    {
        routes.Get($"{Path}/{{id}}/os-flavor-access", request =>
        {
            var flavor = Require(request);
            return flavor.IsPublic ? throw CloudFaultException.NotFound("Access list not available for public flavors.") : AccessOf(flavor);
        });
        routes.Post($"{Path}/{{id}}/action", (request, transaction) =>
        {
            var (action, arguments) = request.Object.First();
            var project = CloudJson.Text(arguments?["tenant"]) ?? throw ComputeFaults.Input(action, "None", "'tenant' is a required property");
            return action switch
            {
                "addTenantAccess" => AccessOf(Change(request, transaction, flavor => flavor with { Access = [.. flavor.Access.Append(project).Distinct()] })),
                "removeTenantAccess" => AccessOf(Change(request, transaction, flavor => flavor with { Access = [.. flavor.Access.Where(one => one != project)] })),
                _ => throw CloudFaultException.BadRequest($"There is no such action: {action}"),
            };
        });
    }

    private static CloudReply AccessOf(Flavor flavor) =>
        CloudReply.Ok("flavor_access", CloudJson.Array(flavor.Access.Select(project => (JsonNode?)new JsonObject { ["flavor_id"] = flavor.Id, ["tenant_id"] = project })));

    private static JsonObject Brief(Flavor flavor, CloudRequest request)
    {
        var view = new JsonObject { ["id"] = flavor.Id, ["name"] = flavor.Name, ["links"] = ServerViews.Links(request, $"flavors/{flavor.Id}") };
        if (request.Microversion >= 55) view["description"] = flavor.Description;
        return view;
    }

    private static JsonObject Full(Flavor flavor, CloudRequest request)
    {
        var view = Brief(flavor, request);
        view["ram"] = flavor.Ram;
        view["vcpus"] = flavor.Vcpus;
        view["disk"] = flavor.Disk;
        view["OS-FLV-EXT-DATA:ephemeral"] = flavor.Ephemeral;
        view["swap"] = flavor.Swap > 0 || request.Microversion >= 75 ? flavor.Swap : "";
        view["rxtx_factor"] = flavor.RxtxFactor;
        view["os-flavor-access:is_public"] = flavor.IsPublic;
        view["OS-FLV-DISABLED:disabled"] = false;
        if (request.Microversion >= 61) view["extra_specs"] = CloudJson.Map(flavor.ExtraSpecs);
        return view;
    }
}
