using System.Collections.Immutable;
using Heat.Core.Templates.Yaql.Grammar;

namespace Heat.Core.Templates.Yaql.Evaluation;

/// <summary>What a function is called with. Each argument is a value, or a term that isn't evaluated yet.</summary>
internal sealed record Arguments(object?[] Positional)
{
    public ImmutableDictionary<string, object?> Named { get; init; } = ImmutableDictionary<string, object?>.Empty;

    /// <summary>These for a method: the first argument is what it is called on.</summary>
    public Arguments On(object? receiver) => this with { Positional = [receiver, .. Positional] };

    /// <summary>With rules (<c>name => value</c>) taken as named arguments.</summary>
    public Arguments WithNames()
    {
        if (!Positional.Any(argument => argument is RuleTerm))
            return this;
        var named = Named.ToBuilder();
        foreach (var rule in Positional.OfType<RuleTerm>())
            named[rule.Source is KeywordTerm name ? name.Word : throw YaqlFaults.NoNamedArgument()] = rule.Destination;
        return new Arguments([.. Positional.Where(argument => argument is not RuleTerm)]) { Named = named.ToImmutable() };
    }

    /// <summary>With every term evaluated, except those that the overload wants to see as they are.</summary>
    public Arguments Evaluated(Scope scope, Overload? wanted = null)
    {
        object? Evaluated(object? argument, Parameter? parameter) => argument is Term term && parameter is not { IsLazy: true } ? term.Evaluate(scope) : argument;
        return new Arguments([.. Positional.Select((argument, index) => Evaluated(argument, wanted?.At(index)))])
        {
            Named = Named.Count == 0 ? Named : Named.ToImmutableDictionary(entry => entry.Key, entry => Evaluated(entry.Value, wanted?.Named(entry.Key))),
        };
    }
}
