using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Network;

/// <summary>A rule of a policy about the quality of service: an object below another. API: Networking v2.0, /qos/policies/{id}/….</summary>
/// <param name="kind">The kind of rule, such as <c>bandwidth_limit</c>.</param>
public abstract class QosRule(string kind) : CloudObject<NetworkClient>("/qos/policies", $"{kind}_rule")
{
    private protected static PropertySchema Policy { get; } = Property.Text("policy", "The policy, by name or id.").Finding("neutron.qos_policy").Satisfying("neutron.qos_policy").Required();

    private protected static PropertySchema Owner { get; } = Property.Text("tenant_id", "The project that owns it; only administrators choose one.");

    private protected static PropertySchema Direction(params Value[] directions) => Property.Text("direction", "Which traffic the rule is about.").OneOf(directions).DefaultsTo("egress").Updatable();

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation) =>
        Unwrapped(await Client(resource).PostAsync(RulesPath(resource), Wrapped(resource.Properties.Without("policy").WithoutNulls()), cancellation)).Text("id");

    /// <summary>A policy has each kind of rule once for each direction.</summary>
    public override async Task<IReadOnlyList<string>> FindAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var rules = await Client(resource).ListAsync(RulesPath(resource), $"{kind}_rules", cancellation);
        return [.. rules.Where(rule => rule.Get("direction") == resource.Properties.Get("direction")).Ids()];
    }

    public override Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation) =>
        changes.Any ? Client(resource).PutAsync(PathOf(resource), Wrapped(changes.Values), cancellation) : Task.CompletedTask;

    public override async Task<bool> NeedsReplacementAfterFailureAsync(ResourceContext resource, CancellationToken cancellation) =>
        resource.PhysicalId is null || await TryShowAsync(resource, cancellation) is null;

    protected override string PathOf(ResourceContext resource) => $"{RulesPath(resource)}/{ServiceClient.Segment(resource.RequiredPhysicalId)}";

    private string RulesPath(ResourceContext resource) => $"{CollectionPath}/{ServiceClient.Segment(resource.Properties.Text("policy") ?? "")}/{kind}_rules";
}
