using Heat.Core.Templates.Yaql.Evaluation;

namespace Heat.Core.Templates.Yaql.Library;

/// <summary>Conditions, and choosing by them. What isn't chosen isn't evaluated.</summary>
internal static class Logic
{
    [YaqlFunction("#operator_and")]
    public static object? And(Lambda left, Lambda right) => left.Invoke() is var value && Truth.Of(value) ? right.Invoke() : value;

    [YaqlFunction("#operator_or")]
    public static object? Or(Lambda left, Lambda right) => left.Invoke() is var value && Truth.Of(value) ? value : right.Invoke();

    [YaqlFunction("#unary_operator_not")]
    public static bool Not(object? arg) => !Truth.Of(arg);

    [YaqlFunction("bool")]
    public static bool Flag(object? value) => Truth.Of(value);

    [YaqlFunction("switch")]
    public static object? Switch(params LazyRule[] args) => Array.Find(args, rule => rule.Source.Test())?.Destination.Invoke();

    [YaqlFunction("selectCase")]
    public static Number SelectCase(params Lambda[] args) => Array.FindIndex(args, condition => condition.Test()) is >= 0 and var index ? index : args.Length;

    [YaqlFunction("selectAllCases")]
    public static IEnumerable<object?> SelectAllCases(params Lambda[] args) => args.Index().Where(condition => condition.Item.Test()).Select(condition => (object?)(Number)condition.Index);

    [YaqlFunction("examine")]
    public static IEnumerable<object?> Examine(params Lambda[] args) => args.Select(condition => (object?)condition.Test());

    [YaqlMethod("switchCase")]
    public static object? SwitchCase(int @case, params Lambda[] args) => args.Length == 0 ? null : args[@case >= 0 && @case < args.Length ? @case : ^1].Invoke();

    [YaqlFunction("coalesce")]
    public static object? Coalesce(params Lambda[] args) => args.Select(alternative => alternative.Invoke()).FirstOrDefault(value => value is not null);

    [YaqlMethod("assert")]
    public static object? Assert(object? obj, Lambda condition, string message = "Assertion failed") => condition.Test(obj) ? obj : throw YaqlFaults.Assertion(message);
}
