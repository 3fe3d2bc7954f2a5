using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.BlockStorage;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Network;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Compute;

/// <summary>/servers/{id}/metadata and /tags.</summary>
internal sealed class ServerLabelsApi(LocalCloudState state, ServersApi servers) : ICloudApi
{
    public void Map(CloudRoutes routes)
    {
        const string metadata = "/v2.1/servers/{id}/metadata";
        routes.Get(metadata, request => CloudReply.Ok("metadata", CloudJson.Map(servers.Require(request).Metadata)));
        routes.Put(metadata, (request, transaction) => SetMetadata(request, transaction, "metadata", _ => Wanted(request, "metadata")));
        routes.Post(metadata, (request, transaction) => SetMetadata(request, transaction, "metadata", has => Joined(has, Wanted(request, "metadata"))));
        routes.Get($"{metadata}/{{key}}", request => CloudReply.Ok("meta", CloudJson.Map([RequireItem(servers.Require(request), request)])));
        routes.Put($"{metadata}/{{key}}", (request, transaction) => SetMetadata(request, transaction, "meta", has => Joined(has, Wanted(request, "meta"))));
        routes.Delete($"{metadata}/{{key}}", (request, transaction) =>
        {
            var server = servers.Require(request);
            var item = RequireItem(server, request);
            transaction.Put(state.Compute.Servers, server with { Metadata = server.Metadata.Where(one => one.Key != item.Key).ToDictionary(), UpdatedAt = transaction.Now });
            return CloudReply.NoContent;
        });
        MapTags(routes);
    }

    private static Dictionary<string, string> Wanted(CloudRequest request, string name) => ServerBuilder.Texts(request.Wrapped(name));

    private static Dictionary<string, string> Joined(IReadOnlyDictionary<string, string> has, Dictionary<string, string> more)
    {
        var joined = has.ToDictionary();
        foreach (var (key, value) in more) joined[key] = value;
        return joined;
    }

    private static KeyValuePair<string, string> RequireItem(Server server, CloudRequest request) =>
        server.Metadata.TryGetValue(request.Route("key"), out var value) ? KeyValuePair.Create(request.Route("key"), value) : throw CloudFaultException.NotFound("Metadata item was not found");

    private CloudReply SetMetadata(CloudRequest request, CloudTransaction transaction, string name, Func<IReadOnlyDictionary<string, string>, Dictionary<string, string>> change)
    {
        var server = servers.Require(request);
        var metadata = change(server.Metadata);
        if (!state.Compute.Quotas.Allows(server.ProjectId, "metadata_items", metadata.Count, 0))
            throw CloudFaultException.Forbidden("Maximum number of metadata items exceeds the quota");
        transaction.Put(state.Compute.Servers, server with { Metadata = metadata, UpdatedAt = transaction.Now });
        return CloudReply.Ok(name, name == "meta" ? request.Wrapped("meta").DeepClone() : CloudJson.Map(metadata));
    }

    private void MapTags(CloudRoutes routes)
    {
        const string tags = "/v2.1/servers/{id}/tags";
        routes.Get(tags, request => CloudReply.Ok("tags", CloudJson.Array(servers.Require(request).Tags)));
        routes.Put(tags, (request, transaction) =>
        {
            var wanted = (request.Object["tags"] as JsonArray ?? []).Select(CloudJson.Text).OfType<string>().Distinct().ToList();
            SetTags(request, transaction, wanted);
            return CloudReply.Ok("tags", CloudJson.Array(wanted));
        });
        routes.Delete(tags, (request, transaction) => SetTags(request, transaction, []));
        routes.Get($"{tags}/{{tag}}", request => servers.Require(request).Tags.Contains(request.Route("tag")) ? CloudReply.NoContent : throw Missing(request));
        routes.Put($"{tags}/{{tag}}", (request, transaction) => SetTags(request, transaction, [.. servers.Require(request).Tags.Append(request.Route("tag")).Distinct()]) with { Status = 201 });
        routes.Delete($"{tags}/{{tag}}", (request, transaction) => servers.Require(request).Tags.Contains(request.Route("tag"))
            ? SetTags(request, transaction, [.. servers.Require(request).Tags.Where(tag => tag != request.Route("tag"))])
            : throw Missing(request));
    }

    private static CloudFaultException Missing(CloudRequest request) => CloudFaultException.NotFound($"Server {request.Route("id")} has no tag '{request.Route("tag")}'");

    private CloudReply SetTags(CloudRequest request, CloudTransaction transaction, IReadOnlyList<string> tags)
    {
        transaction.Put(state.Compute.Servers, servers.Require(request) with { Tags = tags, UpdatedAt = transaction.Now });
        return CloudReply.NoContent;
    }
}

/// <summary>/servers/{id}/os-interface: plugging networks in and out of a running server.</summary>
internal sealed class InterfacesApi(LocalCloudState state, ServersApi servers, ServerNetworks networks) : ICloudApi
{
    private const string Path = "/v2.1/servers/{id}/os-interface";

    public void Map(CloudRoutes routes)
    {
        routes.Get(Path, request => CloudReply.Ok("interfaceAttachments", CloudJson.Array(state.Network.PortsByDevice[servers.Require(request).Id].Select(View))));
        routes.Get($"{Path}/{{port}}", request => CloudReply.Ok("interfaceAttachment", View(RequirePort(servers.Require(request), request))));
        routes.Post(Path, Attach);
        routes.Delete($"{Path}/{{port}}", Detach);
    }

    private CloudReply Attach(CloudRequest request, CloudTransaction transaction)
    {
        var server = servers.Require(request);
        if (server.StatusAt(transaction.Now) is not ("ACTIVE" or "PAUSED" or "SHUTOFF")) throw ComputeFaults.State("attach_interface", server, "vm_state", server.StateAt(transaction.Now));
        var wanted = request.Wrapped("interfaceAttachment");
        var wish = new JsonObject();
        if (CloudJson.Text(wanted["port_id"]) is { } port) wish["port"] = port;
        if ((CloudJson.Text(wanted["net_id"]) ?? (wish.Count == 0 ? OnlyNetwork(request) : null)) is { } network) wish["uuid"] = network;
        if (CloudJson.Text((wanted["fixed_ips"] as JsonArray)?.FirstOrDefault()?["ip_address"]) is { } address) wish["fixed_ip"] = address;
        var (plugged, made) = networks.Plug(server, wish, null, request.Caller, transaction);
        if (made) transaction.Put(state.Compute.Servers, server with { OwnPorts = [.. server.OwnPorts, plugged.Id], UpdatedAt = transaction.Now });
        return CloudReply.Ok("interfaceAttachment", View(plugged));
    }

    private string OnlyNetwork(CloudRequest request) =>
        state.Network.Networks.All.FirstOrDefault(network => network.ProjectId == request.Caller.ProjectId && state.Network.SubnetsByNetwork.Contains(network.Id))?.Id
        ?? throw CloudFaultException.BadRequest("No network to attach to.");

    private CloudReply Detach(CloudRequest request, CloudTransaction transaction)
    {
        var server = servers.Require(request);
        var port = RequirePort(server, request);
        networks.Unplug(server, port, transaction);
        transaction.Put(state.Compute.Servers, server with { OwnPorts = [.. server.OwnPorts.Where(own => own != port.Id)], UpdatedAt = transaction.Now });
        return CloudReply.Accepted;
    }

    private Port RequirePort(Server server, CloudRequest request)
    {
        var id = request.Route("port");
        return state.Network.Ports.Find(id) is { } port && port.DeviceId == server.Id ? port : throw CloudFaultException.NotFound($"Port id {id} could not be found.");
    }

    private static JsonObject View(Port port) => new()
    {
        ["net_id"] = port.NetworkId,
        ["port_id"] = port.Id,
        ["mac_addr"] = port.MacAddress,
        ["port_state"] = port.Status,
        ["fixed_ips"] = CloudJson.Array(port.FixedIps.Select(ip => (JsonNode?)new JsonObject { ["subnet_id"] = ip.SubnetId, ["ip_address"] = ip.IpAddress })),
    };
}

/// <summary>/servers/{id}/os-volume_attachments.</summary>
internal sealed class VolumeAttachmentsApi(LocalCloudState state, ServersApi servers, VolumeStore volumes) : ICloudApi
{
    private const string Path = "/v2.1/servers/{id}/os-volume_attachments";

    public void Map(CloudRoutes routes)
    {
        routes.Get(Path, request =>
        {
            var server = servers.Require(request);
            return CloudReply.Ok("volumeAttachments", CloudJson.Array(server.Volumes.Select(link => View(server, link, request))));
        });
        routes.Get($"{Path}/{{volume}}", request =>
        {
            var server = servers.Require(request);
            return CloudReply.Ok("volumeAttachment", View(server, Find(server, request), request));
        });
        routes.Post(Path, Attach);
        routes.Put($"{Path}/{{volume}}", Update);
        routes.Delete($"{Path}/{{volume}}", Detach);
    }

    private CloudReply Attach(CloudRequest request, CloudTransaction transaction)
    {
        var server = servers.Require(request);
        if (server.StatusAt(transaction.Now) is not ("ACTIVE" or "PAUSED" or "SHUTOFF" or "SUSPENDED" or "RESIZE" or "VERIFY_RESIZE" or "SHELVED" or "SHELVED_OFFLOADED"))
            throw ComputeFaults.State("attach_volume", server, "vm_state", server.StateAt(transaction.Now));
        var wanted = request.Wrapped("volumeAttachment");
        var volume = volumes.Require(CloudJson.Text(wanted["volumeId"]), request.Caller);
        var link = new VolumeAttachment(Guid.NewGuid().ToString(), volume.Id, Device(server, CloudJson.Text(wanted["device"])), CloudJson.Text(wanted["delete_on_termination"]) == "true", CloudJson.Text(wanted["tag"]));
        volumes.Attach(volume, new ServerLink(link.Id, server.Id, link.Device, transaction.Now), booting: false, transaction);
        transaction.Put(state.Compute.Servers, server with { Volumes = [.. server.Volumes, link], UpdatedAt = transaction.Now });
        return CloudReply.Ok("volumeAttachment", View(server, link, request));
    }

    /// <summary>The device that is asked for, if it is free, or the next one.</summary>
    private static string Device(Server server, string? asked)
    {
        var taken = server.Volumes.Select(link => link.Device).Append(server.ImageId is null ? "" : "/dev/vda").ToHashSet();
        if (asked is { Length: > 0 } && asked != "auto" && !taken.Contains(asked)) return asked;
        return Enumerable.Range('a', 26).Select(letter => $"/dev/vd{(char)letter}").First(device => !taken.Contains(device));
    }

    private CloudReply Update(CloudRequest request, CloudTransaction transaction)
    {
        var server = servers.Require(request);
        var link = Find(server, request);
        if (request.Wrapped("volumeAttachment")["delete_on_termination"] is { } delete)
            transaction.Put(state.Compute.Servers, server with { Volumes = [.. server.Volumes.Select(one => one.Id == link.Id ? one with { DeleteOnTermination = delete.GetValue<bool>() } : one)] });
        return CloudReply.Accepted;
    }

    private CloudReply Detach(CloudRequest request, CloudTransaction transaction)
    {
        var server = servers.Require(request);
        var link = Find(server, request);
        if (server.ImageId is null && server.Volumes[0].Id == link.Id && server.StatusAt(transaction.Now) != "SHELVED_OFFLOADED")
            throw CloudFaultException.BadRequest("Cannot detach a root device volume");
        volumes.Detach(link.VolumeId, server.Id, delete: false, transaction);
        transaction.Put(state.Compute.Servers, server with { Volumes = [.. server.Volumes.Where(one => one.Id != link.Id)], UpdatedAt = transaction.Now });
        return CloudReply.Accepted;
    }

    private static VolumeAttachment Find(Server server, CloudRequest request)
    {
        var id = request.Route("volume");
        return server.Volumes.FirstOrDefault(link => link.VolumeId == id) ?? throw CloudFaultException.NotFound($"Instance {server.Id} is not attached to volume {id}");
    }

    private static JsonObject View(Server server, VolumeAttachment link, CloudRequest request)
    {
        var view = new JsonObject { ["volumeId"] = link.VolumeId, ["serverId"] = server.Id, ["device"] = link.Device };
        if (request.Microversion >= 89) view["attachment_id"] = link.Id;
        else view["id"] = link.VolumeId;
        if (request.Microversion >= 89) view["bdm_uuid"] = link.Id;
        if (request.Microversion >= 70) view["tag"] = link.Tag;
        if (request.Microversion >= 79) view["delete_on_termination"] = link.DeleteOnTermination;
        return view;
    }
}

/// <summary>/servers/{id}/remote-consoles and /os-instance-actions.</summary>
internal sealed class ConsolesApi(LocalCloudState state, ServersApi servers) : ICloudApi
{
    public static string Url(CloudRequest request, Server server, string type) => $"{request.Origin}/compute/console?type={type}&token={server.Id}";

    public void Map(CloudRoutes routes)
    {
        routes.Post("/v2.1/servers/{id}/remote-consoles", (request, _) =>
        {
            var server = servers.Require(request);
            var type = CloudJson.Text(request.Wrapped("remote_console")["type"]) ?? "novnc";
            return CloudReply.Ok("remote_console", new JsonObject { ["protocol"] = CloudJson.Text(request.Wrapped("remote_console")["protocol"]) ?? "vnc", ["type"] = type, ["url"] = Url(request, server, type) });
        });
        routes.Get("/v2.1/servers/{id}/os-instance-actions", request =>
        {
            var server = servers.Require(request);
            return CloudReply.Ok("instanceActions", CloudJson.Array(server.Actions.Reverse().Select(action => View(server, action))));
        });
        routes.Get("/v2.1/servers/{id}/os-instance-actions/{request_id}", request =>
        {
            var server = servers.Require(request);
            var action = server.Actions.FirstOrDefault(action => action.RequestId == request.Route("request_id"))
                ?? throw CloudFaultException.NotFound($"Action for request_id {request.Route("request_id")} on instance {server.Id} not found");
            var view = View(server, action);
            view["events"] = new JsonArray();
            return CloudReply.Ok("instanceAction", view);
        });
    }

    private JsonObject View(Server server, InstanceAction action) => new()
    {
        ["action"] = action.Action,
        ["instance_uuid"] = server.Id,
        ["request_id"] = action.RequestId,
        ["user_id"] = action.UserId,
        ["project_id"] = server.ProjectId,
        ["start_time"] = action.StartTime.Naive(),
        ["updated_at"] = (action.StartTime > state.Now ? state.Now : action.StartTime).Naive(),
        ["message"] = null,
    };
}
