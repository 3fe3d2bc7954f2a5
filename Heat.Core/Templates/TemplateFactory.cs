using Heat.Core.Diagnostics;
using Heat.Core.Templates.Cfn;
using Heat.Core.Templates.Expressions;
using Heat.Core.Templates.Hot;
using Heat.Core.Templates.Yaql;
using Heat.Core.Values;

namespace Heat.Core.Templates;

/// <summary>Documents → templates. Knows all versions of all dialects.</summary>
public sealed class TemplateFactory
{
    private readonly TemplateLanguage[] _languages;

    /// <summary>With the reference's limits on queries.</summary>
    public TemplateFactory()
        : this(new YaqlEngine(YaqlLimits.Default, TimeProvider.System))
    {
    }

    public TemplateFactory(YaqlEngine yaql) =>
        _languages = [.. HotVersions.All.Select(version => new HotLanguage(version, yaql)), .. CfnVersions.All.Select(version => new CfnLanguage(version, yaql))];

    /// <summary>Every version of every dialect.</summary>
    public IReadOnlyList<TemplateVersion> Versions { get; } = [.. HotVersions.All, .. CfnVersions.All];

    /// <summary>Reads a template. What is wrong with its content is told by <see cref="Template.Validate"/>.</summary>
    /// <param name="files">The files that came with it, by the names that it uses for them.</param>
    /// <exception cref="ProblemException">It doesn't say which version it is of, or one that isn't known.</exception>
    public Template Create(Node root, IReadOnlyDictionary<string, string> files)
    {
        if (root is not MappingNode map)
            throw new ProblemException("ValueError", "The template is not a JSON object or YAML mapping.", root.Span);
        return new TemplateReader(map, LanguageOf(map), files).Read();
    }

    /// <summary>The functions of a version, by its full name (such as <c>heat_template_version.2018-08-31</c>) or alias, with what the API tells about each.</summary>
    /// <returns>A null reference when there is no such version.</returns>
    public IReadOnlyList<(string Name, string Description)>? Functions(string versionName, bool withConditions = false)
    {
        if (Versions.FirstOrDefault(version => versionName == version.FullName || versionName == $"{version.Key}.{version.Alias}") is not { } version)
            return null;
        var conditions = withConditions ? FunctionSet.ForConditions(version).All : [];
        return [.. FunctionSet.ForValues(version).All.Concat(conditions).Where(function => !function.IsRemoved).DistinctBy(function => function.Name).Select(function => (function.Name, function.Description))];
    }

    private TemplateLanguage LanguageOf(MappingNode root)
    {
        var present = TemplateParser.VersionKeys.Where(key => root.Find(key) is ScalarNode { Value: TextValue }).ToList();
        if (present.Count != 1)
            throw Invalid(present.Count == 0 ? "Template version was not provided" : $"Ambiguous versions ({string.Join(", ", present)})", root);
        var (key, node) = (present[0], (ScalarNode)root.Find(present[0])!);
        var name = node.Value.AsText()!;
        return Array.Find(_languages, language => language.Version.Key == key && (language.Version.Date == name || language.Version.Alias == name)) ?? throw Invalid(Unknown(key, name), node);
    }

    private string Unknown(string key, string name)
    {
        string[] known = [.. Versions.Where(version => version.Key == key).SelectMany(version => (string?[])[version.Date, version.Alias]).OfType<string>().Order(StringComparer.Ordinal)];
        return $"\"{key}: {name}\". \"{key}\" should be{(known.Length > 1 ? " one of" : "")}: {string.Join(", ", known)}";
    }

    private static ProblemException Invalid(string explanation, Node node) =>
        new("InvalidTemplateVersion", $"The template version is invalid: {explanation}", node.Span);
}
