using Heat.Core.Diagnostics;
using Heat.Core.Values;

namespace Heat.Core.Templates.Expressions;

/// <summary>
/// A value of a template before it is known: literal data in which function calls may stand. Expressions are immutable and shared;
/// whatever varies comes from the scope.
/// </summary>
public abstract class Expression
{
    private protected Expression(SourceSpan span, string path)
    {
        Span = span;
        Path = path;
    }

    public SourceSpan Span { get; }

    /// <summary>Where this stands in the template, such as <c>resources.server.properties.flavor</c>.</summary>
    public string Path { get; }

    /// <summary>The value; what has no value at all (see <see cref="EvaluateOptional"/>) is null.</summary>
    /// <exception cref="EvaluationException">There is none, for a reason that its message gives.</exception>
    public Value Evaluate(IEvaluationScope scope) => EvaluateOptional(scope) ?? Value.Null;

    /// <summary>The value, or a null reference for an <c>if</c> without an else whose condition is false: the item, key or property is then as if it had not been written.</summary>
    public abstract Value? EvaluateOptional(IEvaluationScope scope);

    /// <summary>The references to other resources, in the order in which they stand. Of an <c>if</c> only the chosen branch counts.</summary>
    public IReadOnlyList<Reference> References(IEvaluationScope scope)
    {
        // One list for the whole tree: this is asked several times of every expression of a template, and most of them refer to nothing.
        var found = new List<Reference>();
        Collect(scope, found);
        return found;
    }

    /// <summary>What is wrong with the calls of functions in this expression as far as it can be told without evaluating it.</summary>
    public IEnumerable<Problem> Validate(IEvaluationScope scope) => Faults(scope).Concat(Validate(scope, Path));

    /// <summary>The parts that count: all of a list or map, the arguments of a function, of an <c>if</c> only the chosen branch.</summary>
    internal abstract IEnumerable<Expression> Parts(IEvaluationScope scope);

    internal virtual IEnumerable<Reference> OwnReferences(IEvaluationScope scope) => [];

    /// <summary>The calls that can't even be made sense of. They are told before anything else.</summary>
    internal virtual IEnumerable<Problem> Faults(IEvaluationScope scope) => Parts(scope).SelectMany(part => part.Faults(scope));

    /// <summary>What is wrong with the calls that make sense.</summary>
    /// <param name="shown">The path that messages give: functions tell the paths of their arguments relative to themselves.</param>
    internal abstract IEnumerable<Problem> Validate(IEvaluationScope scope, string shown);

    private void Collect(IEvaluationScope scope, List<Reference> found)
    {
        foreach (var part in Parts(scope))
            part.Collect(scope, found);
        found.AddRange(OwnReferences(scope));
    }

    private protected static string Under(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";
}
