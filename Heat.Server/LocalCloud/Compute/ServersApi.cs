using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Heat.Server.LocalCloud.BlockStorage;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Compute;

/// <summary>/servers: making, finding, changing and deleting them.</summary>
internal sealed class ServersApi(LocalCloudState state, LocalCloudOptions options, ServerBuilder builder, ServerViews views, ServerNetworks networks, VolumeStore volumes) : ICloudApi
{
    private ComputeTables Tables => state.Compute;

    public void Map(CloudRoutes routes)
    {
        routes.Get("/v2.1/servers", request => List(request, server => ServerViews.Brief(server, request)));
        routes.Get("/v2.1/servers/detail", request => List(request, server => views.Full(server, request)));
        routes.Post("/v2.1/servers", Create);
        routes.Get("/v2.1/servers/{id}", request => CloudReply.Ok("server", views.Full(Require(request), request)));
        routes.Put("/v2.1/servers/{id}", Update);
        routes.Delete("/v2.1/servers/{id}", Delete);
        routes.Get("/v2.1/servers/{id}/ips", request => CloudReply.Ok("addresses", views.Addresses(state.Network.PortsByDevice[Require(request).Id])));
    }

    public Server Require(CloudRequest request)
    {
        var id = request.Route("id");
        return Tables.Servers.Find(id) is { } server && server.IsThere(state.Now) && request.Caller.Owns(server.ProjectId)
            ? server
            : throw CloudFaultException.NotFound($"Instance {id} could not be found.");
    }

    private CloudReply List(CloudRequest request, Func<Server, JsonObject> view)
    {
        var everywhere = request.Caller.IsAdmin && (request.Flag("all_tenants") || request.Flag("all_projects"));
        var project = request.Query("project_id") ?? request.Query("tenant_id");
        var found = everywhere && project is null ? Tables.Servers.All : Tables.ServersByProject[everywhere ? project! : request.Caller.ProjectId];
        var (page, more) = found.Where(server => server.IsThere(state.Now) && Fits(server, request)).Reverse().Page(request, server => server.Id);
        var body = new JsonObject { ["servers"] = CloudJson.Array(page.Select(view)) };
        if (Listing.NextLink(request, more, page.Count == 0 ? null : page[^1].Id) is { } links) body["servers_links"] = links;
        return new CloudReply(200, body);
    }

    private bool Fits(Server server, CloudRequest request) => request.QueryItems.All(item => item.Key switch
    {
        "name" => Matches(server.Name, item.Value ?? ""),
        "status" => request.QueryItems.Where(one => one.Key == "status").Any(one => server.StatusAt(state.Now).Equals(one.Value, StringComparison.OrdinalIgnoreCase)),
        "image" => server.ImageId == item.Value,
        "flavor" => server.Flavor.Id == item.Value,
        "uuid" => server.Id == item.Value,
        "key_name" => server.KeyName == item.Value,
        "user_id" => server.UserId == item.Value,
        "host" or "node" => item.Value == "local",
        "availability_zone" => server.AvailabilityZone == item.Value,
        "reservation_id" => server.ReservationId == item.Value,
        "locked" => server.Locked == (item.Value is "True" or "true" or "1"),
        "deleted" => item.Value is not ("True" or "true" or "1"),
        "tags" => (item.Value ?? "").Split(',').All(server.Tags.Contains),
        "tags-any" => (item.Value ?? "").Split(',').Any(server.Tags.Contains),
        "not-tags" => !(item.Value ?? "").Split(',').All(server.Tags.Contains),
        "changes-since" => DateTimeOffset.TryParse(item.Value, out var since) && server.UpdatedAt >= since,
        "ip" or "ip6" => state.Network.PortsByDevice[server.Id].Any(port => port.FixedIps.Any(ip => Matches(ip.IpAddress, item.Value ?? ""))),
        _ => true,
    });

    private static bool Matches(string text, string pattern)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase);
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException)
        {
            return text.Contains(pattern, StringComparison.OrdinalIgnoreCase);
        }
    }

    private CloudReply Create(CloudRequest request, CloudTransaction transaction)
    {
        Sweep(transaction);
        var wanted = request.Wrapped("server");
        Check(wanted);
        var hints = request.Object["os:scheduler_hints"] as JsonObject ?? request.Object["OS-SCH-HNT:scheduler_hints"] as JsonObject ?? [];
        var name = CloudJson.Text(wanted["name"])!.Trim();
        var count = int.TryParse(CloudJson.Text(wanted["max_count"] ?? wanted["min_count"]), out var asked) ? asked : 1;
        if (count < 1) throw ComputeFaults.Input("max_count", $"{count}", $"{count} is less than the minimum of 1");
        var reservation = $"r-{Guid.NewGuid().ToString("N")[..8]}";
        var servers = Enumerable.Range(1, count).Select(number => builder.Build(wanted, hints, count == 1 ? name : $"{name}-{number}", reservation, request, transaction)).ToList();
        if (CloudJson.Text(wanted["return_reservation_id"]) is "true" or "True") return new CloudReply(202, new JsonObject { ["reservation_id"] = reservation });
        var first = servers[0];
        var view = new JsonObject
        {
            ["id"] = first.Id,
            ["links"] = ServerViews.Links(request, $"servers/{first.Id}"),
            ["OS-DCF:diskConfig"] = first.DiskConfig,
            ["security_groups"] = wanted["security_groups"]?.DeepClone() ?? new JsonArray(new JsonObject { ["name"] = "default" }),
            ["adminPass"] = CloudJson.Text(wanted["adminPass"]) ?? Guid.NewGuid().ToString("N")[..12],
        };
        return CloudReply.Accept("server", view) with { Headers = new Dictionary<string, string> { ["Location"] = $"{request.Origin}/compute/v2.1/servers/{first.Id}" } };
    }

    private static void Check(JsonObject wanted)
    {
        foreach (var required in new[] { "name", "flavorRef" })
            if (wanted[required] is null) throw ComputeFaults.Input("server", wanted.ToJsonString(), $"'{required}' is a required property");
        CheckName(wanted["name"]);
    }

    private static void CheckName(JsonNode? name)
    {
        if (name is not JsonValue value || value.GetValueKind() != System.Text.Json.JsonValueKind.String) throw ComputeFaults.Input("name", name?.ToJsonString() ?? "None", $"{name?.ToJsonString() ?? "None"} is not of type 'string'");
        var text = value.GetValue<string>();
        if (text.Trim().Length == 0) throw ComputeFaults.Input("name", text, $"'{text}' is too short");
        if (text.Length > 255) throw ComputeFaults.Input("name", text, $"'{text}' is too long");
    }

    private CloudReply Update(CloudRequest request, CloudTransaction transaction)
    {
        var server = Require(request);
        var wanted = request.Wrapped("server");
        if (wanted.ContainsKey("name")) CheckName(wanted["name"]);
        var changed = transaction.Put(Tables.Servers, server with
        {
            Name = CloudJson.Text(wanted["name"])?.Trim() ?? server.Name,
            Description = wanted.ContainsKey("description") ? CloudJson.Text(wanted["description"]) : server.Description,
            Hostname = CloudJson.Text(wanted["hostname"]) ?? server.Hostname,
            DiskConfig = CloudJson.Text(wanted["OS-DCF:diskConfig"]) ?? server.DiskConfig,
            UpdatedAt = transaction.Now,
        });
        return CloudReply.Ok("server", views.Full(changed, request));
    }

    private CloudReply Delete(CloudRequest request, CloudTransaction transaction)
    {
        Remove(Require(request), request, transaction);
        return CloudReply.NoContent;
    }

    /// <summary>Lets go of ports and volumes at once; the server itself is seen deleting for a moment more.</summary>
    public void Remove(Server server, CloudRequest request, CloudTransaction transaction)
    {
        if (server.GoneAt is not null) return;
        if (server.Locked && !request.Caller.IsAdmin) throw CloudFaultException.Conflict($"Instance {server.Id} is locked");
        Sweep(transaction);
        foreach (var port in state.Network.PortsByDevice[server.Id]) networks.Unplug(server, port, transaction);
        foreach (var volume in server.Volumes) volumes.Detach(volume.VolumeId, server.Id, volume.DeleteOnTermination, transaction);
        transaction.Put(Tables.Servers, server with { Volumes = [], GoneAt = transaction.Now + options.ServerDelete, UpdatedAt = transaction.Now });
    }

    private void Sweep(CloudTransaction transaction)
    {
        foreach (var server in Tables.LeavingServers["leaving"].Where(server => !server.IsThere(transaction.Now))) transaction.Remove(Tables.Servers, server);
    }
}
