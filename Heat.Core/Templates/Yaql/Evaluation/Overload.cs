using System.Collections.Immutable;
using System.Reflection;
using Heat.Core.Templates.Yaql.Grammar;

namespace Heat.Core.Templates.Yaql.Evaluation;

/// <summary>One of the functions that share a name.</summary>
internal sealed class Overload
{
    private readonly MethodInvoker _method;
    private readonly Parameter[] _parameters;
    private readonly Parameter[] _positional;
    private readonly Parameter? _rest;
    private readonly Parameter? _namedRest;

    public Overload(MethodInfo method)
    {
        _method = MethodInvoker.Create(method);
        _parameters = [.. method.GetParameters().Select(parameter => new Parameter(parameter))];
        _positional = [.. _parameters.Where(parameter => parameter is { IsScope: false, IsRest: false, IsNamedRest: false })];
        _rest = _parameters.FirstOrDefault(parameter => parameter.IsRest);
        _namedRest = _parameters.FirstOrDefault(parameter => parameter.IsNamedRest);
    }

    public int Generality => _parameters.Sum(parameter => parameter.Generality);

    public bool TakesRules => _parameters.Any(parameter => parameter.IsRule);

    /// <summary>The parameter that takes the positional argument at this place.</summary>
    public Parameter? At(int index) => index < _positional.Length ? _positional[index] : _rest;

    /// <summary>The parameter that takes the argument of this name.</summary>
    public Parameter? Named(string name) => Array.Find(_positional, parameter => parameter.Name == name) ?? _namedRest;

    /// <summary>True when it can be called with these, as far as they are known.</summary>
    public bool Fits(Arguments arguments)
    {
        var given = arguments.Positional;
        for (var index = 0; index < given.Length; index++)
            if (At(index)?.Accepts(given[index]) != true)
                return false;
        foreach (var (name, argument) in arguments.Named)
            if (Named(name)?.Accepts(argument) != true || IsGivenInPlace(name, given))
                return false;
        for (var index = given.Length; index < _positional.Length; index++)
            if (!_positional[index].HasDefault && !arguments.Named.ContainsKey(_positional[index].Name))
                return false;
        return true;
    }

    public object? Invoke(Scope scope, Arguments arguments)
    {
        var here = scope.Inner();
        var values = new object?[_parameters.Length];
        var position = 0;
        for (var index = 0; index < values.Length; index++)
        {
            var parameter = _parameters[index];
            values[index] = parameter switch
            {
                { IsScope: true } => here,
                { IsRest: true } => parameter.Rest(arguments.Positional.AsSpan(Math.Min(_positional.Length, arguments.Positional.Length)), here),
                { IsNamedRest: true } => new Arguments([]) { Named = arguments.Named.RemoveRange(_positional.Select(named => named.Name)) },
                _ => Value(parameter, position++, arguments, here),
            };
        }

        return _method.Invoke(null, values.AsSpan());
    }

    private static object? Value(Parameter parameter, int position, Arguments arguments, Scope here)
    {
        if (position < arguments.Positional.Length && arguments.Positional[position] is not OmittedTerm)
            return parameter.Converted(arguments.Positional[position], here);
        return arguments.Named.TryGetValue(parameter.Name, out var named) ? parameter.Converted(named, here) : parameter.Default;
    }

    private bool IsGivenInPlace(string name, object?[] given)
    {
        var position = Array.FindIndex(_positional, parameter => parameter.Name == name);
        return position >= 0 && position < given.Length && given[position] is not OmittedTerm;
    }
}
