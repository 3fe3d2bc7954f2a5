using Heat.Core.Templates.Expressions;
using Heat.Core.Templates.Yaql;
using Heat.Core.Templates.Yaql.Grammar;
using Heat.Core.Values;
using NUnit.Framework;

namespace Heat.Tests.Templates.Yaql;

/// <summary>Evaluates queries that were once given to the reference implementation of the language, and compares answers and messages with its own.</summary>
public sealed class RecordedQueries
{
    private static IEnumerable<TestCaseData> Cases() =>
        ValueJson.Parse(File.ReadAllText(Path.Combine(Repository.Root, "Heat.Tests", "Templates", "Yaql", "recorded-queries.json")))
            .Maps().Select(entry => new TestCaseData(entry).SetArgDisplayNames(entry.Get("query").AsText()!));

    [TestCaseSource(nameof(Cases))]
    public void A_query_gives_what_the_reference_gave(MapValue recorded)
    {
        var outcome = Outcome(recorded.Get("query").AsText()!);
        var expected = recorded.Without("query");
        Assert.That(outcome == expected ? expected : outcome, Is.EqualTo(expected), $"{outcome}");
    }

    private static MapValue Outcome(string query)
    {
        try
        {
            return MapValue.Of(("result", new YaqlEngine(YaqlLimits.Default, TimeProvider.System).Evaluate(YaqlEngine.Parse(query), Value.Null)));
        }
        catch (Exception failure) when (failure is YaqlSyntaxException or EvaluationException)
        {
            return MapValue.Of(("error", failure.Message));
        }
    }
}
