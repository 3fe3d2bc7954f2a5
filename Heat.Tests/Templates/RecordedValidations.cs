using Heat.Core.Diagnostics;
using Heat.Core.Parameters;
using Heat.Core.Templates;
using Heat.Core.Values;
using NUnit.Framework;

namespace Heat.Tests.Templates;

/// <summary>Gives templates and parameters to validation that were once given to the reference implementation, and compares its first complaint with the reference's.</summary>
public sealed class RecordedValidations
{
    private static readonly MapValue s_pseudo = MapValue.Of(("OS::stack_id", "id"), ("OS::project_id", "project"), ("OS::stack_name", "name"));

    public static IEnumerable<TestCaseData> Cases() =>
        ValueJson.Parse(File.ReadAllText(Path.Combine(Repository.Root, "Heat.Tests", "Templates", "recorded-validations.json")))
            .Maps().Select(entry => new TestCaseData(entry).SetArgDisplayNames(entry.Get("name").AsText()!));

    [TestCaseSource(nameof(Cases))]
    public void The_first_complaint_is_the_reference_s(MapValue recorded)
    {
        var isCreated = recorded.Get("created").AsFlag()!.Value;
        var expected = recorded.Get("expected").AsMap()!;
        var problem = Problems(recorded, isCreated).FirstOrDefault();
        Assert.Multiple(() =>
        {
            Assert.That(problem is null, Is.EqualTo(expected.Count == 0), problem?.Message);
            if (expected.ContainsKey("message"))
                Assert.That(isCreated ? problem?.RelayedMessage : problem?.Message, Is.EqualTo(expected["message"].AsText()));
            if (expected.Get("type").AsText() is { } type and not "HTTPBadRequest" and not Problem.ValidationFailed)
                Assert.That(problem?.Kind, Is.EqualTo(type));
        });
    }

    private static IReadOnlyList<Problem> Problems(MapValue recorded, bool isCreated)
    {
        try
        {
            var template = Templates.Factory.Create(TemplateParser.FromValue(recorded.Get("template"), TemplateParser.RootStack), new Dictionary<string, string>());
            var parameters = ParameterSet.Resolve(template, recorded.Get("parameters").AsMap()!, MapValue.Empty, s_pseudo, requiresValues: isCreated);
            var problems = template.Validate(new TemplateScope(template, parameters.Values));
            return isCreated ? [.. parameters.Problems, .. problems] : problems;
        }
        catch (ProblemException exception)
        {
            return exception.Problems;
        }
    }
}
