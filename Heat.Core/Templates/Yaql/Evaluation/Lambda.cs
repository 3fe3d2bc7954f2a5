using Heat.Core.Templates.Yaql.Grammar;

namespace Heat.Core.Templates.Yaql.Evaluation;

/// <summary>A part of a query that a function evaluates when, and as often as, it likes. A plain value is a lambda that gives that value.</summary>
internal sealed class Lambda(object? body, Scope scope)
{
    /// <summary>The value with these as <c>$1</c> (which is <c>$</c>), <c>$2</c> and so on.</summary>
    public object? Invoke(params ReadOnlySpan<object?> arguments)
    {
        var inner = scope.Inner();
        for (var index = 0; index < arguments.Length; index++)
            inner[Position(index)] = arguments[index];
        return In(inner);
    }

    public object? Invoke(Arguments arguments)
    {
        var inner = scope.Inner();
        for (var index = 0; index < arguments.Positional.Length; index++)
            inner[Position(index)] = arguments.Positional[index];
        foreach (var (name, value) in arguments.Named)
            inner[name] = value;
        return In(inner);
    }

    public bool Test(params ReadOnlySpan<object?> arguments) => Truth.Of(Invoke(arguments));

    /// <summary>The value in another scope.</summary>
    public object? In(Scope other)
    {
        if (body is not Term term)
            return body;
        other.Effort.Enter();
        try
        {
            return term.Evaluate(other);
        }
        finally
        {
            other.Effort.Leave();
        }
    }

    private static string Position(int index) => index switch
    {
        0 => "1",
        1 => "2",
        _ => (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}
