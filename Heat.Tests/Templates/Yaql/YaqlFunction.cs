using Heat.Core.Templates.Yaql;
using Heat.Core.Values;
using NUnit.Framework;

namespace Heat.Tests.Templates.Yaql;

/// <summary>Queries as a function of templates.</summary>
public sealed class YaqlFunction
{
    [TestCase("{yaql: {expression: '$.data.select($ * 2)', data: [1, 2]}}", "[2, 4]")]
    [TestCase("{yaql: {expression: $.data}}", "{}")]
    [TestCase("{yaql: {expression: {list_join: [., [$, data, a]]}, data: {a: 5}}}", "5")]
    [TestCase("{yaql: {expression: '$.data.where($.enabled).name', data: [{name: a, enabled: true}, {name: b, enabled: false}]}}", "['a']")]
    [TestCase("{yaql: {expression: '{a => 1}.keys()', data: {}}}", "['a']")]
    [TestCase("{yaql: {expression: '{1 => a, true => b, null => c}', data: {}}}", "{'1': 'b', 'null': 'c'}")]
    [TestCase("{yaql: {expression: '[$.data.len(), $.data.substring(1, 2), $.data.indexOf(b), $.data.lastIndexOf(b, -1), $.data.toCharArray()[-2]]', data: \"a\U0001F600\U0001F601b\"}}", "[4, '\U0001F600\U0001F601', 3, 3, '\U0001F601']")]
    public void A_query_gives_a_value(string expression, string expected) => Assert.That(ValueText.Literal(Templates.Evaluate(expression)), Is.EqualTo(expected));

    [TestCase("{yaql: {expression: '$.data.(', data: {}}}", "Bad expression Parse error: unexpected end of statement.")]
    [TestCase("{yaql: {expression: '1 # 2', data: {}}}", "Bad expression Lexical error: illegal character '#' at position 2.")]
    [TestCase("{yaql: {expression: 7, data: {}}}", "The \"expression\" argument to yaql must contain a string.")]
    [TestCase("{yaql: {expression: [$], data: {}}}", "The \"expression\" argument to yaql must contain a string.")]
    [TestCase("{yaql: [$]}", "Arguments to \"yaql\" must be a map.")]
    [TestCase("{yaql: {expression: '$.data', data: {get_attr: [nobody, x]}}}", "The specified reference \"nobody\" (in unknown) is incorrect.")]
    public void What_is_wrong_with_a_query_is_told_before_it_is_evaluated(string expression, string message) =>
        Assert.That(Templates.Problems($"outputs: {{o: {{value: {expression}}}}}").Single(), Does.EndWith(message));

    [Test]
    public void Resources_in_the_data_are_waited_for()
    {
        var template = Templates.Parse("resources: {a: {type: T}, b: {type: T, properties: {p: {yaql: {expression: $.data.x, data: {x: {get_attr: [a, out]}}}}}}}");
        Assert.That(template.Resources["b"].RequiredResources(Templates.Scope(template)), Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public void Now_is_the_time_of_the_clock()
    {
        var engine = new YaqlEngine(YaqlLimits.Default, new FixedClock());
        Assert.That(engine.Evaluate(YaqlEngine.Parse("[str(now()), now(timespan(hours => 2)).hour, localtz().hours]"), Value.Null), Is.EqualTo(ListValue.Of("2020-02-29 12:30:00+00:00", 14, 0.0)));
    }

    [Test]
    public void All_functions_of_the_reference_are_there()
    {
        var known = Heat.Core.Templates.Yaql.Evaluation.FunctionLibrary.Names.ToHashSet();
        string[] wanted =
        [
            "accumulate", "aggregate", "assert", "call", "characters", "coalesce", "concat", "datetime", "def", "defaultIfEmpty", "deleteAll", "dict", "distinct", "escapeRegex", "examine", "flatten", "format",
            "generateMany", "groupBy", "insertMany", "join", "lastIndexWhere", "let", "memorize", "mergeWith", "norm", "orderBy", "rightSplit", "searchAll", "selectAllCases", "sliceWhere", "symmetricDifference",
            "thenByDescending", "timespan", "unpack", "with", "zipLongest", "#operator_->", "#property#weekday", "*equal",
        ];
        Assert.That(wanted.Except(known), Is.Empty);
    }

    private sealed class FixedClock : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => new(2020, 2, 29, 12, 30, 0, TimeSpan.Zero);
    }
}
