using Heat.Core.Diagnostics;
using Heat.Core.Environments;
using Heat.Core.Templates;
using Heat.Core.Values;
using NUnit.Framework;

namespace Heat.Tests.Environments;

/// <summary>Environment files: reading, merging, and what the registry makes of types.</summary>
public sealed class Environments
{
    private const string Schemas = "parameters: {s: {type: string}, l: {type: comma_delimited_list}, j: {type: json}, n: {type: number}, b: {type: boolean}}";

    [TestCase("", """{"parameters":{},"parameter_defaults":{},"resource_registry":{"resources":{}},"event_sinks":[],"encrypted_param_names":[]}""")]
    [TestCase("parameters: {a: 1}", """{"parameters":{"a":1},"parameter_defaults":{},"resource_registry":{"resources":{}},"event_sinks":[],"encrypted_param_names":[]}""")]
    public void An_environment_is_shown_with_all_its_sections(string text, string shown) => Assert.That(ValueJson.Write(Parse(text).ToValue()), Is.EqualTo(shown));

    [TestCase("parametres: {}", "environment has wrong section \"parametres\"")]
    [TestCase("parameters:", "environment has empty section \"parameters\"")]
    [TestCase("[a]", "The environment is not a valid YAML mapping data type.")]
    [TestCase("parameters: [a]", "environment section \"parameters\" must be a map")]
    [TestCase("resource_registry: {resources: {a: {hooks: pre-crate}}}", "Invalid hook type \"pre-crate\" for resource breakpoint, acceptable hook types are: ('pre-create', 'pre-update', 'pre-delete', 'post-create', 'post-update', 'post-delete')")]
    [TestCase("resource_registry: {resources: {a: {restricted_actions: [replace, x]}}}", "Invalid restricted_action type \"['replace', 'x']\" for resource, acceptable restricted_action types are: ('update', 'replace')")]
    public void What_is_no_environment_is_refused(string text, string message) => Assert.That(Assert.Throws<ProblemException>(() => Parse(text))!.Message, Is.EqualTo(message));

    [Test]
    public void Values_of_hidden_parameters_are_masked() =>
        Assert.That(Parse("parameters: {pw: x, a: b}").ToValue(new HashSet<string> { "pw" }).Get("parameters"), Is.EqualTo(ValueJson.Parse("""{"pw": "******", "a": "b"}""")));

    [TestCase("overwrite", """{"s":"two","l":["b"],"j":{"k":{"y":2}},"n":2}""")]
    [TestCase("merge", """{"s":"onetwo","l":["a","b"],"j":{"k":{"y":2},"m":1},"n":3}""")]
    [TestCase("deep_merge", """{"s":"onetwo","l":["a","b"],"j":{"k":{"x":1,"y":2},"m":1},"n":3}""")]
    public void Parameters_of_several_files_follow_their_strategy(string strategy, string merged)
    {
        var environment = Merged(
            HeatEnvironment.Empty,
            $"parameters: {{s: one, l: [a], j: {{k: {{x: 1}}, m: 1}}, n: 1}}\nparameter_merge_strategies: {{default: {strategy}}}",
            $"parameters: {{s: two, l: [b], j: {{k: {{y: 2}}}}, n: 2, unknown: 1}}\nparameter_merge_strategies: {{default: {strategy}}}");
        Assert.That(environment.Parameters, Is.EqualTo(ValueJson.Parse(merged)));
    }

    [Test]
    public void A_file_overrides_a_parameter_given_beside_it() =>
        Assert.That(Merged(HeatEnvironment.Empty with { Parameters = MapValue.Of(("s", "body"), ("l", "x")) }, "parameters: {s: file}").Parameters, Is.EqualTo(ValueJson.Parse("""{"s":"file","l":"x"}""")));

    [TestCase("ConflictingMergeStrategyForParam", "Conflicting merge strategy 'overwrite' for parameter 's' in file 'file1'.", "parameters: {s: a}\nparameter_merge_strategies: {s: merge}", "parameters: {s: b}\nparameter_merge_strategies: {s: overwrite}")]
    [TestCase("InvalidMergeStrategyForParam", "Invalid merge strategy 'merge' for parameter 'b'.", "parameters: {b: true}\nparameter_merge_strategies: {b: merge}", "parameters: {b: true}\nparameter_merge_strategies: {b: merge}")]
    public void Strategies_that_do_not_fit_are_refused(string kind, string message, params string[] files)
    {
        var refusal = Assert.Throws<ProblemException>(() => Merged(HeatEnvironment.Empty, files))!;
        Assert.That((refusal.Kind, refusal.Message), Is.EqualTo((kind, message)));
    }

    [TestCase("My::Thing", "b", "OS::Heat::RandomString", false)]
    [TestCase("My::Thing", "a", "OS::Heat::None", false)]
    [TestCase("My::Other::X", "b", "OS::Heat::None", false)]
    [TestCase("Old::Net", "b", "OS::Neutron::Net", false)]
    [TestCase("My::Template", "b", "inner.yaml", true)]
    [TestCase("other.yaml", "b", "other.yaml", true)]
    [TestCase("OS::Heat::None", "b", "OS::Heat::None", false)]
    [TestCase("Circle::A", "b", null, false)]
    [TestCase("Nope", "b", null, false)]
    public void The_registry_says_what_a_type_stands_for(string type, string resource, string? name, bool isTemplate)
    {
        var registry = Parse("""
            resource_registry:
              My::Thing: OS::Heat::RandomString
              My::Other::*: OS::Heat::None
              Old::*: OS::Neutron::*
              My::Template: inner.yaml
              Circle::A: Circle::B
              Circle::B: Circle::A
              resources: {a: {My::Thing: OS::Heat::None}}
            """).Registry;
        string[] known = ["OS::Heat::RandomString", "OS::Heat::None", "OS::Neutron::Net"];
        var match = registry.Resolve(type, resource, known.Contains);
        Assert.That((match?.Name, match?.IsTemplate ?? false), Is.EqualTo((name, isTemplate)));
    }

    [Test]
    public void Null_takes_a_mapping_out_of_the_registry() =>
        Assert.That(Parse("resource_registry: {A::B: C, A::D: C, X: Y, A::*: null}").Registry.ToValue().Keys, Is.EqualTo(new[] { "X", "resources" }));

    [Test]
    public void Types_found_by_wildcard_and_templates_used_as_types_are_noted() =>
        Assert.That(
            Parse("resource_registry: {'My::*': 'OS::Heat::None'}").Registry.Noting(["My::X", "inner.yaml", "OS::Heat::None"]).ToValue(),
            Is.EqualTo(ValueJson.Parse("""{"My::*": "OS::Heat::None", "My::X": "OS::Heat::None", "inner.yaml": "inner.yaml", "resources": {}}""")));

    [Test]
    public void Hooks_and_restrictions_go_by_patterns_of_names()
    {
        var registry = Parse("resource_registry: {resources: {'web*': {hooks: [pre-create, post-update]}, '*': {restricted_actions: replace}}}").Registry;
        Assert.Multiple(() =>
        {
            Assert.That(registry.HasHook("web1", "pre-create"), Is.True);
            Assert.That(registry.HasHook("db", "pre-create"), Is.False);
            Assert.That(registry.RestrictedActions("db"), Is.EqualTo(new[] { "replace" }));
        });
    }

    [TestCase("web", "web", true), TestCase("web?", "web1", true), TestCase("web?", "web", false), TestCase("w*b", "web", true), TestCase("[a-c]1", "b1", true), TestCase("[!a-c]1", "b1", false)]
    [TestCase("[]]", "]", true), TestCase("[", "[", true), TestCase("a.c", "abc", false), TestCase("[c-a]", "-", true), TestCase("*", "", true), TestCase("[!]", "x", false)]
    public void A_pattern_of_names_is_one_of_file_names(string pattern, string name, bool matches) => Assert.That(
        ResourceRegistry.Create(MapValue.Of(("resources", MapValue.Of((pattern, MapValue.Of(("hooks", "pre-create"))))))).Hooks(name).Contains("pre-create"),
        Is.EqualTo(matches));

    [TestCase("web1", "OS::Heat::None"), TestCase("web2", "OS::Heat::TestResource"), TestCase("db", "OS::Heat::Value")]
    public void A_mapping_for_one_resource_comes_before_one_for_a_pattern_of_names(string resource, string name)
    {
        var registry = Parse("resource_registry: {My::T: OS::Heat::Value, resources: {'web*': {My::T: OS::Heat::TestResource}, web1: {My::T: OS::Heat::None}}}").Registry;
        Assert.That(registry.Resolve("My::T", resource, type => type.StartsWith("OS::", StringComparison.Ordinal))?.Name, Is.EqualTo(name));
    }

    [Test]
    public void A_nested_stack_inherits_defaults_and_what_is_said_about_its_inside()
    {
        var environment = Parse("parameters: {a: 1}\nparameter_defaults: {d: 1}\nresource_registry: {T: inner.yaml, resources: {nest: {inside: {hooks: pre-create}}, other: {hooks: pre-delete}}}");
        var nested = environment.ForNested(MapValue.Of(("p", 1)), "nest", "T");
        Assert.Multiple(() =>
        {
            Assert.That(nested.Parameters, Is.EqualTo(MapValue.Of(("p", 1))));
            Assert.That(nested.ParameterDefaults, Is.EqualTo(MapValue.Of(("d", 1))));
            Assert.That(nested.Registry.HasHook("inside", "pre-create"), Is.True);
            Assert.That(nested.Registry.Resolve("T", null, _ => false), Is.Null);
        });
    }

    private static HeatEnvironment Parse(string text) => EnvironmentParser.ParseText(text, "env.yaml", TemplateLimits.Default);

    private static HeatEnvironment Merged(HeatEnvironment start, params string[] texts)
    {
        var files = texts.Select((text, index) => (Name: $"file{index}", text)).ToDictionary(file => file.Name, file => file.text);
        return EnvironmentMerger.Merge(start, [.. files.Keys], files, Heat.Tests.Templates.Templates.Parse(Schemas).Parameters, TemplateLimits.Default);
    }
}
