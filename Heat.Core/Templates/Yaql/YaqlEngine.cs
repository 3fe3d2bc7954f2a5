using Heat.Core.Templates.Yaql.Evaluation;
using Heat.Core.Templates.Yaql.Grammar;

namespace Heat.Core.Templates.Yaql;

/// <summary>Runs queries of the YAQL language within limits.</summary>
public sealed class YaqlEngine(YaqlLimits limits, TimeProvider clock)
{
    /// <summary>Reads a query. What comes out is immutable and may be evaluated at any time, by several threads.</summary>
    /// <exception cref="YaqlSyntaxException">The text is no query.</exception>
    internal static Term Parse(string text) => new Parser(text).Parse();

    /// <summary>The answer of a query over data, which it knows as <c>$.data</c>.</summary>
    /// <exception cref="Expressions.EvaluationException">There is none.</exception>
    internal Values.Value Evaluate(Term query, Values.Value data)
    {
        var effort = new Effort(limits);
        var scope = new Scope(effort, clock);
        scope["1"] = YaqlMap.Create([new(new Key("data"), Conversion.FromValue(data))]);
        return Conversion.ToValue(query.Evaluate(scope), effort);
    }
}
