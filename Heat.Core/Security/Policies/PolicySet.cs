using Heat.Core.Values;

namespace Heat.Core.Security.Policies;

/// <summary>Who may do what: the reference's rules, and what an operator put in their place. Immutable.</summary>
public sealed class PolicySet
{
    private const string Fallback = "default";
    private const string TypePrefix = "resource_types:";

    private readonly Dictionary<string, (Value Text, PolicyCheck Check)> _rules;

    private PolicySet(Dictionary<string, (Value, PolicyCheck)> rules) => _rules = rules;

    /// <summary>The reference's rules.</summary>
    public static PolicySet Default { get; } = new PolicySet([]).With(DefaultPolicies.All);

    /// <summary>The rules by name, as they are written.</summary>
    public IEnumerable<KeyValuePair<string, Value>> Rules => _rules.Select(rule => KeyValuePair.Create(rule.Key, rule.Value.Text));

    /// <summary>These rules with others in their place or in addition.</summary>
    /// <exception cref="PolicyException">One of them can't be understood, or leans on itself.</exception>
    public PolicySet With(MapValue rules)
    {
        var changed = new Dictionary<string, (Value, PolicyCheck)>(_rules);
        foreach (var (name, value) in rules)
            changed[name] = (value, PolicyGrammar.Read(name, value));
        var set = new PolicySet(changed);
        foreach (var name in rules.Keys)
            set.EnsureEnds(name, []);
        return set;
    }

    /// <summary>Whether a rule allows something to a caller. A rule that there isn't allows what the rule <c>default</c> does, and without that nothing.</summary>
    /// <param name="target">Facts about what it is done to; the caller's own project when left out.</param>
    public bool Allows(string rule, RequestContext caller, MapValue? target = null) =>
        RuleOf(rule).Holds(new PolicyQuestion(this, caller, target ?? MapValue.Of(("project_id", caller.ProjectId), ("user_id", caller.UserId))));

    /// <summary>Whether a caller may use resources of a type. Most types are for everybody; a rule may be for all types of a service, such as <c>OS::Keystone::*</c>.</summary>
    public bool AllowsType(string type, RequestContext caller) =>
        new[] { type, $"{type[..Math.Max(type.LastIndexOf("::", StringComparison.Ordinal), 0)]}::*" }
            .Select(name => TypePrefix + name)
            .Where(_rules.ContainsKey)
            .All(rule => Allows(rule, caller));

    internal PolicyCheck RuleOf(string rule) =>
        _rules.TryGetValue(rule, out var known) ? known.Check : _rules.TryGetValue(Fallback, out var fallback) ? fallback.Check : PolicyCheck.Never;

    private void EnsureEnds(string rule, IReadOnlyList<string> way)
    {
        if (way.Contains(rule))
            throw new PolicyException(rule, $"it leans on itself: {string.Join(" → ", [.. way, rule])}");
        foreach (var next in RuleOf(rule).Rules)
            EnsureEnds(next, [.. way, rule]);
    }
}
