using Heat.Core.Diagnostics;
using Heat.Core.Templates;
using NUnit.Framework;

namespace Heat.Tests.Templates;

/// <summary>
/// Reads every template of a folder, such as a copy of openstack/heat-templates or openstack/tripleo-heat-templates. The environment variable HEAT_TEST_TEMPLATES names the folder.
/// Each must be read. What is found wrong with those that were read is told in the output: some are there to be wrong, and some only get right by an environment.
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

        var readings = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Where(IsTemplate)
            .Select(file => Read(File.ReadAllText(file), Path.GetRelativePath(folder, file)))
            .ToList();
        var wrong = readings.Where(reading => reading.Complaint is not null).ToList();
        TestContext.Out.WriteLine($"{readings.Count} templates, {readings.Count - wrong.Count} of them right");
        foreach (var reading in wrong)
            TestContext.Out.WriteLine(reading.Complaint);
        Assert.Multiple(() =>
        {
            Assert.That(readings, Is.Not.Empty);
            Assert.That(wrong.Where(reading => !reading.IsRead).Select(reading => reading.Complaint), Is.Empty);
        });
    }

    /// <summary>A file that bears a version where templates have it. Templates of templates (<c>.j2.yaml</c>) aren't any yet.</summary>
    private static bool IsTemplate(string file) =>
        s_endings.Contains(Path.GetExtension(file)) && !file.Contains(".j2.", StringComparison.Ordinal)
        && File.ReadLines(file).Any(line => line.TrimStart(' ', '{', '"') is var start && (start.StartsWith("heat_template_version", StringComparison.Ordinal) || IsCfnVersion(start)));

    private static bool IsCfnVersion(string line) =>
        line.StartsWith("HeatTemplateFormatVersion", StringComparison.Ordinal) || line.StartsWith("AWSTemplateFormatVersion", StringComparison.Ordinal);

    private static (bool IsRead, string? Complaint) Read(string text, string name)
    {
        try
        {
            var template = Templates.Factory.Create(TemplateParser.ParseText(text, name, TemplateLimits.Default), new Dictionary<string, string>());
            return (true, template.Validate(Templates.Scope(template)).FirstOrDefault()?.ToString());
        }
        catch (ProblemException refusal)
        {
            return (false, refusal.Problems[0].ToString());
        }
    }
}
