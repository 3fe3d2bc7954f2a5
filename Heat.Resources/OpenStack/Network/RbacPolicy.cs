using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::RBACPolicy — lets another project use a network or a policy. API: Networking v2.0, /rbac-policies.</summary>
public sealed class RbacPolicy() : NeutronResource("rbac_policies", "rbac_policy")
{
    private const string Kind = "object_type";
    private const string ObjectId = "object_id";
    private const string Target = "target_tenant";

    public override ResourceSchema Schema { get; } = new("OS::Neutron::RBACPolicy")
    {
        Description = "Lets another project use a network or a policy.",
        Support = SupportStatus.Since("6.0.0"),
        Service = "network",
        Extension = "rbac-policies",
        Properties =
        [
            Property.Text("action", "What the project may do.").OneOf("access_as_shared", "access_as_external").Required(),
            Property.Text(ObjectId, "What it may use, by name or id.").Required(),
            Property.Text(Kind, "What kind of object that is.").OneOf("network", "qos_policy").Required(),
            Property.Text(Target, "The project, by id; * for all of them.").Required().Updatable(),
            Property.Text("tenant_id", "The project that owns the policy; only administrators choose one."),
        ],
    };

    public override string Title => "RBACPolicy";

    /// <summary>The service has each of them once.</summary>
    public override async Task<IReadOnlyList<string>> FindAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var policies = await Client(resource).ListAsync($"{CollectionPath}?object_id={ServiceClient.Segment(await ObjectIdAsync(resource, cancellation))}", "rbac_policies", cancellation);
        var same = policies.Where(policy => policy.Get("action") == resource.Properties.Get("action") && policy.Get(Target) == resource.Properties.Get(Target));
        return [.. same.Ids()];
    }

    protected override IEnumerable<string> Faults(MapValue properties, IReadOnlySet<string> unknown) =>
        properties.Text(Kind) == "qos_policy" && properties.Text("action") is { } action and not "access_as_shared"
            ? [$"Invalid action \"{action}\" for object type qos_policy. Valid actions: access_as_shared"]
            : [];

    protected override async Task<MapValue> PrepareAsync(ResourceContext resource, MapValue body, bool isUpdate, CancellationToken cancellation) =>
        isUpdate ? body : body.With(ObjectId, await ObjectIdAsync(resource, cancellation));

    private static Task<string> ObjectIdAsync(ResourceContext resource, CancellationToken cancellation) =>
        resource.Cloud.FindIdAsync($"neutron.{resource.Properties.Text(Kind)}", resource.Properties.Text(ObjectId) ?? "", cancellation);
}
