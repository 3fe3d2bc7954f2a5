using Heat.Core.Diagnostics;
using Heat.Core.Parameters;
using Heat.Core.Templates;
using Heat.Core.Values;

namespace Heat.Tests.Templates;

/// <summary>Templates written out in tests.</summary>
internal static class Templates
{
    public static readonly TemplateFactory Factory = new();

    /// <summary>The template of a text; the version is the newest one unless the text names another.</summary>
    public static Template Parse(string text)
    {
        var whole = text.Contains("_version:", StringComparison.Ordinal) || text.Contains("FormatVersion", StringComparison.Ordinal) ? text : $"heat_template_version: 2021-04-16\n{text}";
        return Factory.Create(TemplateParser.ParseText(whole, "main.yaml", TemplateLimits.Default), new Dictionary<string, string>());
    }

    /// <summary>The messages of what is wrong with a template, given values for its parameters.</summary>
    public static IReadOnlyList<string> Problems(string text, string parameters = "{}")
    {
        var template = Parse(text);
        return [.. template.Validate(Scope(template, parameters)).Select(problem => problem.Message)];
    }

    public static TemplateScope Scope(Template template, string parameters = "{}") =>
        new(template, ParameterSet.Resolve(template, ValueJson.ParseMap(parameters), MapValue.Empty, MapValue.Empty, requiresValues: false).Values);

    /// <summary>What an expression gives in the newest version.</summary>
    public static Value Evaluate(string expression, string rest = "")
    {
        var template = Parse($"{rest}\noutputs:\n  out:\n    value: {expression}\n");
        return template.Outputs["out"].Value.Evaluate(Scope(template));
    }

    /// <summary>What an expression gives in a CloudFormation template.</summary>
    public static Value EvaluateCfn(string expression, string rest = "", string parameters = "{}")
    {
        var template = ParseCfn($"{rest}\nOutputs:\n  out:\n    Value: {expression}\n");
        var scope = Scope(template, parameters);
        if (template.Validate(scope) is [var problem, ..])
            throw new ProblemException([problem]);
        return template.Outputs["out"].Value.Evaluate(scope);
    }

    /// <summary>A CloudFormation template of the version that has conditions.</summary>
    public static Template ParseCfn(string text) => Parse($"AWSTemplateFormatVersion: '2010-09-09'\n{text}");

    public static ProblemException Refusal(string text, string fileName = TemplateParser.RootStack) =>
        NUnit.Framework.Assert.Throws<ProblemException>(() => TemplateParser.ParseText(text, fileName, TemplateLimits.Default))!;
}
