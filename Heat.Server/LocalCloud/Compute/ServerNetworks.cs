using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Identity;
using Heat.Server.LocalCloud.Network;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Compute;

/// <summary>Connects servers to networks: takes ports that are given and makes those that are not.</summary>
internal sealed class ServerNetworks(LocalCloudState state, PortsApi ports, SecurityGroupsApi securityGroups)
{
    private const string Owner = "compute:nova";

    /// <summary>Connects a new server as its request says, and answers which ports were made for it.</summary>
    public IReadOnlyList<string> Connect(Server server, JsonObject wanted, CloudRequest request, CloudTransaction transaction)
    {
        securityGroups.EnsureDefault(server.ProjectId, transaction);
        var groups = Groups(wanted, request.Caller);
        var own = new List<string>();
        foreach (var wish in Wishes(wanted["networks"], request))
            if (Plug(server, wish, groups, request.Caller, transaction) is { Made: true } plugged) own.Add(plugged.Port.Id);
        return own;
    }

    /// <summary>One wish for an interface: a port, or a network with or without an address.</summary>
    public (Port Port, bool Made) Plug(Server server, JsonObject wish, JsonArray? groups, Caller caller, CloudTransaction transaction)
    {
        if (CloudJson.Text(wish["port"]) is { } portId) return (Take(server, portId, caller, transaction), false);
        var networkId = CloudJson.Text(wish["uuid"]) ?? throw CloudFaultException.BadRequest("Invalid input for field/attribute networks. A network needs a uuid or a port.");
        if (state.Network.Networks.Find(networkId) is not { } network || !(network.Shared || network.External || caller.Owns(network.ProjectId)))
            throw CloudFaultException.BadRequest($"Network {networkId} could not be found.");
        if (network.External && !caller.IsAdmin && !network.Shared)
            throw CloudFaultException.Forbidden($"It is not allowed to create an interface on external network {networkId}");
        if (!state.Network.SubnetsByNetwork.Contains(networkId)) throw CloudFaultException.BadRequest($"Network {networkId} requires a subnet in order to boot instances on.");
        var body = new JsonObject
        {
            ["network_id"] = networkId,
            ["project_id"] = server.ProjectId,
            ["device_id"] = server.Id,
            ["device_owner"] = Owner,
        };
        if (CloudJson.Text(wish["fixed_ip"]) is { } address) body["fixed_ips"] = new JsonArray(new JsonObject { ["ip_address"] = address });
        if (groups is not null && network.PortSecurityEnabled) body["security_groups"] = groups.DeepClone();
        var port = Asking(() => ports.CreateOne(body, caller, transaction));
        return (Bind(port, server, transaction), true);
    }

    // What Neutron refuses is a bad request to Nova, except for want of quota.
    private static Port Asking(Func<Port> make)
    {
        try
        {
            return make();
        }
        catch (CloudFaultException fault) when (fault.Type == "OverQuota")
        {
            throw CloudFaultException.Forbidden("Maximum number of ports exceeded");
        }
        catch (CloudFaultException fault) when (fault.Type is "IpAddressAlreadyAllocated" or "InvalidIpForNetwork" or "IpAddressGenerationFailure")
        {
            throw CloudFaultException.BadRequest(fault.Type == "IpAddressAlreadyAllocated" ? "Fixed IP address is already in use on instance." : fault.Message);
        }
    }

    private Port Take(Server server, string id, Caller caller, CloudTransaction transaction)
    {
        if (state.Network.Ports.Find(id) is not { } port || !caller.Owns(port.ProjectId)) throw CloudFaultException.BadRequest($"Port {id} could not be found.");
        if (port.DeviceId.Length > 0) throw CloudFaultException.Conflict($"Port {id} is still in use.");
        if (port.FixedIps.Count == 0) throw CloudFaultException.BadRequest($"Port {id} requires a FixedIP in order to be used.");
        return Bind(port, server, transaction);
    }

    private Port Bind(Port port, Server server, CloudTransaction transaction) => transaction.Put(state.Network.Ports, port with
    {
        DeviceId = server.Id,
        DeviceOwner = Owner,
        DnsName = string.IsNullOrEmpty(port.DnsName) ? server.Hostname : port.DnsName,
        BindingHostId = "local",
        BindingVifType = "ovs",
        Status = port.AdminStateUp ? "ACTIVE" : "DOWN",
        UpdatedAt = transaction.Now,
        RevisionNumber = port.RevisionNumber + 1,
    });

    /// <summary>Gives back a port that was given, or removes one that was made.</summary>
    public void Unplug(Server server, Port port, CloudTransaction transaction)
    {
        if (server.OwnPorts.Contains(port.Id)) ports.Withdraw(port, transaction);
        else
            transaction.Put(state.Network.Ports, port with
            {
                DeviceId = "",
                DeviceOwner = "",
                BindingHostId = "",
                BindingVifType = "unbound",
                BindingVifDetails = [],
                DnsName = port.DnsName == server.Hostname ? "" : port.DnsName,
                Status = "DOWN",
                UpdatedAt = transaction.Now,
            });
    }

    private IEnumerable<JsonObject> Wishes(JsonNode? networks, CloudRequest request)
    {
        if (networks is JsonArray many) return many.OfType<JsonObject>();
        if (CloudJson.Text(networks) == "none") return [];
        if (networks is null && request.Microversion >= 37) throw ComputeFaults.Input("server", "None", "'networks' is a required property");
        // Nothing said: the project's only network, if it has just one.
        var mine = state.Network.Networks.All.Where(network => !network.External && network.AdminStateUp && (network.ProjectId == request.Caller.ProjectId || network.Shared) && state.Network.SubnetsByNetwork.Contains(network.Id)).ToList();
        if (mine.Count > 1) throw CloudFaultException.Conflict("Multiple possible networks found, use a Network ID to be more specific.");
        return mine.Select(network => new JsonObject { ["uuid"] = network.Id });
    }

    public JsonArray? Groups(JsonObject wanted, Caller caller)
    {
        if (wanted["security_groups"] is not JsonArray { Count: > 0 } asked) return null;
        return CloudJson.Array(asked.OfType<JsonObject>().Select(group => CloudJson.Text(group["name"])).Distinct().Select(name => FindGroup(name, caller).Id));
    }

    public SecurityGroup FindGroup(string? nameOrId, Caller caller)
    {
        var named = state.Network.SecurityGroupsByProject[caller.ProjectId].Where(group => group.Name == nameOrId || group.Id == nameOrId).ToList();
        return named.Count switch
        {
            1 => named[0],
            0 => throw CloudFaultException.BadRequest($"Security group {nameOrId} not found for project {caller.ProjectId}."),
            _ => named.FirstOrDefault(group => group.Id == nameOrId) ?? throw CloudFaultException.Conflict($"Multiple security groups found matching '{nameOrId}'. Use an ID to be more specific."),
        };
    }
}
