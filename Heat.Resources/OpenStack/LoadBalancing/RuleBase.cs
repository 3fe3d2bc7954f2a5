using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.LoadBalancing;

/// <summary>A rule, whichever service it is of: what a request has to be like for a policy.</summary>
public abstract class RuleBase<TClient>() : BalancingObject<TClient>("rules", "rule")
    where TClient : ServiceClient
{
    private protected static IReadOnlyList<PropertySchema> Common { get; } =
    [
        Property.Flag("admin_state_up", "Whether it is switched on.").DefaultsTo(true).Updatable(),
        Property.Text("compare_type", "How the value is compared.").OneOf("REGEX", "STARTS_WITH", "ENDS_WITH", "CONTAINS", "EQUAL_TO").Required().Updatable(),
        Property.Flag("invert", "Whether the rule matches what does not compare.").DefaultsTo(false).Updatable(),
        Property.Text("key", "The name of the header or cookie.").Updatable(),
        Property.Text("type", "What of a request is compared.").OneOf("HOST_NAME", "PATH", "FILE_TYPE", "HEADER", "COOKIE").Required().Updatable(),
        Property.Text("value", "The value to compare with.").Required().Updatable(),
    ];

    private protected override (string, string, string)? Whole => ("l7policy", "l7policies", "l7policy");

    private protected override IReadOnlyList<string> Marks { get; } = ["type", "compare_type", "value", "key", "invert"];

    private protected override IEnumerable<string> Faults(MapValue properties, IReadOnlySet<string> unknown)
    {
        if (properties.Text("type") is "HEADER" or "COOKIE" && !properties.IsGiven("key", unknown))
            yield return "Property key is missing. This property should be specified for rules of header and cookie types.";
    }
}
