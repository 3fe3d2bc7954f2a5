namespace Heat.Core.Templates.Yaql.Evaluation;

/// <summary>Whether a value counts as something: nothing, false, zero and whatever is empty do not. A sequence that is still to be gone through does.</summary>
internal static class Truth
{
    public static bool Of(object? value) => value switch
    {
        null => false,
        bool flag => flag,
        Number number => !number.IsZero,
        string text => text.Length > 0,
        YaqlList list => list.Count > 0,
        YaqlMap map => map.Count > 0,
        YaqlSet set => set.Count > 0,
        TimeSpan span => span != TimeSpan.Zero,
        _ => true,
    };
}
