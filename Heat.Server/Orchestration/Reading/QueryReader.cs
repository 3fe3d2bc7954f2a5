using System.Globalization;
using Heat.Core.Values;
using Heat.Server.Orchestration.Faults;

namespace Heat.Server.Orchestration.Reading;

/// <summary>Reads flags and numbers out of queries and bodies, with the messages that clients know.</summary>
internal static class QueryReader
{
    public static bool Flag(this IQueryCollection query, string name) =>
        query.TryGetValue(name, out var values) && Flag(name, Last(values));

    public static int? Number(this IQueryCollection query, string name) =>
        query.TryGetValue(name, out var values) && Last(values) is { Length: > 0 } text ? Number(name, text) : null;

    /// <summary>The items of a list separated by commas.</summary>
    public static IReadOnlyList<string> Words(this IQueryCollection query, string name) =>
        query.TryGetValue(name, out var text) && text.ToString().Length > 0 ? text.ToString().Split(',') : [];

    /// <summary>The filters that a query holds, by name.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Filters(this IQueryCollection query, IEnumerable<string> names) =>
        names.Where(query.ContainsKey).ToDictionary(name => name, name => (IReadOnlyList<string>)[.. query[name].OfType<string>()]);

    // Some clients send a key twice; the last one counts.
    private static string Last(Microsoft.Extensions.Primitives.StringValues values) => values.Count > 0 ? values[^1] ?? "" : "";

    public static bool Flag(string name, Value value) => value switch
    {
        FlagValue flag => flag.Flag,
        _ when ValueText.Plain(value).Equals("true", StringComparison.OrdinalIgnoreCase) => true,
        _ when ValueText.Plain(value).Equals("false", StringComparison.OrdinalIgnoreCase) => false,
        _ => throw ApiException.BadRequest($"Unrecognized value \"{ValueText.Plain(value)}\" for \"{name}\", acceptable values are: true, false."),
    };

    public static int Number(string name, Value value)
    {
        var text = ValueText.Plain(value).Trim();
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            throw ApiException.BadRequest($"Only integer is acceptable by '{name}'.");
        return number >= 0 ? number : throw ApiException.BadRequest($"Value '{text}' is invalid for '{name}' which only accepts non-negative integer.");
    }
}
