using Heat.Core.Templates.Yaql;
using Heat.Core.Values;

namespace Heat.Core.Templates.Expressions;

/// <summary>
/// Nodes → expressions: a map with exactly one key that names a function is a call of it, everything else is data.
/// There is one set of functions for values and one for conditions; <see cref="Conditions"/> is the parser for those.
/// </summary>
internal sealed class ExpressionParser
{
    private readonly FunctionSet _functions;

    public ExpressionParser(FunctionSet functions, FunctionSet conditions, YaqlEngine yaql)
    {
        _functions = functions;
        Yaql = yaql;
        Conditions = ReferenceEquals(functions, conditions) ? this : new ExpressionParser(conditions, conditions, yaql);
    }

    public ExpressionParser Conditions { get; }

    /// <summary>What evaluates the queries of the templates that this reads.</summary>
    public YaqlEngine Yaql { get; }

    public Expression Parse(Node node, string path)
    {
        switch (node)
        {
            case MappingNode { Entries: [var only] } when _functions.TryGet(only.Key, out var function):
                return function.Make(new FunctionCall(only.Key, only.Value, this, node.Span, path));
            case MappingNode map:
                var entries = new OrderedDictionary<string, Expression>(map.Entries.Count, StringComparer.Ordinal);
                foreach (var entry in map.Entries)
                    entries[entry.Key] = Parse(entry.Value, path.Length == 0 ? entry.Key : $"{path}.{entry.Key}");
                return new MapExpression(entries, node.Span, path);
            case SequenceNode list:
                return new ListExpression([.. list.Items.Select((item, index) => Parse(item, $"{path}[{index}]"))], node.Span, path);
            default:
                return new Literal(node.ToValue(), node.Span, path);
        }
    }
}
