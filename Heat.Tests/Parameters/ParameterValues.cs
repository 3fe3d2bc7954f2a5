using Heat.Core.Parameters;
using Heat.Core.Values;
using NUnit.Framework;

namespace Heat.Tests.Parameters;

/// <summary>What users write becomes a value of the parameter's type, or a clear complaint.</summary>
public sealed class ParameterValues
{
    [TestCase("number", "\" 7 \"", "7"), TestCase("number", "\"1e3\"", "1000.0"), TestCase("number", "\"1_000\"", "1000"), TestCase("number", "true", "true")]
    [TestCase("string", "12", "\"12\""), TestCase("string", "true", "\"True\""), TestCase("boolean", "\"YES\"", "true"), TestCase("boolean", "0", "false")]
    [TestCase("comma_delimited_list", "\"a, b\"", "[\"a\",\" b\"]"), TestCase("comma_delimited_list", "\"\"", "[]"), TestCase("json", "\"\"", "\"\""), TestCase("json", "\"{}\"", "{}")]
    public void A_value_is_read_as_its_type_has_it(string type, string given, string read) =>
        Assert.That(ValueJson.Write(Resolved($"parameters: {{p: {{type: {type}}}}}", $$"""{"p": {{given}}}""").Values.Get("p")), Is.EqualTo(read));

    [TestCase("number", "\"0x10\"", "could not convert string to float: '0x10'")]
    [TestCase("number", "[1]", "int() argument must be a string, a bytes-like object or a real number, not 'list'")]
    [TestCase("json", "\"{\"", "Value must be valid JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)")]
    [TestCase("json", "\"[1, tru]\"", "Value must be valid JSON: Expecting value: line 1 column 5 (char 4)")]
    public void A_value_of_another_type_is_refused(string type, string given, string complaint) =>
        Assert.That(Resolved($"parameters: {{p: {{type: {type}}}}}", $$"""{"p": {{given}}}""").Problems.Single().Message, Is.EqualTo($"Parameter 'p' is invalid: {complaint}"));

    [TestCase("{}", "Parameter 'p' is invalid: Invalid default  (\"\" does not match pattern \"a+\")")]
    [TestCase("""{"p": "aa"}""", null)]
    [TestCase("""{"p": "b"}""", "Parameter 'p' is invalid: Invalid default b (\"b\" does not match pattern \"a+\")")]
    public void The_default_that_stands_is_the_environment_s_if_it_gives_one(string defaults, string? complaint)
    {
        var template = Heat.Tests.Templates.Templates.Parse("parameters: {p: {type: string, default: '', constraints: [{allowed_pattern: 'a+'}]}}");
        var given = ValueJson.ParseMap(defaults);
        Assert.Multiple(() =>
        {
            Assert.That(ParameterSet.Resolve(template, MapValue.Empty, given, MapValue.Empty).Problems.FirstOrDefault()?.Message, Is.EqualTo(complaint));
            Assert.That(template.Validate(Heat.Tests.Templates.Templates.Scope(template), given).FirstOrDefault()?.Message, Is.EqualTo(complaint));
        });
    }

    [Test]
    public void A_user_s_value_counts_before_the_environment_s_default_and_that_before_the_template_s()
    {
        const string Text = "parameters: {a: {type: string, default: t}, b: {type: string, default: t}, c: {type: string, default: t}, d: {type: string}}";
        var set = ParameterSet.Resolve(Heat.Tests.Templates.Templates.Parse(Text), ValueJson.ParseMap("""{"a": "u", "b": null, "d": ""}"""), ValueJson.ParseMap("""{"a": "e", "b": "e", "zz": 1}"""), MapValue.Empty);
        Assert.Multiple(() =>
        {
            Assert.That(ValueJson.Write(set.Values), Is.EqualTo("""{"a":"u","b":"e","c":"t","d":""}"""));
            Assert.That(set.Problems, Is.Empty);
        });
    }

    [Test]
    public void All_complaints_come_at_once()
    {
        var set = Resolved("parameters: {name: {type: string}, n: {type: number, constraints: [{range: {max: 3}}]}}", """{"nam": 1, "n": 4}""");
        Assert.That(set.Problems.Select(problem => problem.ToString()), Is.EqualTo(new[]
        {
            "The Parameter (nam) was not defined in template. (did you mean \"name\"?)",
            "main.yaml:2:14: The Parameter (name) was not provided.",
            "main.yaml:2:36: Parameter 'n' is invalid: 4 is out of range (min: None, max: 3)",
        }));
    }

    [Test]
    public void Allowed_values_are_compared_as_the_type_has_them() =>
        Assert.That(Resolved("parameters: {n: {type: number, constraints: [{allowed_values: ['1', 2]}]}, l: {type: comma_delimited_list, constraints: [{allowed_values: [a, b]}]}}", """{"n": "1", "l": "a,b"}""").Problems, Is.Empty);

    [Test]
    public void Custom_constraints_are_left_to_whoever_can_see_the_cloud()
    {
        var (parameter, constraint, value) = Resolved("parameters: {p: {type: string, constraints: [{custom_constraint: nova.flavor}]}}", """{"p": "m1"}""").CustomConstraints.Single();
        Assert.That((parameter.Name, constraint.Name, value), Is.EqualTo(("p", "nova.flavor", (Value)"m1")));
    }

    [Test]
    public void What_is_hidden_is_never_shown()
    {
        var set = Resolved("parameters: {s: {type: string, hidden: true}, l: {type: comma_delimited_list}, j: {type: json}, b: {type: boolean}}", """{"s": "secret", "l": ["a", "b"], "j": {"k": [1]}, "b": "t"}""");
        Assert.That(ValueJson.Write(set.Shown), Is.EqualTo("""{"s":"******","l":"a,b","j":"{\"k\": [1]}","b":"True"}"""));
    }

    [Test]
    public void A_pattern_that_would_take_for_ever_ends_soon() =>
        Assert.That(
            Resolved("parameters: {p: {type: string, constraints: [{allowed_pattern: '(a+)+'}]}}", $$"""{"p": "{{new string('a', 40)}}!"}""").Problems.Single().Message,
            Does.Contain("does not match pattern"));

    private static ParameterSet Resolved(string template, string given) =>
        ParameterSet.Resolve(Heat.Tests.Templates.Templates.Parse(template), ValueJson.ParseMap(given), MapValue.Empty, MapValue.Empty);
}
