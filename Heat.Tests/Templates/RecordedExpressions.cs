using Heat.Core.Parameters;
using Heat.Core.Templates;
using Heat.Core.Templates.Expressions;
using Heat.Core.Values;
using NUnit.Framework;

namespace Heat.Tests.Templates;

/// <summary>Evaluates expressions that were once given to the reference implementation, and compares values and messages with what it answered.</summary>
public sealed class RecordedExpressions
{
    public static IEnumerable<TestCaseData> Cases() =>
        ValueJson.Parse(File.ReadAllText(Path.Combine(Repository.Root, "Heat.Tests", "Templates", "recorded-expressions.json")))
            .Maps().Select(entry => new TestCaseData(entry).SetArgDisplayNames(entry.Get("name").AsText()!));

    [TestCaseSource(nameof(Cases))]
    public void An_expression_gives_what_the_reference_gave(MapValue recorded)
    {
        var expected = recorded.Get("expected").AsMap()!;
        var template = Template(recorded);
        var parameters = ParameterSet.Resolve(template, recorded.Get("parameters").AsMap()!, MapValue.Empty, MapValue.Empty, requiresValues: false);
        Assert.That(parameters.Problems, Is.Empty);
        var scope = new TemplateScope(template, parameters.Values, new Attributes(template));
        Assert.That(Outcome(template, scope, expected), Is.EqualTo(ValueJson.Write(expected)));
    }

    private static string Outcome(Template template, TemplateScope scope, MapValue expected)
    {
        if (template.Validate(scope).FirstOrDefault() is { } problem)
            return ValueJson.Write(expected.ContainsKey("relayed") ? MapValue.Of(("relayed", problem.RelayedMessage)) : MapValue.Of(("problem", problem.Message)));
        try
        {
            var value = template.Outputs["out"].Value.Evaluate(scope);
            return ValueJson.Write(expected.ContainsKey("value") && expected["value"] == value ? expected : MapValue.Of(("value", value)));
        }
        catch (EvaluationException exception)
        {
            return ValueJson.Write(MapValue.Of(("error", exception.Message)));
        }
    }

    private static Template Template(MapValue recorded)
    {
        // The whole step was refused for an output that bears the expression's own name.
        var name = recorded.Get("expected").AsMap()!.ContainsKey("relayed") ? "r" : "out";
        var root = recorded.Get("base").AsMap()!.With("outputs", MapValue.Of((name, MapValue.Of(("value", recorded.Get("expression"))))));
        var files = recorded.Get("files").AsMap()!.ToDictionary(entry => entry.Key, entry => ValueText.Plain(entry.Value));
        return new TemplateFactory().Create(TemplateParser.FromValue(root, TemplateParser.RootStack), files);
    }

    private sealed class Attributes(Template template) : IResourceValues
    {
        public Value Reference(string resource) => resource;

        public Value Attribute(string resource, string attribute, IReadOnlyList<Value> path) => Value.Null;

        public Value AllAttributes(string resource) => Value.Null;

        public bool HasAttribute(string resource, string attribute) => template.Resources[resource].Type == "OS::Heat::Value" ? attribute == "value" : attribute == "output";

        public Value? Facade(string what) => null;
    }
}
