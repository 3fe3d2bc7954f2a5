using System.Globalization;
using System.Text.RegularExpressions;
using Heat.Core.Templates.Yaql.Evaluation;

namespace Heat.Core.Templates.Yaql.Library;

/// <summary>Regular expressions.</summary>
internal static partial class RegularExpressions
{
    [YaqlFunction("regex")]
    public static Pattern Create(string pattern, bool ignoreCase = false, bool multiLine = false, bool dotAll = false) => new(
        pattern,
        (ignoreCase ? RegexOptions.IgnoreCase : 0) | (multiLine ? RegexOptions.Multiline : 0) | (dotAll ? RegexOptions.Singleline : 0));

    [YaqlMethod("matches")]
    public static bool Matches(Pattern regexp, string @string) => regexp.IsIn(@string);

    [YaqlMethod("matches")]
    [YaqlFunction("#operator_=~")]
    public static bool Matches(string @string, string regexp) => new Pattern(regexp).IsIn(@string);

    [YaqlFunction("#operator_=~")]
    public static bool Matches(string @string, Pattern regexp) => regexp.IsIn(@string);

    [YaqlFunction("#operator_!~")]
    public static bool DoesNotMatch(string @string, string pattern) => !Matches(@string, pattern);

    [YaqlFunction("#operator_!~")]
    public static bool DoesNotMatch(string @string, Pattern regexp) => !regexp.IsIn(@string);

    [YaqlMethod("search")]
    public static object? Search(Scope here, Pattern regexp, string @string, Lambda? selector = null) =>
        regexp.First(@string) is { } match ? Selected(here, regexp, match, selector) : null;

    [YaqlMethod("searchAll")]
    public static IEnumerable<object?> SearchAll(Scope here, Pattern regexp, string @string, Lambda? selector = null) =>
        regexp.All(@string).Select(match => Selected(here, regexp, match, selector));

    [YaqlMethod("split")]
    public static YaqlList Split(Scope here, Pattern regexp, string @string, int maxSplit = 0) => YaqlList.Of(Counted(here, regexp.Split(@string, maxSplit)));

    [YaqlMethod("split")]
    public static YaqlList Split(Scope here, string @string, Pattern regexp, int maxSplit = 0) => Split(here, regexp, @string, maxSplit);

    [YaqlMethod("replace")]
    public static string Replace(Scope here, Pattern regexp, string @string, string repl, int count = 0) =>
        regexp.Replace(here.Effort, @string, match => Expanded(repl, match, regexp), count);

    [YaqlMethod("replace")]
    public static string Replace(Scope here, string @string, Pattern regexp, string repl, int count = 0) => Replace(here, regexp, @string, repl, count);

    [YaqlMethod("replaceBy")]
    public static string ReplaceBy(Scope here, Pattern regexp, string @string, Lambda repl, int count = 0) =>
        regexp.Replace(here.Effort, @string, match => RequiredText(Selected(here, regexp, match, repl)), count);

    [YaqlMethod("replaceBy")]
    public static string ReplaceBy(Scope here, string @string, Pattern regexp, Lambda repl, int count = 0) => ReplaceBy(here, regexp, @string, repl, count);

    [YaqlFunction("escapeRegex")]
    public static string Escape(string @string) => Special().Replace(@string, @"\$0");

    /// <summary>The text that matched, or what the selector makes of the match: the whole of it is <c>$</c>, its groups <c>$2</c>, <c>$3</c> and so on.</summary>
    private static object? Selected(Scope here, Pattern pattern, Match match, Lambda? selector)
    {
        if (selector is null)
            return match.Value;
        var inner = here.Inner();
        for (var number = 0; number < match.Groups.Count; number++)
            inner[(number + 1).ToString(CultureInfo.InvariantCulture)] = Record(match.Groups[number]);
        foreach (var (name, number) in pattern.Names)
            inner[name] = Record(match.Groups[number]);
        return selector.In(inner);
    }

    private static string RequiredText(object? value) => value as string ?? throw YaqlFaults.Type($"expected str instance, {Notation.KindOf(value)} found");

    private static YaqlMap Record(Group group) => YaqlMap.OfRules(
    [
        new Rule("value", group.Success ? group.Value : null),
        new Rule("start", (Number)(group.Success ? group.Index : -1)),
        new Rule("end", (Number)(group.Success ? group.Index + group.Length : -1)),
    ]);

    /// <summary>A replacement with groups written into it: <c>\1</c>, <c>\g&lt;1></c> and <c>\g&lt;name></c>.</summary>
    private static string Expanded(string replacement, Match match, Pattern pattern) => replacement.Contains('\\', StringComparison.Ordinal)
        ? GroupReference().Replace(replacement, reference => reference.Groups switch
        {
            [_, { Success: true } group, ..] => GroupText(match, pattern, group.Value),
            [_, _, var escaped] => escaped.Value switch { "n" => "\n", "t" => "\t", "r" => "\r", "\\" => "\\", var other => $"\\{other}" },
            _ => "",
        })
        : replacement;

    private static string GroupText(Match match, Pattern pattern, string group)
    {
        group = group.Trim('<', '>');
        if (!int.TryParse(group, CultureInfo.InvariantCulture, out var number) && !pattern.Names.TryGetValue(group, out number))
            throw YaqlFaults.Value($"unknown group name {Notation.Literal(group)}");
        return number < match.Groups.Count ? match.Groups[number].Value : throw YaqlFaults.Value($"invalid group reference {group}");
    }

    private static IEnumerable<object?> Counted(Scope here, IEnumerable<object?> pieces) => pieces.Select((piece, index) =>
    {
        here.Effort.CheckMemory(8.0 * index);
        return piece;
    });

    [GeneratedRegex(@"\\(?:g?(<\w+>|[0-9]{1,2})|(.))", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex GroupReference();

    [GeneratedRegex(@"[-()\[\]{}?*+|^$\\.&~#\s]", RegexOptions.CultureInvariant)]
    private static partial Regex Special();
}
