using System.Globalization;
using Heat.Core.Templates.Yaql.Evaluation;

namespace Heat.Core.Templates.Yaql.Library;

/// <summary>Names for values and functions, and calling functions by name.</summary>
internal static class Contexts
{
    [YaqlFunction("let")]
    public static Scope Let(Scope here, Arguments named, params object?[] args)
    {
        With(here, args);
        foreach (var (name, value) in named.Named)
            here[name] = value;
        return here;
    }

    [YaqlFunction("with")]
    public static Scope With(Scope here, params object?[] args)
    {
        foreach (var (index, value) in args.Index())
            here[(index + 1).ToString(CultureInfo.InvariantCulture)] = value;
        return here;
    }

    [YaqlMethod("unpack")]
    public static Scope Unpack(Scope here, IEnumerable<object?> sequence, params string[] args)
    {
        if (args.Length == 0)
            return With(here, [.. sequence]);
        object?[] items = [.. sequence.Take(args.Length + 1)];
        if (items.Length != args.Length)
            throw YaqlFaults.Value($"Cannot unpack {items.Length} elements into {args.Length}");
        foreach (var (name, value) in args.Zip(items))
            here[name] = value;
        return here;
    }

    [YaqlFunction("def")]
    public static Scope Define(Scope here, string name, Lambda func)
    {
        here.Define(name, func);
        return here;
    }

    [YaqlFunction("#operator_->")]
    public static object? Send(Scope left, Lambda right) => right.In(left.Inner());

    [YaqlFunction("call")]
    public static object? Call(Scope here, string name, YaqlList args, YaqlMap kwargs, Optional receiver = default)
    {
        var arguments = new Arguments([.. args]);
        foreach (var (key, value) in kwargs)
            arguments = arguments with { Named = arguments.Named.SetItem(Notation.Text(key.Value), value) };
        return receiver.IsGiven ? here.CallMethod(name, receiver.Value, arguments) : here.Call(name, arguments);
    }
}
