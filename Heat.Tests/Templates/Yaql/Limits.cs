using System.Diagnostics;
using FsCheck.Fluent;
using Heat.Core.Templates.Expressions;
using Heat.Core.Templates.Yaql;
using Heat.Core.Templates.Yaql.Grammar;
using Heat.Core.Values;
using NUnit.Framework;

namespace Heat.Tests.Templates.Yaql;

/// <summary>Whatever a query asks for, it ends soon: with an answer, or with a message about the limit that it met.</summary>
public sealed class Limits
{
    private const string TooManyItems = "Collection length exceeds 200 elements";
    private const string TooMuchMemory = "Expression consumed too much memory";
    private const string TooDeep = "maximum recursion depth exceeded";
    private const string TooManySteps = "Expression took too many steps";

    [TestCase("sequence()", TooManyItems), TestCase("sequence().len()", TooManyItems), TestCase("sequence().where(false)", TooManyItems), TestCase("range(1000000000).sum()", TooManyItems)]
    [TestCase("1.repeat()", TooManyItems), TestCase("[1, 2].cycle()", TooManyItems), TestCase("[1].cycle().memorize().last()", TooManyItems), TestCase("list(sequence())", TooManyItems)]
    [TestCase("set(sequence())", TooManyItems), TestCase("[sequence()].flatten()", TooManyItems), TestCase("[1].selectMany(sequence())", TooManyItems), TestCase("sequence().toList()", TooManyItems)]
    [TestCase("generate(0, true, $ + 1)", TooManyItems), TestCase("generateMany(1, [$, $])", TooManyItems), TestCase("generateMany(1, sequence())", TooManyItems), TestCase("generateMany(1, sequence(), depthFirst => true)", TooManyItems)]
    [TestCase("sequence().zip(sequence())", TooManyItems), TestCase("sequence().orderBy($)", TooManyItems), TestCase("[[1]].zip(sequence())[0]", "No function \"#indexer\" matches supplied arguments")]
    [TestCase("'a' * 20000", TooMuchMemory), TestCase("[1] * 2000", TooMuchMemory), TestCase("range(30).aggregate($1 + $1, 'a')", TooMuchMemory), TestCase("range(150).aggregate($1 * $1, 9)", TooMuchMemory)]
    [TestCase("pow(9, 999999999)", TooMuchMemory), TestCase("shiftBitsLeft(1, 999999999)", TooMuchMemory), TestCase("('a' * 9000).replace(a, 'b' * 9000)", TooMuchMemory), TestCase("('a' * 9000).replace(regex(a), 'b' * 9000)", TooMuchMemory)]
    [TestCase("range(100).aggregate([$1, $1], 0)", TooMuchMemory), TestCase("range(100).aggregate({a => $1, b => $1}, 0)", TooMuchMemory), TestCase("range(190).aggregate(range(190).aggregate([$1], $1), 0)", TooDeep)]
    [TestCase("def(f, f($ - 1)) -> f(3)", TooDeep), TestCase("def(f, g($)) -> def(g, f($)) -> f(1)", "Unknown function \"g\""), TestCase("range(190).aggregate(range(190).aggregate($1 -> let(a => 1), $1), let())", TooDeep)]
    [TestCase("range(200).select(range(200).select(range(200).select(range(200).sum())))", TooManySteps), TestCase("range(200).join(range(200), range(200).sum() > 0, 1).len()", TooManyItems)]
    [TestCase("def(f, f($ - 1) + f($ - 1)) -> f(0)", TooDeep)]
    public void A_query_that_asks_for_too_much_is_refused(string query, string message)
    {
        var clock = Stopwatch.StartNew();
        Assert.That(Outcome(query), Is.EqualTo(message));
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(60)));
    }

    [Test]
    public void A_sequence_over_very_many_sequences_has_items_or_is_refused() =>
        Assert.That(Outcome("range(190).aggregate(range(190).aggregate($1.select($), $1), [1])"), Is.EqualTo(TooDeep).Or.EqualTo("[1]"));

    [Test]
    public void A_pattern_that_would_take_for_ever_is_given_up() =>
        Assert.That(Outcome("""regex('(?=(a+)+$)(a+)+$').matches('a' * 40 + 'b')"""), Is.EqualTo(TooManySteps).Or.EqualTo("False"));

    [Test]
    public void Limits_are_settings()
    {
        var engine = new YaqlEngine(new YaqlLimits { LimitIterators = 3, MemoryQuota = 100 }, TimeProvider.System);
        Assert.That(() => engine.Evaluate(YaqlEngine.Parse("range(4)"), Value.Null), Throws.TypeOf<EvaluationException>().With.Message.EqualTo("Collection length exceeds 3 elements"));
        Assert.That(() => engine.Evaluate(YaqlEngine.Parse("'a' * 90"), Value.Null), Throws.TypeOf<EvaluationException>().With.Message.EqualTo(TooMuchMemory));
        var unlimited = new YaqlEngine(new YaqlLimits { LimitIterators = -1, MemoryQuota = -1 }, TimeProvider.System);
        Assert.That(unlimited.Evaluate(YaqlEngine.Parse("range(1000).len() + ('a' * 20000).len()"), Value.Null), Is.EqualTo((Value)21000));
    }

    [TestCase("(", ")"), TestCase("[", "]"), TestCase("-", ""), TestCase("1 + ", ""), TestCase("$.a(", ")"), TestCase("let() -> ", ""), TestCase("{a => ", "}")]
    public void A_query_that_is_nested_too_deeply_is_refused_while_it_is_read(string open, string close)
    {
        var query = string.Concat(Enumerable.Repeat(open, 100_000)) + "1" + string.Concat(Enumerable.Repeat(close, 100_000));
        Assert.That(() => YaqlEngine.Parse(query), Throws.TypeOf<YaqlSyntaxException>().With.Message.StartsWith("Parse error: too many nested expressions"));
    }

    [FsCheck.NUnit.Property(MaxTest = 1000)]
    public void Whatever_is_sent_is_a_query_or_a_syntax_error(string? text)
    {
        try
        {
            YaqlEngine.Parse(text ?? "");
        }
        catch (YaqlSyntaxException)
        {
            // As it should.
        }
    }

    [FsCheck.NUnit.Property(MaxTest = 3000)]
    public FsCheck.Property Pieces_of_queries_in_any_order_give_an_answer_or_a_message()
    {
        string[] pieces =
        [
            "$", "$.data", ".", "?.", "[", "]", "{", "}", "(", ")", ",", " => ", " -> ", "1", "2.5", "'a'", "null", "true", " and ", " or ", "not ", " in ", " + ", " * ", " - ", " = ", " < ", " =~ ", "a",
            "let(", "def(f, ", "f(", "select(", ".where(", ".len()", ".sum()", "sequence()", ".repeat()", ".groupBy($)", "range(", ".toDict($)", "regex(", "str(", "switch(", ".join(", "\\", "`", "\"", "#", "é",
        ];
        return Prop.ForAll(Gen.Elements(pieces).ListOf().Select(string.Concat).ToArbitrary(), query => { Outcome(query); });
    }

    [FsCheck.NUnit.Property(MaxTest = 1000)]
    public FsCheck.Property Calls_of_all_functions_with_all_kinds_of_values_give_an_answer_or_a_message()
    {
        string[] values = ["null", "true", "0", "-1", "3", "2.5", "''", "'ab'", "[]", "[1, [2]]", "{}", "{a => 1}", "set(1)", "[1, 2].select($)", "sequence()", "regex('a')", "datetime(2015, 1, 1)", "timespan(days => 1)", "$", "$2", "let(a => 1)", "999999999999999999999"];
        var names = Heat.Core.Templates.Yaql.Evaluation.FunctionLibrary.Names.Where(name => char.IsLetter(name[0])).ToArray();
        var calls =
            from name in Gen.Elements(names)
            from receiver in Gen.Elements(values)
            from arguments in Gen.Elements(values).ListOf()
            select (Function: $"{name}({string.Join(", ", arguments.Take(4))})", Method: $"({receiver}).{name}({string.Join(", ", arguments.Take(4))})");
        return Prop.ForAll(calls.ToArbitrary(), call =>
        {
            Outcome(call.Function);
            Outcome(call.Method);
        });
    }

    /// <summary>The answer as text, or the message. Any other exception fails the test.</summary>
    private static string Outcome(string query)
    {
        try
        {
            return ValueText.Plain(new YaqlEngine(YaqlLimits.Default, TimeProvider.System).Evaluate(YaqlEngine.Parse(query), ListValue.Of(1, 2)));
        }
        catch (Exception failure) when (failure is YaqlSyntaxException or EvaluationException)
        {
            return failure.Message;
        }
    }
}
