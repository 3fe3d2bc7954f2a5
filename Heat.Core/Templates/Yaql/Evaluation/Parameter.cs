using System.Numerics;
using System.Reflection;
using Heat.Core.Templates.Yaql.Grammar;
using Heat.Core.Templates.Yaql.Library;

namespace Heat.Core.Templates.Yaql.Evaluation;

/// <summary>A parameter of a function: which arguments it takes, and what the function gets of them. All of it follows from the declaration in C#.</summary>
internal sealed class Parameter
{
    private readonly Type _type;
    private readonly bool _isNullable;

    public Parameter(ParameterInfo declaration)
    {
        Name = declaration.Name!;
        IsRest = declaration.IsDefined(typeof(ParamArrayAttribute), false);
        HasDefault = declaration.HasDefaultValue;
        Default = declaration.HasDefaultValue ? declaration.DefaultValue : null;
        if (Default is int number && declaration.ParameterType == typeof(BigInteger))
            Default = (BigInteger)number;
        var type = IsRest ? declaration.ParameterType.GetElementType()! : declaration.ParameterType;
        _type = Nullable.GetUnderlyingType(type) ?? type;
        _isNullable = _type != type || (!_type.IsValueType && IsAnnotated(declaration)) || _type == typeof(Optional);
    }

    public string Name { get; }

    /// <summary>Takes all positional arguments that are left.</summary>
    public bool IsRest { get; }

    /// <summary>Takes all named arguments that are left.</summary>
    public bool IsNamedRest => _type == typeof(Arguments);

    /// <summary>Given by the evaluation, not by the caller.</summary>
    public bool IsScope => _type == typeof(Scope) && Name == "here";

    public bool HasDefault { get; }

    public object? Default { get; }

    /// <summary>Wants its argument as it stands in the query.</summary>
    public bool IsLazy => _type == typeof(Lambda) || _type == typeof(LazyRule);

    public bool IsRule => _type == typeof(Rule) || _type == typeof(LazyRule);

    /// <summary>How many kinds of values it takes, roughly: of several functions that fit the most particular one is meant.</summary>
    public int Generality => _type == typeof(object) || _type == typeof(Optional) ? 2 : _type == typeof(IEnumerable<object?>) ? 1 : 0;

    /// <summary>True when the argument fits; of a term that isn't evaluated yet, when it may fit.</summary>
    public bool Accepts(object? argument) => argument switch
    {
        OmittedTerm => HasDefault,
        _ when IsNamedRest => true,
        _ when _type == typeof(LazyRule) => argument is RuleTerm,
        _ when _type == typeof(Lambda) => true,
        ConstantTerm constant => AcceptsValue(constant.Value),
        Term => true,
        _ => AcceptsValue(argument),
    };

    /// <summary>What the function gets.</summary>
    public object? Converted(object? argument, Scope scope)
    {
        if (argument is OmittedTerm)
            return Default;
        if (IsLazy)
            return argument is RuleTerm rule ? new LazyRule(new Lambda(rule.Source, scope), new Lambda(rule.Destination, scope)) : argument as Lambda ?? new Lambda(argument, scope);
        scope.Effort.CheckMemory(argument);
        return argument switch
        {
            _ when _type == typeof(Optional) => Optional.Of(argument),
            Number number when _type == typeof(int) => number.Clamped,
            Number number when _type == typeof(BigInteger) => number.Whole,
            bool flag when _type == typeof(int) => flag ? 1 : 0,
            bool flag when _type == typeof(BigInteger) => flag ? BigInteger.One : BigInteger.Zero,
            IEnumerable<object?> items when _type == typeof(IEnumerable<object?>) => scope.Effort.Limited(items),
            _ => argument,
        };
    }

    /// <summary>The arguments that are left, as the function wants them.</summary>
    public Array Rest(ReadOnlySpan<object?> arguments, Scope scope)
    {
        var rest = Array.CreateInstance(_type, arguments.Length);
        for (var index = 0; index < arguments.Length; index++)
            rest.SetValue(Converted(arguments[index], scope), index);
        return rest;
    }

    private bool AcceptsValue(object? value) => value switch
    {
        null => _isNullable,
        bool => _type == typeof(bool) || _type == typeof(int) || _type == typeof(BigInteger) || _type == typeof(object) || _type == typeof(Optional),
        Number number => _type == typeof(Number) || (number.IsWhole && (_type == typeof(int) || _type == typeof(BigInteger))) || _type == typeof(object) || _type == typeof(Optional),
        _ => _type.IsInstanceOfType(value) || _type == typeof(Optional),
    };

    private bool IsAnnotated(ParameterInfo declaration)
    {
        var annotation = new NullabilityInfoContext().Create(declaration);
        return (IsRest ? annotation.ElementType! : annotation).WriteState == NullabilityState.Nullable;
    }
}
