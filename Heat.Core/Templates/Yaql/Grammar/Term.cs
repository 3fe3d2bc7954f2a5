using Heat.Core.Templates.Yaql.Evaluation;

namespace Heat.Core.Templates.Yaql.Grammar;

/// <summary>A part of a query. Terms are immutable and shared; whatever varies comes from the scope.</summary>
internal abstract class Term
{
    private protected Term(params IEnumerable<Term> parts) => Depth = 1 + parts.Select(part => part.Depth).DefaultIfEmpty().Max();

    /// <summary>The levels of the tree from here downwards.</summary>
    public int Depth { get; }

    public abstract object? Evaluate(Scope scope);
}

/// <summary>A value that stands in the query.</summary>
internal class ConstantTerm(object? value) : Term
{
    public object? Value { get; } = value;

    public override object? Evaluate(Scope scope) => Value;
}

/// <summary>A bare word: a text, or the name of a member.</summary>
internal sealed class KeywordTerm(string word) : ConstantTerm(word)
{
    public string Word { get; } = word;
}

/// <summary><c>$name</c>; <c>$</c> is <c>$1</c>. A name that nothing was stored under is null.</summary>
internal sealed class ContextTerm(string name) : Term
{
    private readonly string _name = name.Length == 1 ? "1" : name[1..];

    public override object? Evaluate(Scope scope) => scope[_name];
}

/// <summary>A value in parentheses. It is no longer a method to be called on what stands before it.</summary>
internal sealed class GroupTerm(Term inner) : Term(inner)
{
    public override object? Evaluate(Scope scope) => inner.Evaluate(scope);
}

/// <summary><c>key => value</c>, in maps, as a named argument, or as a case of a switch.</summary>
internal sealed class RuleTerm(Term source, Term destination) : Term(source, destination)
{
    public Term Source { get; } = source;

    public Term Destination { get; } = destination;

    public override object? Evaluate(Scope scope) => new Rule(Source.Evaluate(scope), Destination.Evaluate(scope));
}

/// <summary>An argument that was left out between two commas.</summary>
internal sealed class OmittedTerm : Term
{
    private OmittedTerm()
    {
    }

    public static OmittedTerm Instance { get; } = new();

    public override object? Evaluate(Scope scope) => this;
}

/// <summary>A call of a function, written as such or by an operator.</summary>
internal sealed class CallTerm(string name, IReadOnlyList<Term> arguments, bool isOperator) : Term(arguments)
{
    private readonly Arguments _arguments = new([.. arguments]);

    /// <summary>May stand behind a dot.</summary>
    public bool IsCallable => !isOperator;

    public override object? Evaluate(Scope scope) => scope.Call(name, _arguments);

    public object? EvaluateOn(object? receiver, Scope scope) => scope.CallMethod(name, receiver, _arguments);
}

/// <summary><c>receiver.member</c>: a key of a map, the same of every item of a collection, a property, or a call of a method. <c>?.</c> leaves null alone.</summary>
internal sealed class MemberTerm(Term receiver, Term member, bool isSafe) : Term(receiver, member)
{
    public override object? Evaluate(Scope scope)
    {
        if (!isSafe && member is not (KeywordTerm or CallTerm { IsCallable: true }))
            throw YaqlFaults.NoMatchingFunction("#operator_.");
        var value = receiver.Evaluate(scope);
        return value is null && isSafe ? null : Member(value, scope);
    }

    private object? Member(object? value, Scope scope) => member switch
    {
        CallTerm { IsCallable: true } call => call.EvaluateOn(value, scope),
        KeywordTerm key => Member(value, key.Word, scope),
        _ => throw YaqlFaults.NoMatchingFunction("#operator_."),
    };

    private static object? Member(object? value, string name, Scope scope) => value switch
    {
        YaqlMap map => map.TryGet(name, out var found) ? found : throw YaqlFaults.MissingKey(name),
        IEnumerable<object?> items => scope.Effort.Limited(items).Select(item => Member(item, name, scope)),
        _ => scope.Call($"#property#{name}", new Arguments([value])),
    };
}
