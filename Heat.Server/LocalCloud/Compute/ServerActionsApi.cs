using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Image;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Compute;

/// <summary>POST /servers/{id}/action: whatever one can do to a server, each in the states where Nova allows it.</summary>
internal sealed class ServerActionsApi(LocalCloudState state, LocalCloudOptions options, ServersApi servers, ServerBuilder builder, ServerViews views, ServerNetworks networks) : ICloudApi
{
    /// <summary>The plain changes of state: from which states, to which, and what is shown on the way.</summary>
    private static readonly Dictionary<string, (string[] From, string To, string Meanwhile, string Task)> s_steps = new()
    {
        ["os-start"] = (["SHUTOFF"], "ACTIVE", "SHUTOFF", "powering-on"),
        ["os-stop"] = (["ACTIVE", "ERROR", "RESCUE"], "SHUTOFF", "ACTIVE", "powering-off"),
        ["suspend"] = (["ACTIVE"], "SUSPENDED", "ACTIVE", "suspending"),
        ["resume"] = (["SUSPENDED"], "ACTIVE", "SUSPENDED", "resuming"),
        ["pause"] = (["ACTIVE"], "PAUSED", "ACTIVE", "pausing"),
        ["unpause"] = (["PAUSED"], "ACTIVE", "PAUSED", "unpausing"),
        ["shelve"] = (["ACTIVE", "SHUTOFF", "PAUSED", "SUSPENDED"], "SHELVED_OFFLOADED", "ACTIVE", "shelving"),
        ["unshelve"] = (["SHELVED", "SHELVED_OFFLOADED"], "ACTIVE", "SHELVED_OFFLOADED", "unshelving"),
        ["rescue"] = (["ACTIVE", "SHUTOFF", "ERROR"], "RESCUE", "ACTIVE", "rescuing"),
        ["unrescue"] = (["RESCUE"], "ACTIVE", "RESCUE", "unrescuing"),
    };

    public void Map(CloudRoutes routes) => routes.Post("/v2.1/servers/{id}/action", Act);

    private CloudReply Act(CloudRequest request, CloudTransaction transaction)
    {
        var server = servers.Require(request);
        if (request.Object is not { Count: > 0 } body) throw CloudFaultException.BadRequest("There is no such action: None");
        var (action, value) = body.First();
        if (server.GoneAt is not null) throw ComputeFaults.State(action, server, "task_state", "deleting");
        if (server.Locked && !request.Caller.IsAdmin && action is not ("unlock" or "os-getConsoleOutput")) throw CloudFaultException.Conflict($"Instance {server.Id} is locked");
        var arguments = value as JsonObject ?? [];
        return s_steps.ContainsKey(action) ? Step(action, server, transaction, request) : Special(action, server, arguments, request, transaction);
    }

    private CloudReply Special(string action, Server server, JsonObject arguments, CloudRequest request, CloudTransaction transaction) => action switch
    {
        "reboot" => Reboot(server, CloudJson.Text(arguments["type"]), request, transaction),
        "resize" => Resize(server, arguments, request, transaction),
        "confirmResize" => Confirm(server, request, transaction),
        "revertResize" => Revert(server, request, transaction),
        "rebuild" => Rebuild(server, arguments, request, transaction),
        "createImage" => CreateImage(server, arguments, request, transaction),
        "lock" => Save(server with { Locked = true, LockedReason = CloudJson.Text(arguments["locked_reason"]) }, action, request, transaction),
        "unlock" => Save(server with { Locked = false, LockedReason = null }, action, request, transaction),
        "changePassword" => Save(server, action, request, transaction),
        "addSecurityGroup" => ChangeGroups(server, arguments, request, transaction, add: true),
        "removeSecurityGroup" => ChangeGroups(server, arguments, request, transaction, add: false),
        "forceDelete" => Remove(server, request, transaction),
        "os-resetState" => ResetState(server, arguments, request, transaction),
        "os-getConsoleOutput" => CloudReply.Ok("output", $"[    0.000000] {server.Name} started\n\n{server.Hostname} login: "),
        "os-getVNCConsole" => CloudReply.Ok("console", new JsonObject { ["type"] = CloudJson.Text(arguments["type"]) ?? "novnc", ["url"] = ConsolesApi.Url(request, server, "novnc") }),
        "os-getSerialConsole" => CloudReply.Ok("console", new JsonObject { ["type"] = "serial", ["url"] = ConsolesApi.Url(request, server, "serial") }),
        _ => throw CloudFaultException.BadRequest($"There is no such action: {action}"),
    };

    private CloudReply Step(string action, Server server, CloudTransaction transaction, CloudRequest request)
    {
        var (from, to, meanwhile, task) = s_steps[action];
        Require(action, server, from);
        var seen = server.StatusAt(transaction.Now);
        return Save(server.Towards(to, from.Contains(seen) ? seen : meanwhile, task, transaction.Now, options.ServerAction), action, request, transaction);
    }

    private void Require(string action, Server server, params string[] from)
    {
        if (server.TaskAt(state.Now) is { } task) throw ComputeFaults.State(action, server, "task_state", task);
        if (!from.Contains(server.StatusAt(state.Now))) throw ComputeFaults.State(action, server, "vm_state", server.StateAt(state.Now));
    }

    private CloudReply Save(Server server, string action, CloudRequest request, CloudTransaction transaction)
    {
        var note = new InstanceAction(action.Replace("os-", "", StringComparison.Ordinal), $"req-{Guid.NewGuid()}", transaction.Now, request.Caller.UserId);
        transaction.Put(state.Compute.Servers, server with { UpdatedAt = transaction.Now, Actions = [.. server.Actions, note] });
        return CloudReply.Accepted;
    }

    private CloudReply Reboot(Server server, string? type, CloudRequest request, CloudTransaction transaction)
    {
        if (type?.ToUpperInvariant() is not ("SOFT" or "HARD")) throw ComputeFaults.Input("type", type ?? "None", $"'{type}' is not one of ['HARD', 'Hard', 'hard', 'SOFT', 'Soft', 'soft']");
        var hard = type.Equals("HARD", StringComparison.OrdinalIgnoreCase);
        Require("reboot", server, hard ? ["ACTIVE", "SHUTOFF", "PAUSED", "SUSPENDED", "ERROR"] : ["ACTIVE"]);
        return Save(server.Towards("ACTIVE", hard ? "HARD_REBOOT" : "REBOOT", hard ? "rebooting_hard" : "rebooting", transaction.Now, options.ServerAction), "reboot", request, transaction);
    }

    private CloudReply Resize(Server server, JsonObject arguments, CloudRequest request, CloudTransaction transaction)
    {
        Require("resize", server, "ACTIVE", "SHUTOFF");
        var flavor = builder.FindFlavor(CloudJson.Text(arguments["flavorRef"]), request.Caller);
        if (flavor.Id == server.Flavor.Id) throw CloudFaultException.BadRequest("When resizing, instances must change flavor!");
        if (flavor.Disk == 0 && server.Flavor.Disk != 0 && server.ImageId is not null) throw CloudFaultException.BadRequest("Resize to zero disk flavor is not allowed.");
        var resized = server with { Flavor = flavor, PreviousFlavor = server.Flavor };
        ServerBuilder.RefuseOverQuota(resized, state.Compute, instead: server.Flavor);
        return Save(resized.Towards("VERIFY_RESIZE", "RESIZE", "resize_migrating", transaction.Now, options.ServerAction), "resize", request, transaction);
    }

    private CloudReply Confirm(Server server, CloudRequest request, CloudTransaction transaction)
    {
        if (server.StatusAt(transaction.Now) != "VERIFY_RESIZE") throw ComputeFaults.State("confirmResize", server, "vm_state", server.StateAt(transaction.Now));
        Save(server with { Status = "ACTIVE", Passing = null, PreviousFlavor = null }, "confirmResize", request, transaction);
        return CloudReply.NoContent;
    }

    private CloudReply Revert(Server server, CloudRequest request, CloudTransaction transaction)
    {
        if (server.StatusAt(transaction.Now) != "VERIFY_RESIZE") throw ComputeFaults.State("revertResize", server, "vm_state", server.StateAt(transaction.Now));
        var back = server with { Flavor = server.PreviousFlavor ?? server.Flavor, PreviousFlavor = null };
        return Save(back.Towards("ACTIVE", "REVERT_RESIZE", "resize_reverting", transaction.Now, options.ServerAction), "revertResize", request, transaction);
    }

    private CloudReply Rebuild(Server server, JsonObject arguments, CloudRequest request, CloudTransaction transaction)
    {
        Require("rebuild", server, "ACTIVE", "SHUTOFF", "ERROR", "PAUSED", "SUSPENDED");
        var image = CloudJson.Text(arguments["imageRef"])?.Split('/')[^1] ?? throw ComputeFaults.Input("rebuild", arguments.ToJsonString(), "'imageRef' is a required property");
        if (state.Images.Images.Find(image) is not { Status: "active" }) throw CloudFaultException.BadRequest("Cannot find image for rebuild");
        var rebuilt = server with
        {
            ImageId = image,
            Name = CloudJson.Text(arguments["name"]) ?? server.Name,
            Description = arguments.ContainsKey("description") ? CloudJson.Text(arguments["description"]) : server.Description,
            Metadata = arguments["metadata"] is null ? server.Metadata : ServerBuilder.Texts(arguments["metadata"]),
            KeyName = arguments.ContainsKey("key_name") ? CloudJson.Text(arguments["key_name"]) : server.KeyName,
            UserData = arguments.ContainsKey("user_data") ? CloudJson.Text(arguments["user_data"]) : server.UserData,
            Fault = null,
        };
        rebuilt = rebuilt.Towards("ACTIVE", "REBUILD", "rebuilding", transaction.Now, options.ServerAction);
        Save(rebuilt, "rebuild", request, transaction);
        var view = views.Full(rebuilt, request);
        view["adminPass"] = CloudJson.Text(arguments["adminPass"]) ?? Guid.NewGuid().ToString("N")[..12];
        return CloudReply.Accept("server", view);
    }

    private CloudReply CreateImage(Server server, JsonObject arguments, CloudRequest request, CloudTransaction transaction)
    {
        Require("createImage", server, "ACTIVE", "SHUTOFF", "PAUSED", "SUSPENDED");
        var source = state.Images.Images.Find(server.ImageId);
        var image = new DiskImage
        {
            Id = Guid.NewGuid().ToString(),
            CreatedAt = transaction.Now,
            UpdatedAt = transaction.Now,
            Owner = server.ProjectId,
            Name = CloudJson.Text(arguments["name"]) ?? throw ComputeFaults.Input("createImage", arguments.ToJsonString(), "'name' is a required property"),
            Visibility = "private",
            DiskFormat = source?.DiskFormat ?? "qcow2",
            ContainerFormat = source?.ContainerFormat ?? "bare",
            MinDisk = server.Flavor.Disk,
            Properties = new Dictionary<string, string>(ServerBuilder.Texts(arguments["metadata"])) { ["image_type"] = "snapshot", ["instance_uuid"] = server.Id, ["base_image_ref"] = server.ImageId ?? "" },
        };
        ImageContent.Put(state.Images, image, state.Images.Data.Find(server.ImageId)?.Content ?? [], transaction);
        Save(server, "createImage", request, transaction);
        var location = new Dictionary<string, string> { ["Location"] = $"{request.Origin}/image/v2/images/{image.Id}" };
        return new CloudReply(202, request.Microversion >= 45 ? new JsonObject { ["image_id"] = image.Id } : null) { Headers = location };
    }

    private CloudReply ChangeGroups(Server server, JsonObject arguments, CloudRequest request, CloudTransaction transaction, bool add)
    {
        var group = Find(CloudJson.Text(arguments["name"]), request);
        var ports = state.Network.PortsByDevice[server.Id].Where(port => port.PortSecurityEnabled).ToList();
        if (!add && ports.All(port => !port.SecurityGroups.Contains(group)))
            throw CloudFaultException.NotFound($"Security group {CloudJson.Text(arguments["name"])} not associated with the instance {server.Id}");
        foreach (var port in ports)
        {
            var others = port.SecurityGroups.Where(id => id != group);
            transaction.Put(state.Network.Ports, port with { SecurityGroups = [.. add ? others.Append(group) : others], UpdatedAt = transaction.Now });
        }
        return Save(server, add ? "addSecurityGroup" : "removeSecurityGroup", request, transaction);
    }

    private string Find(string? name, CloudRequest request)
    {
        try
        {
            return networks.FindGroup(name, request.Caller).Id;
        }
        catch (CloudFaultException fault) when (fault.Status == 400)
        {
            throw CloudFaultException.NotFound(fault.Message);
        }
    }

    private CloudReply Remove(Server server, CloudRequest request, CloudTransaction transaction)
    {
        servers.Remove(server, request, transaction);
        return CloudReply.Accepted;
    }

    private CloudReply ResetState(Server server, JsonObject arguments, CloudRequest request, CloudTransaction transaction)
    {
        request.Caller.RequireAdmin("os_compute_api:os-admin-actions:reset_state");
        var error = CloudJson.Text(arguments["state"]) != "active";
        return Save(server with { Status = error ? "ERROR" : "ACTIVE", Passing = null }, "os-resetState", request, transaction);
    }
}
