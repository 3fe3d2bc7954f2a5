using System.Diagnostics;
using System.Text;
using Heat.Core.Constraints;
using Heat.Core.Diagnostics;
using Heat.Core.Environments;
using Heat.Core.Templates;
using Heat.Core.Templates.Expressions;
using NUnit.Framework;

namespace Heat.Tests.Templates;

/// <summary>What a short text may ask for has bounds: in time, in memory, in depth. Those of the parser itself are tested with it.</summary>
public sealed class Budgets
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(20);

    [TestCase("(a+)+", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")]
    [TestCase("(a|aa)+", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")]
    [TestCase(@"(.*)*x", "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy")]
    [TestCase(@"(?=(a+)+\z)(a+)+", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")]
    [TestCase(@"(a+)+\1!", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa?")]
    public void No_pattern_takes_long(string pattern, string text) => Soon(() => Assert.That(new AllowedPatternConstraint(pattern).Violation(text), Is.Not.Null));

    [TestCase("[a-z]+", "abc", true), TestCase("[a-z]+", "abc1", false), TestCase("a|b", "ab", false), TestCase(@"(.)\1", "aa", true), TestCase("", "", true), TestCase("a$", "a\n", false)]
    public void A_pattern_matches_the_whole_text(string pattern, string text, bool matches) => Assert.That(new AllowedPatternConstraint(pattern).Violation(text) is null, Is.EqualTo(matches));

    [Test]
    public void Patterns_of_names_take_no_time() =>
        Soon(() => Assert.That(Registry($"'{string.Concat(Enumerable.Repeat("*a", 200))}'").HasHook(new string('a', 5000) + "b", "pre-create"), Is.False));

    [Test]
    public void Loops_in_loops_are_bounded()
    {
        var items = string.Join(",", Enumerable.Range(0, 1000).Select(number => $"a{number}"));
        var text = "x";
        for (var level = 0; level < 4; level++)
            text = $"{{repeat: {{for_each: {{'%{level}': [{items}]}}, template: {text}}}}}";
        Soon(() => Assert.That(Assert.Throws<EvaluationException>(() => Templates.Evaluate(text))!.Message, Does.Contain("is too large")));
    }

    [Test]
    public void A_text_cannot_be_made_to_grow_without_end()
    {
        var text = $"'{new string('x', 1000)}'";
        for (var level = 0; level < 3; level++)
            text = $"{{str_replace: {{template: '{new string('x', 1000)}', params: {{x: {text}}}}}}}";
        Soon(() => Assert.That(Assert.Throws<EvaluationException>(() => Templates.Evaluate(text))!.Message, Does.Contain("is too long")));
    }

    [Test]
    public void Aliases_are_counted()
    {
        var text = new StringBuilder("heat_template_version: 2021-04-16\na: &a x\nb: [").AppendJoin(", ", Enumerable.Repeat("*a", 20_000)).Append("]\n");
        Assert.That(Templates.Refusal(text.ToString()).Message, Is.EqualTo("Request limit exceeded: Number of aliases exceeds maximum allowed number (10000 aliases)."));
    }

    [Test]
    public void Environment_files_are_counted()
    {
        var files = new Dictionary<string, string> { ["a"] = "parameters: {s: x}\nparameter_merge_strategies: {default: merge}" };
        var refusal = Assert.Throws<ProblemException>(() => EnvironmentMerger.Merge(HeatEnvironment.Empty, [.. Enumerable.Repeat("a", 100_000)], files, Templates.Parse("parameters: {s: {type: string}}").Parameters, TemplateLimits.Default))!;
        Assert.That(refusal.Message, Is.EqualTo("Request limit exceeded: Number of environment files (100000) exceeds maximum allowed number (100)."));
    }

    [Test]
    public void A_large_environment_is_refused_before_it_is_read() => Assert.That(
        Assert.Throws<ProblemException>(() => EnvironmentParser.ParseText("parameters: {a: " + new string('x', 600_000) + "}", "env.yaml", TemplateLimits.Default))!.Kind,
        Is.EqualTo("RequestLimitExceeded"));

    private static ResourceRegistry Registry(string pattern) => EnvironmentParser.ParseText($"resource_registry: {{resources: {{{pattern}: {{hooks: pre-create}}}}}}", "env.yaml", TemplateLimits.Default).Registry;

    private static void Soon(Action action)
    {
        var watch = Stopwatch.StartNew();
        action();
        Assert.That(watch.Elapsed, Is.LessThan(s_soon));
    }
}
