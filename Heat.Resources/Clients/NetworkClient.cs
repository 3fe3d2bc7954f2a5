using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.Clients;

/// <summary>Networking. API: Networking v2.0.</summary>
public sealed class NetworkClient(OpenStackSession session) : ServiceClient(session)
{
    private static readonly TimeSpan s_recollectionHolds = TimeSpan.FromSeconds(2);
    private readonly AnswerCache<MapValue?> _recollections = new(session.Time, capacity: 1000);

    public override IReadOnlyList<string> ServiceTypes { get; } = ["network"];

    protected override string Version => "v2.0";

    protected internal override Task<string> FindIdAsync(string kind, string nameOrId, CancellationToken cancellation) => kind switch
    {
        "qos_policy" or "policy" => FindIdAsync("policy", "/qos/policies", "policies", nameOrId, cancellation),
        "address_scope" => FindIdAsync(kind, "/address-scopes", "address_scopes", nameOrId, cancellation),
        "security_group" => FindIdAsync(kind, "/security-groups", "security_groups", nameOrId, cancellation),
        "port_pair" or "port_pair_group" or "flow_classifier" or "port_chain" => FindIdAsync(kind, $"/sfc/{kind}s", kind + "s", nameOrId, cancellation),
        "taas.tap_service" or "taas.tap_flow" => FindIdAsync(Last(kind), $"/taas/{Last(kind)}s", Last(kind) + "s", nameOrId, cancellation),
        "lbaas.loadbalancer" or "lbaas.listener" or "lbaas.pool" => FindIdAsync(Last(kind), $"/lbaas/{Last(kind)}s", Last(kind) + "s", nameOrId, cancellation),
        "lbaas.l7policy" => FindIdAsync("l7policy", "/lbaas/l7policies", "l7policies", nameOrId, cancellation),
        "lbaas.provider" => ConfirmProviderAsync("LOADBALANCERV2", nameOrId, cancellation),
        _ => FindIdAsync(kind, $"/{kind}s", kind + "s", nameOrId, cancellation),
    };

    protected internal override async Task<IReadOnlySet<string>> ListExtensionsAsync(CancellationToken cancellation) =>
        (await ListAsync("/extensions", "extensions", cancellation)).Select(extension => extension.Get("alias").AsText()).OfType<string>().ToHashSet();

    /// <summary>The ids of security groups given by name or id; names are looked for in the session's project only, as an administrator sees those of all projects.</summary>
    public async Task<ListValue> FindSecurityGroupIdsAsync(IEnumerable<string> namesOrIds, CancellationToken cancellation)
    {
        List<Value> ids = [];
        IReadOnlyList<MapValue>? all = null;
        foreach (var nameOrId in namesOrIds)
        {
            if (Guid.TryParse(nameOrId, out _))
            {
                ids.Add(nameOrId);
                continue;
            }
            all ??= await ListAsync($"/security-groups?project_id={Segment(Session.ProjectId)}", "security_groups", cancellation);
            var matches = all.Where(group => group.Get("name").AsText() == nameOrId).ToList();
            ids.Add(matches.Count switch
            {
                1 => matches[0].Get("id").AsText() ?? "",
                0 => throw CloudException.EntityNotFound("Resource", nameOrId),
                _ => throw CloudException.Ambiguous("PhysicalResourceNameAmbiguity", $"Multiple physical resources were found with name ({nameOrId})."),
            });
        }
        return ListValue.Create(ids);
    }

    /// <summary>Has a floating address lead to a port, or nowhere.</summary>
    public Task SetFloatingAsync(string id, MapValue body, CancellationToken cancellation) =>
        PutAsync($"/floatingips/{Segment(id)}", MapValue.Of(("floatingip", body)), cancellation);

    /// <summary>The network that a subnet belongs to.</summary>
    public async Task<string> NetworkOfSubnetAsync(string subnetId, CancellationToken cancellation) =>
        (await GetAsync($"/subnets/{Segment(subnetId)}", cancellation)).Get("subnet").AsMap()?.Get("network_id").AsText() ?? "";

    /// <summary>An object that many attributes show and that seldom changes, as it was a moment ago; null when it is gone.</summary>
    public Task<MapValue?> RecallAsync(string path, string key, CancellationToken cancellation)
    {
        var until = Session.Time.GetUtcNow() + s_recollectionHolds;
        return _recollections.GetAsync(path, () => TryGetAsync(path, key, CancellationToken.None), _ => until, cancellation).AsTask();
    }

    private protected override CloudException Fault(CloudResponse answer) => Faults.OfNetwork(answer);

    private async Task<string> ConfirmProviderAsync(string service, string name, CancellationToken cancellation)
    {
        var providers = await ListAsync("/service-providers", "service_providers", cancellation);
        return providers.Any(provider => provider.Get("service_type").AsText() == service && provider.Get("name").AsText() == name) ? name : throw CloudException.EntityNotFound("provider", name);
    }

    private static string Last(string kind) => kind[(kind.LastIndexOf('.') + 1)..];

    private async Task<string> FindIdAsync(string kind, string path, string key, string nameOrId, CancellationToken cancellation)
    {
        // Ids of this service look like one, so most names need a single question.
        var fields = Guid.TryParse(nameOrId, out _) ? (IReadOnlyList<string>)["id", "name"] : ["name", "id"];
        foreach (var field in fields)
        {
            var found = await ListAsync($"{path}?fields=id&{field}={Segment(nameOrId)}", key, cancellation);
            if (found.Count == 1)
                return found[0].Get("id").AsText() ?? nameOrId;
            if (found.Count > 1)
                throw new CloudException("NeutronClientNoUniqueMatch", $"Multiple {kind} matches found for name '{nameOrId}', use an ID to be more specific.", null, FailureNature.Final);
        }
        throw CloudException.NotFound($"Unable to find {kind} with name or id '{nameOrId}'");
    }
}
