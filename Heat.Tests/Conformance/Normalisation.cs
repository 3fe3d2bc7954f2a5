using System.Text.RegularExpressions;
using Heat.Core.Values;

namespace Heat.Tests.Conformance;

/// <summary>Replaces what differs between two runs by nature (ids, times, addresses, generated names) with signs, as the recordings do.</summary>
internal sealed partial class Normalisation(string endpoint, string root, string cfn, string project, string user, string stackName)
{
    // What is added on purpose to the reference's words.
    private const string Remark = ": no resource had to be changed";

    private readonly Dictionary<string, string> _seen = [];
    private readonly HashSet<string> _members = [];

    public Value Apply(Value value)
    {
        NoteMembers(value);
        return Plain(value);
    }

    /// <summary>Two texts are the same when they differ in the numbers of ids only.</summary>
    public static string Blind(string text) => NumberedId().Replace(text, "<id>");

    private Value Plain(Value value) => value switch
    {
        TextValue text => Text(text.Text),
        ListValue list => ListValue.Create(list.Select(Plain)),
        MapValue map => MapValue.Create(map.Select(entry => KeyValuePair.Create(Text(entry.Key), Sorted(entry.Key, Plain(entry.Value))))),
        _ => value,
    };

    // Who depends on a resource has no order of its own.
    private static Value Sorted(string key, Value value) =>
        key == "required_by" && value is ListValue list ? ListValue.Create(list.OrderBy(ValueText.Plain, StringComparer.Ordinal)) : value;

    private string Text(string text)
    {
        if (text == user)
            return "<user>";
        text = text.Replace(endpoint, "<endpoint>", StringComparison.Ordinal).Replace(root, "<root>", StringComparison.Ordinal).Replace(cfn, "<cfn>", StringComparison.Ordinal);
        text = text.Replace(Remark, "", StringComparison.Ordinal);
        text = Address().Replace(text, "<root>");
        text = text.Replace(stackName, "<name>", StringComparison.Ordinal).Replace(project, "<project>", StringComparison.Ordinal);
        text = Moment().Replace(text, "<time>");
        text = RequestId().Replace(text, "<request>");
        text = SignedPart().Replace(text, "$1=<secret>");
        text = Uuid().Replace(text, match => Token("uuid", match.Value));
        text = Hexadecimal().Replace(text, match => Token("hex", match.Value));
        text = GeneratedName().Replace(text, match => ShortId().Replace(match.Value, "-<short>"));
        return _members.Count > 0 ? Regex.Replace(text, string.Join('|', _members), "<short>") : text;
    }

    private string Token(string kind, string text)
    {
        if (!_seen.TryGetValue(text, out var token))
            _seen[text] = token = $"<{kind}:{_seen.Values.Count(seen => seen.StartsWith($"<{kind}", StringComparison.Ordinal))}>";
        return token;
    }

    private void NoteMembers(Value value)
    {
        if (value is MapValue map && map.Get("resource_name").AsText() is { } name && MemberName().IsMatch(name))
            _members.Add(name);
        foreach (var part in value is MapValue entries ? entries.Values : value as IEnumerable<Value> ?? [])
            NoteMembers(part);
    }

    [GeneratedRegex(@"https?://[A-Za-z0-9.:-]+(?=/v1)")]
    private static partial Regex Address();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")]
    private static partial Regex Moment();

    [GeneratedRegex("req-[0-9a-f-]{36}")]
    private static partial Regex RequestId();

    [GeneratedRegex(@"\b(Signature|AWSAccessKeyId|Timestamp|Expires)=[^&\s""]+")]
    private static partial Regex SignedPart();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uuid();

    [GeneratedRegex(@"\b[0-9a-f]{32}\b")]
    private static partial Regex Hexadecimal();

    [GeneratedRegex("<name>(-[A-Za-z0-9_.]+)+")]
    private static partial Regex GeneratedName();

    [GeneratedRegex("-[a-z2-7]{12}(?![a-z0-9])")]
    private static partial Regex ShortId();

    [GeneratedRegex("^[a-z2-7]{12}$")]
    private static partial Regex MemberName();

    [GeneratedRegex(@"<(uuid|hex):\d+>")]
    private static partial Regex NumberedId();
}
