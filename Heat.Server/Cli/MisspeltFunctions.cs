using Heat.Core.Diagnostics;
using Heat.Core.Templates;

namespace Heat.Server.Cli;

/// <summary>
/// Finds maps that look like calls of functions and aren't: the name is nearly right, or belongs to another version. To the language such a map is plain data, so this only warns.
/// </summary>
internal sealed class MisspeltFunctions
{
    private readonly TemplateVersion _version;
    private readonly HashSet<string> _known;
    private readonly HashSet<string> _elsewhere;

    public MisspeltFunctions(TemplateFactory factory, TemplateVersion version)
    {
        _version = version;
        _known = NamesIn(factory, version);
        _elsewhere = [.. factory.Versions.Where(other => other.Key == version.Key).SelectMany(other => NamesIn(factory, other)).Except(_known)];
    }

    public IEnumerable<Problem> In(Node node) => node switch
    {
        MappingNode { Entries: [var only] } => Suspicion(only) is { } suspicion ? [suspicion, .. In(only.Value)] : In(only.Value),
        MappingNode map => map.Entries.SelectMany(entry => In(entry.Value)),
        SequenceNode list => list.Items.SelectMany(In),
        _ => [],
    };

    private Problem? Suspicion(MappingEntry entry)
    {
        if (_known.Contains(entry.Key))
            return null;
        if (_elsewhere.Contains(entry.Key))
            return Warning(entry, $"\"{entry.Key}\" is no function in {_version.FullName}, so this is plain data");
        var looksLikeCall = entry.Key.Contains('_', StringComparison.Ordinal) || entry.Key.Contains("::", StringComparison.Ordinal);
        return looksLikeCall && Suggestion.For(entry.Key, _known) is { } fix ? Warning(entry, $"\"{entry.Key}\" is no function, so this is plain data") with { Fix = fix } : null;
    }

    private static Problem Warning(MappingEntry entry, string message) => new("UnknownFunction", message, entry.Span, Severity: Severity.Warning);

    private static HashSet<string> NamesIn(TemplateFactory factory, TemplateVersion version) => [.. factory.Functions(version.FullName, withConditions: true)!.Select(function => function.Name)];
}
