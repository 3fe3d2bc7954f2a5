using Heat.Core.Templates.Yaql.Evaluation;

namespace Heat.Core.Templates.Yaql.Library;

/// <summary>Sets.</summary>
internal static class Sets
{
    [YaqlFunction("set")]
    public static YaqlSet Set(Scope here, params object?[] args) => new(here.Effort.Limited(Lists.Unrolled(args)));

    [YaqlMethod("toSet")]
    public static YaqlSet ToSet(IEnumerable<object?> collection) => new(collection);

    [YaqlFunction("len")]
    [YaqlMethod("len")]
    public static Number Length(YaqlSet set) => set.Count;

    [YaqlMethod("union")]
    public static YaqlSet Union(YaqlSet left, YaqlSet right) => new(left.Concat(right));

    [YaqlMethod("intersect")]
    public static YaqlSet Intersect(YaqlSet left, YaqlSet right) => new(left.Where(right.Has));

    [YaqlMethod("difference")]
    [YaqlFunction("#operator_-")]
    public static YaqlSet Difference(YaqlSet left, YaqlSet right) => new(left.Where(item => !right.Has(item)));

    [YaqlMethod("symmetricDifference")]
    public static YaqlSet SymmetricDifference(YaqlSet left, YaqlSet right) => Union(Difference(left, right), Difference(right, left));

    [YaqlMethod("add")]
    public static YaqlSet Add(YaqlSet set, params object?[] values) => new(set.Concat(values));

    [YaqlMethod("remove")]
    public static YaqlSet Remove(YaqlSet set, params object?[] values) => Difference(set, new YaqlSet(values));
}
