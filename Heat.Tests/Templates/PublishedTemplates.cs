using Heat.Core.Diagnostics;
using Heat.Core.Templates;
using NUnit.Framework;

namespace Heat.Tests.Templates;

/// <summary>
/// Reads every template of a folder, such as a copy of openstack/heat-templates or openstack/tripleo-heat-templates: each must be read, and found right.
/// The environment variable HEAT_TEST_TEMPLATES names the folder.
/// </summary>
public sealed class PublishedTemplates
{
    private static readonly string[] s_endings = [".yaml", ".yml", ".template", ".json"];

    [Test]
    public void Every_template_of_a_folder_is_read()
    {
        if (Environment.GetEnvironmentVariable("HEAT_TEST_TEMPLATES") is not { Length: > 0 } folder)
        {
            Assert.Ignore("HEAT_TEST_TEMPLATES names no folder of templates.");
            return;
        }

        var complaints = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Where(IsTemplate)
            .Select(file => (File: Path.GetRelativePath(folder, file), Complaint: Complaint(File.ReadAllText(file), Path.GetFileName(file))))
            .ToList();
        var refused = complaints.Where(entry => entry.Complaint is not null).ToList();
        TestContext.Out.WriteLine($"{complaints.Count} templates, {complaints.Count - refused.Count} of them right");
        Assert.That(refused.Select(entry => $"{entry.File}: {entry.Complaint}"), Is.Empty);
    }

    /// <summary>A file that bears a version where templates have it. Templates of templates (<c>.j2.yaml</c>) aren't any yet.</summary>
    private static bool IsTemplate(string file) =>
        s_endings.Contains(Path.GetExtension(file)) && !file.Contains(".j2.", StringComparison.Ordinal)
        && File.ReadLines(file).Any(line => line.TrimStart(' ', '{', '"') is var start && (start.StartsWith("heat_template_version", StringComparison.Ordinal) || IsCfnVersion(start)));

    private static bool IsCfnVersion(string line) =>
        line.StartsWith("HeatTemplateFormatVersion", StringComparison.Ordinal) || line.StartsWith("AWSTemplateFormatVersion", StringComparison.Ordinal);

    private static string? Complaint(string text, string name)
    {
        try
        {
            var template = Templates.Factory.Create(TemplateParser.ParseText(text, name, TemplateLimits.Default), new Dictionary<string, string>());
            return template.Validate(Templates.Scope(template)).FirstOrDefault()?.ToString();
        }
        catch (ProblemException refusal)
        {
            return refusal.Problems[0].ToString();
        }
    }
}
