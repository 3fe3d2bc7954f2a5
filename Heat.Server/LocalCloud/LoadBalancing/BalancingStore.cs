using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Identity;
using Heat.Server.LocalCloud.Network;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.LoadBalancing;

/// <summary>Makes, changes and removes load balancers and their parts. A load balancer takes one change at a time: while it lasts, all else is refused.</summary>
internal sealed class BalancingStore(BalancingTables tables, NetworkTables networks, PortsApi ports, BalancingViews views, LocalCloudOptions options)
{
    public BalancingPart Require(BalancingKind kind, string? id, Caller caller, BalancingWords words) =>
        tables.Find(kind, id) is { } part && caller.Owns(part.ProjectId) ? part : throw words.Missing(kind, id ?? "");

    public BalancingPart Create(BalancingKind kind, JsonObject wanted, string? whole, Caller caller, BalancingWords words, CloudTransaction transaction)
    {
        ClearAway(transaction);
        if (wanted.Select(item => item.Key).FirstOrDefault(name => !kind.Takes(name)) is { } unknown) throw Unknown(unknown);
        if (kind.Required.FirstOrDefault(name => wanted[name] is null) is { } absent)
            throw CloudFaultException.BadRequest($"Invalid input for field/attribute {absent}. Value: 'None'. Mandatory field missing.");
        var project = CloudJson.Text(wanted["project_id"]) ?? CloudJson.Text(wanted["tenant_id"]) ?? caller.ProjectId;
        if (!caller.Owns(project)) throw CloudFaultException.Forbidden("Policy does not allow this request to be performed.");
        if (!tables.Quotas.Allows(project, kind.Singular, tables.All(kind).Count(part => part.ProjectId == project), 1)) throw CloudFaultException.Forbidden("Quota has been met for resources: " + kind.Title);
        var part = new BalancingPart
        {
            Id = Guid.NewGuid().ToString(),
            Collection = kind.Plural,
            ProjectId = project,
            BalancerId = "",
            WholeId = whole,
            Attributes = Merged(kind.Defaults, wanted),
            Passing = new PassingState("PENDING_CREATE", transaction.Now + options.NetworkBuild),
            CreatedAt = transaction.Now,
            UpdatedAt = transaction.Now,
        };
        if (kind == BalancingKind.LoadBalancer) return transaction.Put(tables.Parts, WithAddress(part with { BalancerId = part.Id }, caller, transaction));
        RefuseLooseEnds(wanted, caller, words);
        part = part with { BalancerId = BalancerOf(part, caller, words) };
        RefuseTwice(kind, part);
        Occupy(part.BalancerId, words, transaction);
        if (kind == BalancingKind.Pool && tables.Find(BalancingKind.Listener, part.Text("listener_id")) is { } listener)
            transaction.Put(tables.Parts, listener with { Attributes = Merged(listener.Attributes, new JsonObject { ["default_pool_id"] = part.Id }) });
        return transaction.Put(tables.Parts, part);
    }

    public BalancingPart Update(BalancingKind kind, BalancingPart before, JsonObject wanted, Caller caller, BalancingWords words, CloudTransaction transaction)
    {
        if (wanted.Select(item => item.Key).FirstOrDefault(name => !kind.Takes(name) || kind.Fixed.Contains(name)) is { } unknown) throw Unknown(unknown);
        RefuseLooseEnds(wanted, caller, words);
        Occupy(before.BalancerId, words, transaction);
        return transaction.Put(tables.Parts, tables.Parts.Find(before.Id)! with
        {
            Attributes = Merged(before.Attributes, wanted),
            Passing = new PassingState("PENDING_UPDATE", transaction.Now + options.NetworkBuild),
            UpdatedAt = transaction.Now,
        });
    }

    public void Delete(BalancingKind kind, BalancingPart part, bool cascades, BalancingWords words, CloudTransaction transaction)
    {
        var others = tables.Parts.All.Where(other => other.BalancerId == part.Id && other.Id != part.Id && other.IsThere(tables.Now)).ToList();
        if (kind == BalancingKind.LoadBalancer && others.Count > 0 && !cascades)
            throw CloudFaultException.BadRequest($"Validation failure: Cannot delete Load Balancer {part.Id} - it has children");
        if (kind == BalancingKind.Pool && tables.All(BalancingKind.Policy).FirstOrDefault(policy => policy.Text("redirect_pool_id") == part.Id) is { } policy)
            throw CloudFaultException.Conflict($"Pool {part.Id} is in use by L7 policy {policy.Id}");
        Occupy(part.BalancerId, words, transaction);
        foreach (var one in others.Concat(views.PartsOf(part)).Append(part)) Remove(one, transaction);
    }

    private void Remove(BalancingPart part, CloudTransaction transaction)
    {
        if (part.Text("vip_port_id") is { } port && networks.Ports.Find(port) is { } held) ports.Withdraw(held, transaction);
        foreach (var listener in tables.All(BalancingKind.Listener).Where(listener => listener.Text("default_pool_id") == part.Id))
            transaction.Put(tables.Parts, listener with { Attributes = Merged(listener.Attributes, new JsonObject { ["default_pool_id"] = null }) });
        transaction.Put(tables.Parts, part with { GoneAt = transaction.Now + options.NetworkBuild });
    }

    private void ClearAway(CloudTransaction transaction)
    {
        foreach (var gone in tables.Parts.All.Where(part => !part.IsThere(transaction.Now)).ToList()) transaction.Remove(tables.Parts, gone);
    }

    /// <summary>Has the load balancer be busy from now on, unless it is already.</summary>
    private void Occupy(string balancerId, BalancingWords words, CloudTransaction transaction)
    {
        if (tables.Parts.Find(balancerId) is not { } balancer) throw words.Missing(BalancingKind.LoadBalancer, balancerId);
        if (balancer.StateAt(transaction.Now) is var state and not "ACTIVE") throw words.Busy(balancer, state);
        transaction.Put(tables.Parts, balancer with { Passing = new PassingState("PENDING_UPDATE", transaction.Now + options.NetworkBuild) });
    }

    private string BalancerOf(BalancingPart part, Caller caller, BalancingWords words)
    {
        if (part.Text("loadbalancer_id") is { } balancer) return Require(BalancingKind.LoadBalancer, balancer, caller, words).Id;
        (BalancingKind Kind, string? Id)[] ways =
        [
            (BalancingKind.Listener, part.Text("listener_id")), (BalancingKind.Pool, part.Text("default_pool_id")), (BalancingKind.Pool, part.Text("pool_id")),
            (part.Collection == BalancingKind.Member.Plural ? BalancingKind.Pool : BalancingKind.Policy, part.WholeId),
        ];
        return ways.FirstOrDefault(way => way.Id is not null) is { Id: { } id } found
            ? Require(found.Kind, id, caller, words).BalancerId
            : throw CloudFaultException.BadRequest("Validation failure: Must specify at least one of loadbalancer_id or listener_id");
    }

    private void RefuseLooseEnds(JsonObject wanted, Caller caller, BalancingWords words)
    {
        foreach (var (attribute, kind) in BalancingViews.Links)
            if (CloudJson.Text(wanted[attribute]) is { } id) Require(kind, id, caller, words);
        if (CloudJson.Text(wanted["subnet_id"]) is { } subnet && networks.Subnets.Find(subnet) is null) throw CloudFaultException.BadRequest($"Subnet {subnet} not found.");
    }

    private void RefuseTwice(BalancingKind kind, BalancingPart part)
    {
        bool IsTaken(params string[] attributes) => tables.All(kind).Any(other =>
            other.BalancerId == part.BalancerId && other.WholeId == part.WholeId && attributes.All(attribute => other.Text(attribute) == part.Text(attribute)));
        if (kind == BalancingKind.Listener && IsTaken("protocol_port"))
            throw CloudFaultException.Conflict($"Another Listener on this Load Balancer is already using protocol_port {part.Text("protocol_port")}");
        if (kind == BalancingKind.Member && IsTaken("address", "protocol_port"))
            throw CloudFaultException.Conflict($"Another member on this pool is already using ip {part.Text("address")} on protocol_port {part.Text("protocol_port")}");
        if (kind == BalancingKind.HealthMonitor && IsTaken("pool_id")) throw CloudFaultException.Conflict("This pool already has a health monitor");
    }

    /// <summary>The load balancer with a port at which it listens.</summary>
    private BalancingPart WithAddress(BalancingPart balancer, Caller caller, CloudTransaction transaction)
    {
        if (networks.Subnets.Find(balancer.Text("vip_subnet_id")) is not { } subnet) throw CloudFaultException.BadRequest($"Subnet {balancer.Text("vip_subnet_id")} not found.");
        var address = new JsonObject { ["subnet_id"] = subnet.Id };
        if (balancer.Text("vip_address") is { } wanted) address["ip_address"] = wanted;
        var body = new JsonObject { ["network_id"] = subnet.NetworkId, ["project_id"] = balancer.ProjectId, ["name"] = $"octavia-lb-{balancer.Id}", ["device_owner"] = "Octavia", ["device_id"] = $"lb-{balancer.Id}", ["fixed_ips"] = new JsonArray(address) };
        var port = ports.CreateOne(body, caller, transaction);
        return balancer with
        {
            Attributes = Merged(balancer.Attributes, new JsonObject { ["vip_port_id"] = port.Id, ["vip_network_id"] = subnet.NetworkId, ["vip_address"] = port.FixedIps[0].IpAddress }),
        };
    }

    private static JsonObject Merged(JsonObject attributes, JsonObject wanted)
    {
        var merged = attributes.DeepClone().AsObject();
        foreach (var (name, value) in wanted)
            if (name is not ("project_id" or "tenant_id")) merged[name] = value?.DeepClone();
        return merged;
    }

    private static CloudFaultException Unknown(string attribute) => CloudFaultException.BadRequest($"Invalid input for field/attribute {attribute}. Unknown attribute.");
}
