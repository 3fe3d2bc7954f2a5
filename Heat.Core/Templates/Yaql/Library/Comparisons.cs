using Heat.Core.Templates.Yaql.Evaluation;

namespace Heat.Core.Templates.Yaql.Library;

/// <summary>Which value is the same, or comes first. Null comes before everything; values of different kinds can't be put in order.</summary>
internal static class Comparisons
{
    [YaqlFunction("*equal")]
    public static bool Equal(object? left, object? right) => Equality.AreEqual(left, right);

    [YaqlFunction("*not_equal")]
    public static bool NotEqual(object? left, object? right) => !Equality.AreEqual(left, right);

    [YaqlFunction("#operator_<")]
    public static bool Less(Number left, Number right) => left < right;

    [YaqlFunction("#operator_<=")]
    public static bool LessOrEqual(Number left, Number right) => left <= right;

    [YaqlFunction("#operator_>")]
    public static bool Greater(Number left, Number right) => left > right;

    [YaqlFunction("#operator_>=")]
    public static bool GreaterOrEqual(Number left, Number right) => left >= right;

    [YaqlFunction("#operator_<")]
    public static bool Less(string left, string right) => string.CompareOrdinal(left, right) < 0;

    [YaqlFunction("#operator_<=")]
    public static bool LessOrEqual(string left, string right) => string.CompareOrdinal(left, right) <= 0;

    [YaqlFunction("#operator_>")]
    public static bool Greater(string left, string right) => string.CompareOrdinal(left, right) > 0;

    [YaqlFunction("#operator_>=")]
    public static bool GreaterOrEqual(string left, string right) => string.CompareOrdinal(left, right) >= 0;

    [YaqlFunction("#operator_<")]
    public static bool Less(DateTimeOffset left, DateTimeOffset right) => left < right;

    [YaqlFunction("#operator_<=")]
    public static bool LessOrEqual(DateTimeOffset left, DateTimeOffset right) => left <= right;

    [YaqlFunction("#operator_>")]
    public static bool Greater(DateTimeOffset left, DateTimeOffset right) => left > right;

    [YaqlFunction("#operator_>=")]
    public static bool GreaterOrEqual(DateTimeOffset left, DateTimeOffset right) => left >= right;

    [YaqlFunction("#operator_<")]
    public static bool Less(TimeSpan left, TimeSpan right) => left < right;

    [YaqlFunction("#operator_<=")]
    public static bool LessOrEqual(TimeSpan left, TimeSpan right) => left <= right;

    [YaqlFunction("#operator_>")]
    public static bool Greater(TimeSpan left, TimeSpan right) => left > right;

    [YaqlFunction("#operator_>=")]
    public static bool GreaterOrEqual(TimeSpan left, TimeSpan right) => left >= right;

    [YaqlFunction("#operator_<")]
    public static bool Less(YaqlSet left, YaqlSet right) => left.Count < right.Count && left.IsSubsetOf(right);

    [YaqlFunction("#operator_<=")]
    public static bool LessOrEqual(YaqlSet left, YaqlSet right) => left.IsSubsetOf(right);

    [YaqlFunction("#operator_>")]
    public static bool Greater(YaqlSet left, YaqlSet right) => right.Count < left.Count && right.IsSubsetOf(left);

    [YaqlFunction("#operator_>=")]
    public static bool GreaterOrEqual(YaqlSet left, YaqlSet right) => right.IsSubsetOf(left);

    [YaqlFunction("#operator_<")]
    public static bool Less(object? left, Nothing? right) => false;

    [YaqlFunction("#operator_<=")]
    public static bool LessOrEqual(object? left, Nothing? right) => left is null;

    [YaqlFunction("#operator_>")]
    public static bool Greater(object? left, Nothing? right) => left is not null;

    [YaqlFunction("#operator_>=")]
    public static bool GreaterOrEqual(object? left, Nothing? right) => true;

    [YaqlFunction("#operator_<")]
    public static bool Less(Nothing? left, object right) => true;

    [YaqlFunction("#operator_<=")]
    public static bool LessOrEqual(Nothing? left, object right) => true;

    [YaqlFunction("#operator_>")]
    public static bool Greater(Nothing? left, object right) => false;

    [YaqlFunction("#operator_>=")]
    public static bool GreaterOrEqual(Nothing? left, object right) => false;

    [YaqlFunction("max")]
    public static object? Maximum(Scope here, object? a, object? b) => IsGreater(here, b, a) ? b : a;

    [YaqlFunction("min")]
    public static object? Minimum(Scope here, object? a, object? b) => IsGreater(here, b, a) ? a : b;

    private static bool IsGreater(Scope here, object? left, object? right) => Truth.Of(here.Call("#operator_>", left, right));
}

/// <summary>Has no values: a parameter of it takes null only.</summary>
internal abstract class Nothing;
