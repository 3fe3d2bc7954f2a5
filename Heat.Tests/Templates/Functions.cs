using Heat.Core.Diagnostics;
using Heat.Core.Templates;
using Heat.Core.Templates.Expressions;
using Heat.Core.Values;
using NUnit.Framework;

namespace Heat.Tests.Templates;

/// <summary>What the recorded answers don't show about the functions of HOT.</summary>
public sealed class Functions
{
    [TestCase("{digest: [sha224, abc]}", "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7")]
    [TestCase("{digest: [SHA224, '']}", "d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f")]
    [TestCase("{digest: [md5, hello]}", "5d41402abc4b2a76b9719d911017c592")]
    [TestCase("{list_join: [',', [a, null, b], [], [c]]}", "a,,b,c")]
    [TestCase("{str_split: [',', 'a,b,c', -1]}", "c")]
    [TestCase("{make_url: {scheme: http, host: h, query: {a: /x, b: true}}}", "http://h?a=/x&b=True")]
    public void A_function_gives_a_text(string expression, string expected) =>
        Assert.That(Templates.Evaluate(expression), Is.EqualTo((Value)expected));

    [Test]
    public void Of_an_if_only_the_chosen_branch_is_looked_at() =>
        Assert.That(Templates.Problems("conditions: {c: true}\noutputs: {a: {value: {if: [c, 1, {str_split: nonsense}]}}, b: {value: {if: [{not: c}, {list_join: 5}, 2]}}}"), Is.Empty);

    [Test]
    public void Of_an_if_only_the_chosen_branch_makes_a_dependency()
    {
        var template = Templates.Parse("""
            conditions: {c: {equals: [a, a]}}
            resources:
              one: {type: T}
              two: {type: T}
              user: {type: T, properties: {p: {if: [c, {get_resource: one}, {get_attr: [two, x, 0]}]}, q: {if: [{not: c}, 1, {get_attr: [two, y, 0]}]}}, depends_on: two}
            """);
        var scope = Templates.Scope(template);
        Assert.Multiple(() =>
        {
            Assert.That(template.Resources["user"].RequiredResources(scope), Is.EquivalentTo(new[] { "one", "two" }));
            Assert.That(template.Resources["user"].References(scope).Where(reference => reference.IsAttribute).Select(reference => (reference.Resource, reference.Attribute)), Is.EqualTo(new[] { ("two", "y") }));
        });
    }

    [Test]
    public void A_disabled_resource_is_no_resource_but_may_be_depended_on() =>
        Assert.That(
            Templates.Problems("conditions: {no_: false}\nresources: {a: {type: T, condition: no_}, b: {type: T, depends_on: a}, c: {type: T, properties: {p: {get_resource: a}}}}"),
            Is.EqualTo(new[] { "The specified reference \"a\" (in c.Properties.p) is incorrect." }));

    [Test]
    public void A_circle_of_conditions_is_told() =>
        Assert.That(
            Templates.Problems("conditions: {a: {not: b}, b: {not: a}}\nresources: {r: {type: T, condition: a}}"),
            Is.EqualTo(new[] { "Condition validation error: Circular definition for condition \"a\"" }));

    [Test]
    public void A_circle_of_resources_is_told() =>
        Assert.That(Templates.Problems("resources: {a: {type: T, depends_on: b}, b: {type: T, properties: {p: {get_resource: a}}}, c: {type: T}}").Single(), Does.StartWith("Circular Dependency Found: "));

    [Test]
    public void Faults_deep_inside_functions_tell_their_path() =>
        Assert.That(
            Templates.Problems("resources: {r: {type: T}}\noutputs: {o: {value: {list_join: [',', [{get_attr: [nope, x]}]]}}}"),
            Is.EqualTo(new[] { "outputs.o.value.list_join: [1][0].get_attr: The specified reference \"nope\" (in unknown) is incorrect." }));

    [Test]
    public void All_that_is_wrong_is_told_with_its_place_and_a_guess_at_what_was_meant()
    {
        var template = Templates.Parse("heat_template_version: 2021-04-16\nresorces: {}\nparameters:\n  p: {type: strng}\nresources:\n  server:\n    type: T\n    propertys: {}\n  other:\n    type: T\n    depends_on: servr\n");
        Assert.That(template.Validate(Templates.Scope(template)).Select(problem => problem.ToString()), Is.EqualTo(new[]
        {
            "main.yaml:2:1: The template section is invalid: resorces (did you mean \"resources\"?)",
            "main.yaml:8:5: \"propertys\" is not a valid keyword inside a resource definition (did you mean \"properties\"?)",
            "main.yaml:4:13: Invalid type (strng)",
            "main.yaml:9:3: The specified reference \"servr\" (in other) is incorrect.",
        }));
    }

    [Test]
    public void A_repeat_that_asks_for_billions_is_refused()
    {
        var lists = string.Join(", ", Enumerable.Range(0, 10).Select(index => $"\"%{index}%\": [a, b, c, d, e, f, g, h]"));
        var refusal = Assert.Throws<EvaluationException>(() => Templates.Evaluate($"{{repeat: {{for_each: {{{lists}}}, template: x}}}}"));
        Assert.That(refusal!.Message, Is.EqualTo("The result of \"repeat\" is too large"));
    }

    [TestCase("list_join: ['', [*t, *t, *t, *t, *t, *t, *t, *t, *t, *t]]", "list_join")]
    [TestCase("str_replace: {template: 'xxxxxxxxxx', params: {x: *t}}", "str_replace")]
    public void A_text_that_grows_beyond_all_measure_is_refused(string call, string name)
    {
        // Each level makes ten of one.
        var text = new System.Text.StringBuilder($"outputs:\n  o0: {{value: &t {new string('x', 50_000)}}}\n");
        var levels = call.Replace("*t", "LEVEL", StringComparison.Ordinal);
        var nested = "*t";
        for (var level = 0; level < 3; level++)
            nested = $"{{{levels.Replace("LEVEL", nested, StringComparison.Ordinal)}}}";
        text.Append($"  out: {{value: {nested}}}\n");
        var template = Templates.Parse(text.ToString());
        var refusal = Assert.Throws<EvaluationException>(() => template.Outputs["out"].Value.Evaluate(Templates.Scope(template)));
        Assert.That(refusal!.Message, Is.EqualTo($"The result of \"{name}\" is too long"));
    }

    [Test]
    public void Thousands_of_mistakes_and_long_chains_are_told_soon()
    {
        var text = new System.Text.StringBuilder("resources:\n");
        for (var index = 0; index < 7000; index++)
            text.Append($"  resource_{index}: {{type: T, depends_on: [{(index == 0 ? "resource_6999" : $"resource_{index - 1}")}, unknown_{index}]}}\n");
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Multiple(() =>
        {
            Assert.That(Templates.Problems(text.ToString()), Has.Count.EqualTo(Problem.MostTold));
            Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(30)));
        });
    }

    [Test]
    public void Every_version_knows_the_functions_that_the_reference_knows()
    {
        var factory = new TemplateFactory();
        Assert.Multiple(() =>
        {
            Assert.That(factory.Functions("heat_template_version.2015-10-15")!.Select(function => function.Name).Order(), Is.EqualTo(
                new[] { "digest", "get_attr", "get_file", "get_param", "get_resource", "list_join", "repeat", "resource_facade", "str_replace", "str_split" }));
            Assert.That(factory.Functions("heat_template_version.rocky", withConditions: true)!.Select(function => function.Name), Does.Contain("equals").And.Contain("if"));
            Assert.That(factory.Functions("nope"), Is.Null);
        });
    }

    [TestCase("heat_template_version: 2099-01-01", "\"heat_template_version: 2099-01-01\". \"heat_template_version\" should be one of: 2013-05-23, 2014-10-16, 2015-04-30, 2015-10-15, 2016-04-08, 2016-10-14, 2017-02-24, 2017-09-01, 2018-03-02, 2018-08-31, 2021-04-16, newton, ocata, pike, queens, rocky, wallaby")]
    [TestCase("heat_template_version: 2013", "Template version was not provided")]
    public void A_version_that_is_not_known_is_refused(string text, string explanation)
    {
        var refusal = Assert.Throws<ProblemException>(() => Templates.Parse(text));
        Assert.Multiple(() =>
        {
            Assert.That(refusal!.Kind, Is.EqualTo("InvalidTemplateVersion"));
            Assert.That(refusal.Message, Is.EqualTo($"The template version is invalid: {explanation}"));
        });
    }
}
