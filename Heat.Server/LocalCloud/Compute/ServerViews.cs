using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Identity;
using Heat.Server.LocalCloud.Network;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Compute;

/// <summary>How Nova shows a server, by microversion.</summary>
internal sealed class ServerViews(LocalCloudState state)
{
    public static JsonArray Links(CloudRequest request, string path) =>
    [
        new JsonObject { ["rel"] = "self", ["href"] = $"{request.Origin}/compute/v2.1/{path}" },
        new JsonObject { ["rel"] = "bookmark", ["href"] = $"{request.Origin}/compute/{path}" },
    ];

    public static JsonObject Brief(Server server, CloudRequest request) =>
        new() { ["id"] = server.Id, ["name"] = server.Name, ["links"] = Links(request, $"servers/{server.Id}") };

    public JsonObject Full(Server server, CloudRequest request)
    {
        var now = state.Now;
        var ports = state.Network.PortsByDevice[server.Id];
        var view = Brief(server, request);
        view["status"] = server.StatusAt(now);
        view["tenant_id"] = server.ProjectId;
        view["user_id"] = server.UserId;
        view["metadata"] = CloudJson.Map(server.Metadata);
        view["hostId"] = server.StatusAt(now) == "ERROR" ? "" : "5f1d2cbe31b2cd7f3b1e3a5fcd0df2d1b4a1f6f6e2b8f5c7a9d0e1f2";
        view["image"] = server.ImageId is { } image ? new JsonObject { ["id"] = image, ["links"] = new JsonArray(new JsonObject { ["rel"] = "bookmark", ["href"] = $"{request.Origin}/compute/images/{image}" }) } : "";
        view["flavor"] = FlavorOf(server, request);
        view["created"] = server.CreatedAt.Seconds();
        view["updated"] = server.UpdatedAt.Seconds();
        view["addresses"] = Addresses(ports);
        view["accessIPv4"] = "";
        view["accessIPv6"] = "";
        view["OS-DCF:diskConfig"] = server.DiskConfig;
        if (server.StatusAt(now) is "ACTIVE" or "PAUSED" or "VERIFY_RESIZE") view["progress"] = 0;
        view["OS-EXT-AZ:availability_zone"] = server.StatusAt(now) == "ERROR" ? "" : server.AvailabilityZone;
        view["config_drive"] = server.ConfigDrive ? "True" : "";
        view["key_name"] = server.KeyName;
        view["OS-SRV-USG:launched_at"] = server.StatusAt(now) is "BUILD" or "ERROR" ? null : server.CreatedAt.Naive();
        view["OS-SRV-USG:terminated_at"] = null;
        AddGroups(view, ports);
        AddState(view, server, request.Caller, now);
        view["os-extended-volumes:volumes_attached"] = CloudJson.Array(server.Volumes.Select(volume => (JsonNode?)(request.Microversion >= 3
            ? new JsonObject { ["id"] = volume.VolumeId, ["delete_on_termination"] = volume.DeleteOnTermination }
            : new JsonObject { ["id"] = volume.VolumeId })));
        AddNewer(view, server, request);
        if (server.Fault is { } fault && server.StatusAt(now) == "ERROR")
            view["fault"] = new JsonObject { ["code"] = fault.Code, ["created"] = fault.Created.Seconds(), ["message"] = fault.Message };
        return view;
    }

    /// <summary>The groups of all ports, by name as Nova shows them.</summary>
    private void AddGroups(JsonObject view, IReadOnlyList<Port> ports)
    {
        if (ports.Count == 0) return;
        var names = ports.SelectMany(port => port.SecurityGroups).Distinct().Select(state.Network.SecurityGroups.Find).OfType<SecurityGroup>();
        view["security_groups"] = CloudJson.Array(names.Select(group => (JsonNode?)new JsonObject { ["name"] = group.Name }));
    }

    private static JsonNode FlavorOf(Server server, CloudRequest request)
    {
        if (request.Microversion < 47)
            return new JsonObject { ["id"] = server.Flavor.Id, ["links"] = new JsonArray(new JsonObject { ["rel"] = "bookmark", ["href"] = $"{request.Origin}/compute/flavors/{server.Flavor.Id}" }) };
        return new JsonObject
        {
            ["vcpus"] = server.Flavor.Vcpus,
            ["ram"] = server.Flavor.Ram,
            ["disk"] = server.Flavor.Disk,
            ["ephemeral"] = server.Flavor.Ephemeral,
            ["swap"] = server.Flavor.Swap,
            ["original_name"] = server.Flavor.Name,
            ["extra_specs"] = CloudJson.Map(server.Flavor.ExtraSpecs),
        };
    }

    private static void AddState(JsonObject view, Server server, Caller caller, DateTimeOffset now)
    {
        view["OS-EXT-STS:task_state"] = server.TaskAt(now) ?? (server.StatusAt(now) == "BUILD" ? "spawning" : null);
        view["OS-EXT-STS:vm_state"] = server.StateAt(now);
        view["OS-EXT-STS:power_state"] = server.PowerAt(now);
        if (!caller.IsAdmin) return;
        view["OS-EXT-SRV-ATTR:host"] = "local";
        view["OS-EXT-SRV-ATTR:hypervisor_hostname"] = "local";
        view["OS-EXT-SRV-ATTR:instance_name"] = $"instance-{server.Id[..8]}";
    }

    private static void AddNewer(JsonObject view, Server server, CloudRequest request)
    {
        if (request.Microversion >= 3 && request.Caller.IsAdmin)
        {
            view["OS-EXT-SRV-ATTR:reservation_id"] = server.ReservationId;
            view["OS-EXT-SRV-ATTR:launch_index"] = 0;
            view["OS-EXT-SRV-ATTR:kernel_id"] = "";
            view["OS-EXT-SRV-ATTR:ramdisk_id"] = "";
            view["OS-EXT-SRV-ATTR:root_device_name"] = "/dev/vda";
            view["OS-EXT-SRV-ATTR:user_data"] = server.UserData;
        }
        if (request.Microversion >= 90 || (request.Microversion >= 3 && request.Caller.IsAdmin)) view["OS-EXT-SRV-ATTR:hostname"] = server.Hostname;
        if (request.Microversion >= 9) view["locked"] = server.Locked;
        if (request.Microversion >= 16 && request.Caller.IsAdmin) view["host_status"] = "UP";
        if (request.Microversion >= 19) view["description"] = server.Description;
        if (request.Microversion >= 26) view["tags"] = CloudJson.Array(server.Tags);
        if (request.Microversion >= 63) view["trusted_image_certificates"] = null;
        if (request.Microversion >= 71) view["server_groups"] = server.GroupId is { } group ? new JsonArray(group) : new JsonArray();
        if (request.Microversion >= 73) view["locked_reason"] = server.LockedReason;
    }

    /// <summary>Addresses by the name of their network, floating ones after the fixed one that they lead to.</summary>
    public JsonObject Addresses(IEnumerable<Port> ports)
    {
        var addresses = new JsonObject();
        foreach (var port in ports)
        {
            var name = state.Network.Networks.Find(port.NetworkId)?.Name ?? port.NetworkId;
            var list = (addresses[name] ??= new JsonArray()).AsArray();
            foreach (var ip in port.FixedIps)
            {
                list.Add((JsonNode)Address(ip.IpAddress, "fixed", port));
                foreach (var floating in state.Network.FloatingIpsByPort[port.Id].Where(floating => floating.FixedIpAddress == ip.IpAddress))
                    list.Add((JsonNode)Address(floating.FloatingIpAddress, "floating", port));
            }
        }
        return addresses;
    }

    private static JsonObject Address(string address, string type, Port port) => new()
    {
        ["version"] = address.Contains(':', StringComparison.Ordinal) ? 6 : 4,
        ["addr"] = address,
        ["OS-EXT-IPS:type"] = type,
        ["OS-EXT-IPS-MAC:mac_addr"] = port.MacAddress,
    };
}
