using Heat.Core.Diagnostics;
using Heat.Core.Templates.Expressions;
using Heat.Core.Values;
using NUnit.Framework;

namespace Heat.Tests.Templates;

/// <summary>The functions of CloudFormation templates, one by one.</summary>
public sealed class CfnFunctions
{
    private const string Surroundings = """
        Parameters:
          text: {Type: String, Default: t}
          list: {Type: CommaDelimitedList, Default: 'p,q'}
          number: {Type: Number, Default: 5}
          map: {Type: Json, Default: {k: v}}
          flag: {Type: Boolean, Default: 'yes'}
          later: {Type: String}
        Mappings: {m: {a: {x: one}, t: {x: [1, 2], l: {z: 1}}}}
        Conditions:
          yes_: {'Fn::Equals': [{Ref: text}, t]}
          no_: {'Fn::Not': [yes_]}
          both: {'Fn::And': [yes_, {'Fn::Equals': [{'Fn::FindInMap': [m, a, x]}, one]}]}
          either: {'Fn::Or': [no_, {'Fn::Not': [both]}]}
        Resources: {r: {Type: T}, gone: {Type: T, Condition: no_}}
        """;

    [TestCase("{Ref: text}", "\"t\"")]
    [TestCase("{Ref: list}", """["p","q"]""")]
    [TestCase("{Ref: number}", "5")]
    [TestCase("{Ref: map}", """{"k":"v"}""")]
    [TestCase("{Ref: flag}", "true")]
    [TestCase("{Ref: r}", "\"r\"")]
    [TestCase("{'Fn::GetAtt': [r, any]}", "null")]
    [TestCase("{'Fn::FindInMap': [m, a, x]}", "\"one\"")]
    [TestCase("{'Fn::FindInMap': [m, {Ref: text}, x]}", "[1,2]")]
    [TestCase("{'Fn::FindInMap': [m, t, l]}", """{"z":1}""")]
    [TestCase("{'Fn::Join': ['-', {Ref: list}]}", "\"p-q\"")]
    [TestCase("{'Fn::Join': ['', [a, null, b]]}", "\"ab\"")]
    [TestCase("{'Fn::Join': [',', null]}", "\"\"")]
    [TestCase("{'Fn::Select': ['1', {Ref: list}]}", "\"q\"")]
    [TestCase("{'Fn::Select': [k, {Ref: map}]}", "\"v\"")]
    [TestCase("{'Fn::Select': [9, [a]]}", "\"\"")]
    [TestCase("{'Fn::Select': [x, {}]}", "\"\"")]
    [TestCase("{'Fn::Split': [',', 'a,b,']}", """["a","b",""]""")]
    [TestCase("{'Fn::Replace': [{'%x%': {Ref: text}, '%xx%': 2}, '%x%%xx%%x']}", "\"t2%x\"")]
    [TestCase("{'Fn::Base64': {Ref: text}}", "\"t\"")]
    [TestCase("{'Fn::Base64': ''}", "\"\"")]
    [TestCase("{'Fn::MemberListToMap': [N, V, ['.member.1.N=a', '.member.1.V=x=y', '.member.2.N=b']]}", """{"a":"x=y"}""")]
    [TestCase("{'Fn::MemberListToMap': [N, V, '']}", "{}")]
    [TestCase("{'Fn::GetAZs': ''}", """["nova"]""")]
    [TestCase("{'Fn::GetAZs': null}", """["nova"]""")]
    [TestCase("{'Fn::If': [yes_, {'Fn::If': [no_, 1, 2]}, 3]}", "2")]
    [TestCase("{'Fn::If': [{'Fn::And': [yes_, no_]}, 1, 2]}", "2")]
    [TestCase("{'Fn::If': [{'Fn::Or': [no_, yes_]}, 1, {'Fn::Select': wrong}]}", "1")]
    [TestCase("{'Fn::If': [both, a, b]}", "\"a\"")]
    [TestCase("{'Fn::If': [either, a, b]}", "\"b\"")]
    [TestCase("{'Fn::Join': [a, [b]], more: keys}", """{"Fn::Join":["a",["b"]],"more":"keys"}""")]
    [TestCase("{'Fn::Equals': [a, a]}", """{"Fn::Equals":["a","a"]}""")]
    [TestCase("{get_param: text}", """{"get_param":"text"}""")]
    [TestCase("{Condition: yes_}", """{"Condition":"yes_"}""")]
    public void A_function_gives(string expression, string expected) =>
        Assert.That(ValueJson.Write(Templates.EvaluateCfn(expression, Surroundings)), Is.EqualTo(expected));

    [TestCase("{Ref: nope}", "The specified reference \"nope\" (in unknown) is incorrect.")]
    [TestCase("{Ref: gone}", "The specified reference \"gone\" (in unknown) is incorrect.")]
    [TestCase("{Ref: later}", "The Parameter (later) was not provided.")]
    [TestCase("{'Fn::FindInMap': [nope, a, x]}", "'nope'")]
    [TestCase("{'Fn::FindInMap': [m, a, 1]}", "1")]
    [TestCase("{'Fn::FindInMap': [m, [a], x]}", "['a']")]
    [TestCase("{'Fn::Join': [',', [1]]}", "Items to join must be strings not 1")]
    [TestCase("{'Fn::Join': [1, [a]]}", "\"Fn::Join\" delimiter must be a string")]
    [TestCase("{'Fn::Select': [x, [a]]}", "Index to \"Fn::Select\" must be an integer")]
    [TestCase("{'Fn::Select': [1, {}]}", "Index to \"Fn::Select\" must be a string")]
    [TestCase("{'Fn::Select': [0, '{']}", "\"Fn::Select\": Expecting property name enclosed in double quotes: line 1 column 2 (char 1)")]
    [TestCase("{'Fn::Select': [0, 5]}", "Arguments to Fn::Select not fully resolved")]
    [TestCase("{'Fn::Split': ['', a]}", "empty separator")]
    [TestCase("{'Fn::Split': [',', null]}", "String to split must be string; got <class 'NoneType'>")]
    [TestCase("{'Fn::Replace': [{a: {b: c}}, a]}", "\"Fn::Replace\" params must be strings or numbers, param a is not valid")]
    [TestCase("{'Fn::Base64': null}", "\"Fn::Base64\" argument must be a string")]
    [TestCase("{'Fn::MemberListToMap': [N, V, [1]]}", "Member list items must be strings")]
    [TestCase("{'Fn::MemberListToMap': abc}", "dictionary update sequence element #0 has length 1; 2 is required")]
    [TestCase("{'Fn::ResourceFacade': Metadata}", "'NoneType' object has no attribute 'metadata_get'")]
    public void A_function_has_no_value(string expression, string message) =>
        Assert.That(() => Templates.EvaluateCfn(expression, Surroundings), Throws.TypeOf<EvaluationException>().With.Message.EqualTo(message));

    [TestCase("{Ref: [a]}", "Ref: unhashable type: 'list'")]
    [TestCase("{'Fn::GetAtt': r.any}", "Fn::GetAtt: Arguments to \"Fn::GetAtt\" must be of the form [resource_name, attribute]")]
    [TestCase("{'Fn::GetAtt': [r, any, more]}", "Fn::GetAtt: Arguments to \"Fn::GetAtt\" must be of the form [resource_name, attribute]")]
    [TestCase("{'Fn::GetAtt': null}", "Fn::GetAtt: Arguments to \"Fn::GetAtt\" must be of the form [resource_name, attribute]")]
    [TestCase("{'Fn::GetAtt': [gone, any]}", "Fn::GetAtt: The specified reference \"gone\" (in unknown) is incorrect.")]
    [TestCase("{'Fn::FindInMap': [m, a]}", "Fn::FindInMap: 'not enough values to unpack (expected 3, got 2)'")]
    [TestCase("{'Fn::FindInMap': [m, a, x, y]}", "Fn::FindInMap: 'too many values to unpack (expected 3)'")]
    [TestCase("{'Fn::FindInMap': m}", "Fn::FindInMap: 'not enough values to unpack (expected 3, got 1)'")]
    [TestCase("{'Fn::FindInMap': null}", "Fn::FindInMap: cannot unpack non-iterable NoneType object")]
    [TestCase("{'Fn::Select': [a]}", "Fn::Select: Arguments to \"Fn::Select\" must be of the form [index, collection]")]
    [TestCase("{'Fn::MemberListToMap': [[a], V, []]}", "Fn::MemberListToMap: Fn::MemberListToMap Key Name must be a string")]
    [TestCase("{'Fn::ResourceFacade': metadata}", "Fn::ResourceFacade: Incorrect arguments to \"Fn::ResourceFacade\" should be one of: Metadata, DeletionPolicy, UpdatePolicy")]
    [TestCase("{'Fn::If': [yes_, a]}", "Fn::If: Arguments to \"Fn::If\" must be of the form: [condition_name, value_if_true, value_if_false]")]
    [TestCase("{'Fn::If': [nope, a, b]}", "Fn::If: Invalid condition \"nope\"")]
    public void A_call_that_makes_no_sense_is_refused(string expression, string message) =>
        Assert.That(() => Templates.EvaluateCfn(expression, Surroundings), Throws.TypeOf<ProblemException>().With.Message.EqualTo($"Outputs.out.Value.{message}"));

    [TestCase("{'Fn::Equals': [a]}", "Conditions.c.Fn::Equals: Arguments to \"Fn::Equals\" must be of the form: [value_1, value_2]")]
    [TestCase("{'Fn::Not': yes_}", "Conditions.c.Fn::Not: Arguments to \"Fn::Not\" must be of the form: [condition]")]
    [TestCase("{'Fn::Not': [a, b]}", "Conditions.c.Fn::Not: Arguments to \"Fn::Not\" must be of the form: [condition]")]
    [TestCase("{'Fn::And': [a]}", "Conditions.c.Fn::And: The minimum number of condition arguments to \"Fn::And\" is 2.")]
    [TestCase("{'Fn::Or': a}", "Conditions.c.Fn::Or: Arguments to \"Fn::Or\" must be a list of conditions")]
    [TestCase("{'Fn::Join': [a, [b]]}", "Conditions.c.Fn::Join: The function \"Fn::Join\" is invalid in this context")]
    [TestCase("{'Fn::GetAtt': [r, a]}", "Conditions.c.Fn::GetAtt: The function \"Fn::GetAtt\" is invalid in this context")]
    [TestCase("{'Fn::Not': [d]}", null)]
    [TestCase("{'Fn::Equals': [{Ref: r}, a]}", "The specified reference \"r\" (in unknown) is incorrect.")]
    [TestCase("some text", "Condition validation error: The definition of condition \"c\" is invalid: some text")]
    public void A_condition_is_looked_at(string definition, string? message)
    {
        var template = Templates.ParseCfn($"Conditions: {{d: {{'Fn::Equals': [a, a]}}, c: {definition}}}\nResources: {{r: {{Type: T, Condition: c}}}}");
        var problems = template.Validate(Templates.Scope(template)).Select(problem => problem.Message);
        Assert.That(problems.FirstOrDefault(), Is.EqualTo(message));
    }

    [Test]
    public void What_is_mentioned_is_waited_for()
    {
        var template = Templates.ParseCfn("""
            Parameters: {p: {Type: String, Default: x}}
            Resources:
              a: {Type: T}
              b: {Type: T}
              c: {Type: T, Properties: {p: {'Fn::Join': ['', [{Ref: a}, {Ref: p}]]}, q: {'Fn::GetAtt': [b, x]}}, DependsOn: [d]}
              d: {Type: T}
            """);
        Assert.That(template.Resources["c"].RequiredResources(Templates.Scope(template)), Is.EquivalentTo(new[] { "a", "b", "d" }));
    }

    [Test]
    public void Every_version_has_its_functions()
    {
        string[] common = ["Ref", "Fn::Base64", "Fn::FindInMap", "Fn::GetAZs", "Fn::GetAtt", "Fn::Join", "Fn::MemberListToMap", "Fn::Replace", "Fn::ResourceFacade", "Fn::Select", "Fn::Split"];
        Assert.Multiple(() =>
        {
            Assert.That(Names("HeatTemplateFormatVersion.2012-12-12", true), Is.EquivalentTo(common));
            Assert.That(Names("AWSTemplateFormatVersion.2010-09-09", false), Is.EquivalentTo((string[])[.. common, "Fn::If"]));
            Assert.That(Names("AWSTemplateFormatVersion.2010-09-09", true), Is.EquivalentTo((string[])[.. common, "Fn::If", "Fn::And", "Fn::Or", "Fn::Not", "Fn::Equals"]));
        });
    }

    private static IEnumerable<string> Names(string version, bool withConditions) => Templates.Factory.Functions(version, withConditions)!.Select(function => function.Name);
}
