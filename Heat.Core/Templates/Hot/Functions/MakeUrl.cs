using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates.Hot.Functions;

/// <summary><c>make_url: {scheme, username, password, host, port, path, query, fragment}</c> — an address made of its parts.</summary>
[Function(HotVersions.Dialect, "make_url", HotVersions.Pike, Description = "A function for performing substitutions on maps.")]
internal sealed class MakeUrl(FunctionCall call) : Function(call)
{
    private static readonly string[] s_parts = ["scheme", "username", "password", "host", "port", "path", "query", "fragment"];

    // Schemes whose addresses have two slashes even when there is no host.
    private static readonly string[] s_slashedSchemes = ["ftp", "http", "https", "file", "rtsp", "rsync", "svn", "svn+ssh", "sftp", "nfs", "git", "git+ssh", "ws", "wss"];

    protected override void Check(IEvaluationScope scope)
    {
        var map = Arguments as MapExpression ?? throw TypeError($"The arguments to \"{Name}\" must be a map");
        var unknown = map.Entries.Keys.Except(s_parts).ToList();
        if (unknown.Count > 0)
            throw ValueError($"Invalid arguments to \"{Name}\": {string.Join(", ", unknown)}");
        CheckParts(MapValue.Create(map.Entries.Where(entry => entry.Value is not Function).Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Evaluate(scope)))));
    }

    protected override Value? Result(IEvaluationScope scope)
    {
        var parts = Argument(scope) as MapValue ?? throw TypeError($"The arguments to \"{Name}\" must be a map");
        CheckParts(parts);
        var scheme = Text(parts, "scheme");
        if (scheme.Contains(':', StringComparison.Ordinal))
            throw ValueError("URL \"scheme\" should not contain ':'");
        return Composed(scheme, Authority(parts), Quoted(Text(parts, "path")).Replace("%2F", "/", StringComparison.Ordinal), Query(parts), Quoted(Text(parts, "fragment")).Replace("%2F", "/", StringComparison.Ordinal));
    }

    private static string Composed(string scheme, string authority, string path, string query, string fragment)
    {
        if (authority.Length > 0 || (s_slashedSchemes.Contains(scheme) && !path.StartsWith("//", StringComparison.Ordinal)))
            path = $"//{authority}{(path.Length > 0 && path[0] != '/' ? "/" : "")}{path}";
        return $"{(scheme.Length > 0 ? scheme + ":" : "")}{path}{(query.Length > 0 ? "?" + query : "")}{(fragment.Length > 0 ? "#" + fragment : "")}";
    }

    private static string Authority(MapValue parts)
    {
        var (user, password, host, port) = (Quoted(Text(parts, "username")), Quoted(Text(parts, "password")), Text(parts, "host"), parts.Get("port"));
        if (host.StartsWith('[') && host.EndsWith(']'))
            host = host[1..^1];
        host = Quoted(host).Replace("%3A", ":", StringComparison.Ordinal);
        var credentials = user.Length + password.Length == 0 ? "" : $"{user}{(password.Length > 0 ? ":" + password : "")}@";
        return $"{credentials}{(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}{(port.IsTruthy() ? ":" + ValueText.Plain(port) : "")}";
    }

    private static string Query(MapValue parts) =>
        string.Join('&', (parts.Get("query").AsMap() ?? MapValue.Empty).Select(entry => $"{QuotedWithPlus(entry.Key)}={QuotedWithPlus(ValueText.Plain(entry.Value))}"))
            .Replace("%2F", "/", StringComparison.Ordinal);

    private static string Text(MapValue parts, string part) => parts.Get(part).AsText() ?? "";

    private static string Quoted(string text) => Uri.EscapeDataString(text);

    private static string QuotedWithPlus(string text) => Quoted(text).Replace("%20", "+", StringComparison.Ordinal);

    private void CheckParts(MapValue parts)
    {
        foreach (var part in s_parts.Where(parts.ContainsKey))
        {
            var value = parts[part];
            if (part == "port")
                CheckPort(value, parts);
            else if (part == "query" && value is not MapValue)
                throw TypeError($"The \"query\" argument to \"{Name}\" must be a map");
            else if (part != "query" && value is not TextValue)
                throw TypeError($"The \"{part}\" argument to \"{Name}\" must be a string");
        }
    }

    private void CheckPort(Value value, MapValue parts)
    {
        var port = value switch
        {
            TextValue text => NumberText.TryInteger(text.Text, out var number)
                ? number.AsInteger()
                : throw ValueError($"Invalid URL port \"{text.Text}\" for {Name} called with {ValueText.Literal(parts)}"),
            FlagValue flag => flag.Flag ? 1 : 0,
            _ => value.AsInteger() ?? throw TypeError(IntegerReading.NotANumber(value)),
        };
        if (port is < 1 or > 65535)
            throw ValueError($"Invalid URL port {port}, must be in range 1-65535");
    }
}
