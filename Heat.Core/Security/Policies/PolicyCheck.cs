using System.Globalization;
using System.Text.RegularExpressions;
using Heat.Core.Values;

namespace Heat.Core.Security.Policies;

/// <summary>A condition on who asks for what.</summary>
internal abstract record PolicyCheck
{
    public static readonly PolicyCheck Always = new Constant(true);
    public static readonly PolicyCheck Never = new Constant(false);

    /// <summary>The rules that it leans on.</summary>
    public virtual IEnumerable<string> Rules => [];

    public abstract bool Holds(PolicyQuestion question);

    private sealed record Constant(bool Answer) : PolicyCheck
    {
        public override bool Holds(PolicyQuestion question) => Answer;
    }

    public sealed record Not(PolicyCheck Denied) : PolicyCheck
    {
        public override IEnumerable<string> Rules => Denied.Rules;

        public override bool Holds(PolicyQuestion question) => !Denied.Holds(question);
    }

    public sealed record All(IReadOnlyList<PolicyCheck> Parts) : PolicyCheck
    {
        public override IEnumerable<string> Rules => Parts.SelectMany(part => part.Rules);

        public override bool Holds(PolicyQuestion question) => Parts.All(part => part.Holds(question));
    }

    public sealed record Any(IReadOnlyList<PolicyCheck> Parts) : PolicyCheck
    {
        public override IEnumerable<string> Rules => Parts.SelectMany(part => part.Rules);

        public override bool Holds(PolicyQuestion question) => Parts.Any(part => part.Holds(question));
    }

    /// <summary><c>rule:name</c>: what another rule says.</summary>
    public sealed record Rule(string Name) : PolicyCheck
    {
        public override IEnumerable<string> Rules => [Name];

        public override bool Holds(PolicyQuestion question) => question.Policies.RuleOf(Name).Holds(question);
    }

    /// <summary><c>role:name</c>: the caller has a role.</summary>
    public sealed record Role(string Name) : PolicyCheck
    {
        public override bool Holds(PolicyQuestion question) =>
            PolicyText.Filled(Name, question.Target) is { } name && question.Caller.Roles.Contains(name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary><c>fact:value</c>: a fact about the caller, or a literal, is a value or a fact about the target: <c>project_id:%(project_id)s</c>, <c>'member':%(role)s</c>.</summary>
    public sealed record Fact(string Name, string Wanted) : PolicyCheck
    {
        public override bool Holds(PolicyQuestion question)
        {
            if (PolicyText.Filled(Wanted, question.Target) is not { } wanted)
                return false;
            return PolicyText.Literal(Name) is { } literal
                ? literal == wanted
                : ValuePath.Select(question.Credentials, [.. Name.Split('.').Select(part => (Value)part)]) is { IsNull: false } fact && Shown(fact).Contains(wanted);
        }

        private static IEnumerable<string> Shown(Value fact) => fact is ListValue list ? list.Select(PolicyText.Shown) : [PolicyText.Shown(fact)];
    }
}

/// <summary>Texts in rules, in the notation of the reference's language.</summary>
internal static partial class PolicyText
{
    /// <summary>A text with facts about the target filled in; null when there is no such fact.</summary>
    public static string? Filled(string text, MapValue target)
    {
        var isMissing = false;
        var filled = Place().Replace(text, place =>
        {
            if (target.TryGetValue(place.Groups["name"].Value, out var value))
                return Shown(value);
            isMissing = true;
            return "";
        });
        return isMissing ? null : filled;
    }

    /// <summary>What a literal stands for; null for the name of a fact.</summary>
    public static string? Literal(string text) => text switch
    {
        "True" or "False" or "None" => text,
        ['\'', .. var inner, '\''] => inner,
        ['"', .. var inner, '"'] => inner,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? text : null,
    };

    public static string Shown(Value value) => value.IsNull ? "None" : value.AsText() ?? ValueText.Literal(value);

    [GeneratedRegex(@"%\((?<name>[^)]*)\)s", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Place();
}
