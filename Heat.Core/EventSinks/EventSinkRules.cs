using System.Text.RegularExpressions;
using Heat.Core.Diagnostics;
using Heat.Core.Templates;
using Heat.Core.Values;

namespace Heat.Core.EventSinks;

/// <summary>What the event sinks of an environment have to say.</summary>
internal static partial class EventSinkRules
{
    private static readonly string[] s_words = ["type", "target", "ttl"];

    /// <exception cref="ProblemException">A sink says something else.</exception>
    public static void Check(SequenceNode sinks)
    {
        for (var index = 0; index < sinks.Items.Count; index++)
            if (Fault(sinks.Items[index], $"event_sinks[{index}]") is { } fault)
                throw new ProblemException([fault]);
    }

    private static Problem? Fault(Node node, string path)
    {
        if (node is not MappingNode sink)
            return Invalid(path, "must be a map of type and target", node.Span);
        if (sink.Entries.FirstOrDefault(entry => !s_words.Contains(entry.Key)) is { } unknown)
            return Invalid($"{path}.{unknown.Key}", "is nothing that an event sink has", unknown.Span) with { Fix = Suggestion.For(unknown.Key, s_words) };
        var type = ValueOf(sink, "type").AsText();
        if (type != EventSink.Type)
            return Invalid($"{path}.type", type is null ? $"is missing; the one type that there is: {EventSink.Type}" : $"Unknown event sink type \"{type}\"; the one that there is: {EventSink.Type}", SpanOf(sink, "type"));
        if (ValueOf(sink, "target").AsText() is not { } target || !QueueName().IsMatch(target))
            return Invalid($"{path}.target", "must be the name of a message queue: up to 64 letters, digits, dots, dashes and underscores", SpanOf(sink, "target"));
        return ValueOf(sink, "ttl") is NullValue or IntegerValue { Number: >= EventSink.ShortestTtl }
            ? null
            : Invalid($"{path}.ttl", $"must be a whole number of seconds, at least {EventSink.ShortestTtl}", SpanOf(sink, "ttl"));
    }

    private static Value ValueOf(MappingNode sink, string name) => sink.Find(name)?.ToValue() ?? Value.Null;

    private static SourceSpan SpanOf(MappingNode sink, string name) => sink.Find(name)?.Span ?? sink.Span;

    private static Problem Invalid(string path, string detail, SourceSpan span) => new("ValueError", $"{path}: {detail}", span, path);

    [GeneratedRegex("^[a-zA-Z0-9_.-]{1,64}$")]
    private static partial Regex QueueName();
}
