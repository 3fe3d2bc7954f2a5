using Heat.Core.Resources;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.LoadBalancing;

/// <summary>A member, whichever service it is of: one of those that requests are spread over.</summary>
public abstract class MemberBase<TClient>() : BalancingObject<TClient>("members", "member")
    where TClient : ServiceClient
{
    /// <param name="entities">What the names of the service's kinds of objects begin with.</param>
    private protected static IReadOnlyList<PropertySchema> Common(string entities) =>
    [
        Property.Text("address", "The address of the member.").Satisfying("ip_addr").Required(),
        Property.Flag("admin_state_up", "Whether it is switched on.").DefaultsTo(true).Updatable(),
        Property.Text("pool", "The pool, by name or id.").Finding(entities + "pool").Satisfying(entities + "pool").Required(),
        Property.Integer("protocol_port", "The port number.").InRange(1, 65535).Required(),
        Property.Integer("weight", "Its share of the work, beside those of the others.").InRange(0, 256).DefaultsTo(1).Updatable(),
    ];

    private protected override (string, string, string)? Whole => ("pool", "pools", "pool");

    private protected override IReadOnlyList<string> Marks { get; } = ["address", "protocol_port"];
}
