using FsCheck;
using FsCheck.Fluent;
using Heat.Core.Templates;
using Heat.Core.Templates.Expressions;
using Heat.Core.Values;
using NUnit.Framework;

namespace Heat.Tests.Templates;

/// <summary>What holds for every template, right or wrong.</summary>
public sealed class TemplateLaws : IDisposable
{
    private readonly OfflineValidation _validation = new();

    private static Arbitrary<MapValue> Any => RandomTemplates.All.ToArbitrary();

    [FsCheck.NUnit.Property(MaxTest = 1000)]
    public Property Validation_tells_problems_and_never_fails() => Prop.ForAll(Any, template =>
    {
        var problems = _validation.ProblemsAsync(ValueJson.Write(template)).WaitAsync(TimeSpan.FromSeconds(30)).Result;
        Assert.That(problems.Select(problem => problem.Message), Has.All.Not.Empty);
    });

    [FsCheck.NUnit.Property(MaxTest = 300)]
    public Property What_is_printed_reads_back_the_same() => Prop.ForAll(Any, template =>
    {
        var read = Templates.Factory.Create(TemplateParser.ParseText(ValueJson.Write(template), "main.json", TemplateLimits.Default), new Dictionary<string, string>());
        var again = Templates.Factory.Create(TemplateParser.ParseText(ValueJson.Write(read.ToValue()), "main.json", TemplateLimits.Default), new Dictionary<string, string>());
        return read.ToValue() == template && again.ToValue() == template;
    });

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public Property Evaluation_gives_the_same_each_time() => Prop.ForAll(Any, template =>
    {
        var text = ValueJson.Write(template);
        return Told(text) == Told(text);
    });

    public void Dispose() => _validation.Dispose();

    /// <summary>The values of all resources and outputs, or why there are none.</summary>
    private string Told(string text)
    {
        var definition = _validation.Define(text);
        var scope = definition.Scope(definition.Unmade);
        var expressions = definition.Template.Resources.Values.Select(resource => resource.Properties).Concat(definition.Template.Outputs.Values.Select(output => output.Value));
        return string.Join('\n', expressions.Select(expression => Told(expression, scope)));
    }

    private static string Told(Expression? expression, TemplateScope scope)
    {
        try
        {
            return ValueText.Json(expression?.Evaluate(scope) ?? Value.Null);
        }
        catch (EvaluationException exception)
        {
            return exception.Message;
        }
    }
}
