using System.Net;
using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::SubnetPool — ranges that subnets take theirs from. API: Networking v2.0, /subnetpools.</summary>
public sealed class SubnetPool() : NeutronResource("subnetpools", "subnetpool")
{
    private const string Least = "min_prefixlen";
    private const string Usual = "default_prefixlen";
    private const string Most = "max_prefixlen";
    private const string Prefixes = "prefixes";

    public override ResourceSchema Schema { get; } = new("OS::Neutron::SubnetPool")
    {
        Description = "Ranges that subnets take theirs from.",
        Support = SupportStatus.Since("6.0.0"),
        Service = "network",
        Extension = "subnet_allocation",
        Properties =
        [
            Property.Text("address_scope", "The address scope, by name or id.").Finding("neutron.address_scope").Satisfying("neutron.address_scope").Updatable(),
            Property.Integer(Usual, "The length of the prefix of a subnet that doesn't ask for one.").InRange(0).Updatable(),
            Property.Integer("default_quota", "How much of the pool each project may have.").InRange(0).Updatable(),
            Property.Flag("is_default", "Whether it is used for subnets that name no pool.").DefaultsTo(false).Updatable(),
            Property.Integer(Most, "The longest prefix that a subnet may ask for.").InRange(0).Updatable(),
            Property.Integer(Least, "The shortest prefix that a subnet may ask for.").InRange(0).Updatable(),
            Property.Text("name", "The name shown to people; one is made up when it is left out.").Updatable(),
            Property.List(Prefixes, "The ranges; there may be more of them later, but none may go.", Property.Text("*").Satisfying("net_cidr")).OfLength(1).Required().Updatable(),
            Property.Flag("shared", "Whether other projects may use it.").DefaultsTo(false),
            Property.List("tags", "Words to mark it with.", Property.Text("*")).Updatable().Since("9.0.0"),
            Property.Text("tenant_id", "The project that owns it; only administrators choose one."),
        ],
    };

    protected override IReadOnlyDictionary<string, string> ServiceNames { get; } = new Dictionary<string, string> { ["address_scope"] = "address_scope_id" };

    protected override IEnumerable<string> Faults(MapValue properties, IReadOnlySet<string> unknown)
    {
        foreach (var (larger, smaller) in ((string, string)[])[(Most, Least), (Most, Usual), (Usual, Least)])
            if (properties.Get(larger).AsInteger() is > 0 and var most && properties.Get(smaller).AsInteger() is { } least && least > most)
                yield return $"Illegal prefix bounds: {larger}={most}, {smaller}={least}.";
    }

    public override Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        var (before, after) = (changes.Before.Get(Prefixes).Texts().ToList(), changes.After.Get(Prefixes).Texts().ToList());
        if (before.Exists(range => !after.Exists(wider => Contains(wider, range))))
            throw new ResourceException("StackValidationFailed", $"Property {Prefixes} updated value {Listed(after)} should be superset of existing value {Listed(before)}.");
        return base.UpdateAsync(resource, changes, cancellation);
    }

    private static bool Contains(string wider, string range) =>
        IPNetwork.TryParse(wider, out var outer) && IPNetwork.TryParse(range, out var inner) ? outer.PrefixLength <= inner.PrefixLength && outer.Contains(inner.BaseAddress) : wider == range;

    private static string Listed(IEnumerable<string> ranges) => ValueText.Literal(ListValue.Create(ranges.Order(StringComparer.Ordinal).Select(range => (Value)range)));
}
