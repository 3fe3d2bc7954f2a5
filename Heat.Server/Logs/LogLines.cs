using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Heat.Server.Logs;

/// <summary>Writes each entry as one line that says whose work it belongs to: request, project, stack and operation, as far as they are known.</summary>
internal sealed class LogLines(LogOptions options, TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "heat";

    /// <summary>The facts that are told, by their names in scopes and messages.</summary>
    private static readonly (string Fact, string Name)[] s_facts =
        [("RequestId", "request_id"), ("GlobalRequestId", "global_request_id"), ("ProjectId", "project_id"), ("StackId", "stack_id"), ("OperationId", "operation_id")];

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var facts = Facts(logEntry.State, scopeProvider);
        textWriter.WriteLine(options.Format == LogFormat.Json
            ? Json(logEntry.LogLevel, logEntry.Category, logEntry.EventId.Id, message, facts, logEntry.Exception)
            : Text(logEntry.LogLevel, logEntry.Category, message, facts, logEntry.Exception));
    }

    private string Moment() => time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private string Text(LogLevel level, string category, string message, IReadOnlyList<(string Name, string Value)> facts, Exception? exception)
    {
        var whose = facts.Count == 0 ? "" : $" [{string.Join(' ', facts.Select(fact => $"{fact.Name}={fact.Value}"))}]";
        // What comes from others may hold line breaks, and must not look like further entries.
        return $"{Moment()} {Word(level).ToUpperInvariant()} {category}{whose} {OneLine(message)}{(exception is null ? "" : $"{Environment.NewLine}    {exception.ToString().ReplaceLineEndings(Environment.NewLine + "    ")}")}";
    }

    private string Json(LogLevel level, string category, int @event, string message, IReadOnlyList<(string Name, string Value)> facts, Exception? exception)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("time", Moment());
            json.WriteString("level", Word(level));
            json.WriteString("logger", category);
            json.WriteNumber("event", @event);
            foreach (var (name, value) in facts)
                json.WriteString(name, value);
            json.WriteString("message", message);
            if (exception is not null)
                json.WriteString("exception", exception.ToString());
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>What scopes know; where several know the same, the innermost is right.</summary>
    private static List<(string Name, string Value)> Facts<TState>(TState state, IExternalScopeProvider? scopes)
    {
        var known = new Dictionary<string, string>();
        scopes?.ForEachScope((scope, all) => Note(scope, all), known);
        Note(state, known);
        return [.. s_facts.Where(fact => known.ContainsKey(fact.Fact)).Select(fact => (fact.Name, known[fact.Fact]))];
    }

    private static void Note(object? scope, Dictionary<string, string> known)
    {
        foreach (var (name, value) in scope as IEnumerable<KeyValuePair<string, object?>> ?? [])
            if (value is not null && Array.Exists(s_facts, fact => fact.Fact == name))
                known[name] = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        LogLevel.Critical => "critical",
        LogLevel.Error => "error",
        LogLevel.Debug => "debug",
        _ => "trace",
    };
}
