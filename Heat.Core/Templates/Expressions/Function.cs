using Heat.Core.Diagnostics;
using Heat.Core.Values;

namespace Heat.Core.Templates.Expressions;

/// <summary>
/// A call of an intrinsic function. Each function is one class in one file, which says by its attributes in which versions it goes by which name.
/// A constructor throws an <see cref="EvaluationException"/> when it can't make sense of its arguments.
/// </summary>
internal abstract class Function(FunctionCall call) : Expression(call.Span, call.Path)
{
    // No use of a template needs more, and without a limit a short one could ask for all the memory there is.
    private const long LongestText = 16 * 1024 * 1024;
    private const long MostNodes = 1_000_000;

    protected FunctionCall Call { get; } = call;

    protected string Name => Call.Name;

    protected Expression Arguments => Call.Arguments;

    public sealed override Value? EvaluateOptional(IEvaluationScope scope) => Result(scope);

    internal override IEnumerable<Expression> Parts(IEvaluationScope scope) => [Arguments];

    internal sealed override IEnumerable<Problem> Validate(IEvaluationScope scope, string shown)
    {
        var path = Under(shown, Name);
        return Parts(scope)
            .SelectMany(part => part.Validate(scope, ""))
            .Select(inner => Problem.At(path, inner.Message, inner.Span) with { Path = inner.Path, Fix = inner.Fix, Severity = inner.Severity })
            .Concat(OwnProblem(scope, path));
    }

    protected abstract Value? Result(IEvaluationScope scope);

    /// <summary>Throws when the call is wrong in a way that shows without its result.</summary>
    protected virtual void Check(IEvaluationScope scope)
    {
    }

    protected Value Argument(IEvaluationScope scope) => Arguments.Evaluate(scope);

    protected EvaluationException ValueError(string message) => Call.ValueError(message);

    protected EvaluationException TypeError(string message) => Call.TypeError(message);

    /// <summary>The texts as one, unless that would be too long.</summary>
    protected string Joined(string delimiter, IReadOnlyCollection<string> texts) =>
        texts.Sum(text => (long)text.Length + delimiter.Length) <= LongestText ? string.Join(delimiter, texts) : throw ValueError($"The result of \"{Name}\" is too long");

    /// <summary>Refuses to make this many copies of a value when they would be too many.</summary>
    protected void CheckCopies(double copies, Value value)
    {
        if (copies * NodesIn(value) > MostNodes)
            throw ValueError($"The result of \"{Name}\" is too large");
    }

    private static long NodesIn(Value value) => value switch
    {
        ListValue list => 1 + list.Sum(NodesIn),
        MapValue map => 1 + map.Values.Sum(NodesIn),
        _ => 1 + ((value.AsText()?.Length ?? 0) / 64),
    };

    private IEnumerable<Problem> OwnProblem(IEvaluationScope scope, string path)
    {
        try
        {
            Check(scope);
            return [];
        }
        catch (EvaluationException exception)
        {
            return [Problem.At(path, exception.Message, Span) with { Path = Path, Fix = exception.Fix }];
        }
    }
}
