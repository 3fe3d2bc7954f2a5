namespace Heat.Core.Templates.Yaql.Evaluation;

/// <summary>The names that a part of a query knows: values (<c>$name</c>) and functions that it defined itself. What isn't here may be in the scope around it.</summary>
internal sealed class Scope
{
    private const int MostLevels = 2000;

    private readonly Scope? _parent;
    private readonly int _level;
    private Dictionary<string, object?>? _values;
    private Dictionary<string, Lambda>? _functions;

    public Scope(Effort effort, TimeProvider clock)
    {
        Effort = effort;
        Clock = clock;
    }

    private Scope(Scope parent)
        : this(parent.Effort, parent.Clock)
    {
        _parent = parent;
        _level = parent._level + 1;
        if (_level > MostLevels)
            throw YaqlFaults.TooDeep();
    }

    public Effort Effort { get; }

    public TimeProvider Clock { get; }

    /// <summary>A value by its name without the dollar; null when there is none.</summary>
    public object? this[string name]
    {
        get
        {
            for (var scope = this; scope is not null; scope = scope._parent)
                if (scope._values is { } values && values.TryGetValue(name, out var value))
                    return value;
            return null;
        }

        set => (_values ??= new Dictionary<string, object?>(StringComparer.Ordinal))[name] = value;
    }

    public Scope Inner() => new(this);

    public void Define(string name, Lambda function) => (_functions ??= new Dictionary<string, Lambda>(StringComparer.Ordinal))[name] = function;

    /// <summary>Calls a function. The arguments may be values or terms that are evaluated in this scope.</summary>
    public object? Call(string name, Arguments arguments)
    {
        Effort.Enter();
        try
        {
            if (Defined(name) is { } function)
                return function.Invoke(arguments.WithNames().Evaluated(this));
            var overloads = FunctionLibrary.Function(name) ?? throw YaqlFaults.UnknownFunction(name);
            return overloads.TryInvoke(this, arguments, out var result) ? result : throw YaqlFaults.NoMatchingFunction(name);
        }
        finally
        {
            Effort.Leave();
        }
    }

    public object? Call(string name, params ReadOnlySpan<object?> arguments) => Call(name, new Arguments(arguments.ToArray()));

    /// <summary>Calls a method on a value.</summary>
    public object? CallMethod(string name, object? receiver, Arguments arguments)
    {
        Effort.Enter();
        try
        {
            var overloads = FunctionLibrary.Method(name) ?? throw YaqlFaults.UnknownMethod(name, receiver);
            return overloads.TryInvoke(this, arguments.On(receiver), out var result) ? result : throw YaqlFaults.NoMatchingMethod(name, receiver);
        }
        finally
        {
            Effort.Leave();
        }
    }

    private Lambda? Defined(string name)
    {
        for (var scope = this; scope is not null; scope = scope._parent)
            if (scope._functions is { } functions && functions.TryGetValue(name, out var function))
                return function;
        return null;
    }
}
