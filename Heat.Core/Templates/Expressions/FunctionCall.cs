using Heat.Core.Diagnostics;

namespace Heat.Core.Templates.Expressions;

/// <summary>A function's name and what it is called with.</summary>
internal sealed class FunctionCall(string name, Node argumentsNode, ExpressionParser parser, SourceSpan span, string path)
{
    public string Name { get; } = name;

    /// <summary>The arguments before they are parsed, for functions that choose what to parse.</summary>
    public Node ArgumentsNode { get; } = argumentsNode;

    public ExpressionParser Parser { get; } = parser;

    public SourceSpan Span { get; } = span;

    public string Path { get; } = path;

    /// <summary>The path of the arguments.</summary>
    public string InnerPath { get; } = path.Length == 0 ? name : $"{path}.{name}";

    /// <summary>The arguments, in which functions may be called.</summary>
    public Expression Arguments => ParsedArguments ??= Parser.Parse(ArgumentsNode, InnerPath);

    public Expression? ParsedArguments { get; private set; }

    public EvaluationException ValueError(string message) => new(EvaluationException.ValueErrorKind, message);

    public EvaluationException TypeError(string message) => new(EvaluationException.TypeErrorKind, message);

    public EvaluationException KeyError(string message) => new(EvaluationException.KeyErrorKind, Values.ValueText.Literal(message));
}
