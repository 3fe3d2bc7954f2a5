using FsCheck;
using FsCheck.Fluent;
using Heat.Core.Environments;
using Heat.Core.Templates;
using Heat.Core.Values;

namespace Heat.Tests.Environments;

/// <summary>What holds for merging whatever the environments are.</summary>
public sealed class MergeLaws
{
    private const string Schemas = "parameters: {s: {type: string}, l: {type: comma_delimited_list}, j: {type: json}, n: {type: number}}";

    private static Gen<MapValue> Environment(string strategy) =>
        from text in Gen.Elements("", "a", "ü")
        from items in Gen.Elements("x", "y", "z").ListOf(2)
        from number in Gen.Choose(-5, 5)
        from inner in Gen.Choose(0, 3)
        from keys in Gen.Elements("s", "l", "j", "n").ListOf(3)
        let values = MapValue.Of(
            ("s", text), ("l", ListValue.Create(items.Select(item => (Value)item))), ("n", number), ("j", MapValue.Of(("k", MapValue.Of(($"i{inner}", ListValue.Of(number)))), ($"m{inner}", text))))
        select MapValue.Of(
            ("parameters", MapValue.Create(keys.Distinct().Select(key => KeyValuePair.Create(key, values[key])))),
            ("parameter_merge_strategies", MapValue.Of(("default", strategy))));

    private static Arbitrary<(MapValue A, MapValue B, MapValue C)> Three(string strategy) =>
        (from a in Environment(strategy) from b in Environment(strategy) from c in Environment(strategy) select (a, b, c)).ToArbitrary();

    [FsCheck.NUnit.Property]
    public Property An_empty_environment_changes_nothing() => Prop.ForAll(Three("merge"), three => Merged(three.A, MapValue.Empty) == Merged(three.A) && Merged(MapValue.Empty, three.A) == Merged(three.A));

    [FsCheck.NUnit.Property]
    public Property Overwriting_with_the_same_changes_nothing() => Prop.ForAll(Three("overwrite"), three => Merged(three.A, three.A) == Merged(three.A));

    [FsCheck.NUnit.Property]
    public Property The_last_environment_wins_where_it_says_something() => Prop.ForAll(Three("overwrite"), three =>
        Merged(three.A, three.B, three.C) == Merged(three.A).With(Merged(three.B)).With(Merged(three.C)));

    [FsCheck.NUnit.Property]
    public Property It_does_not_matter_which_two_are_overwritten_first() => Associative("overwrite");

    [FsCheck.NUnit.Property]
    public Property It_does_not_matter_which_two_are_merged_first() => Associative("merge");

    [FsCheck.NUnit.Property]
    public Property It_does_not_matter_which_two_are_merged_deeply_first() => Associative("deep_merge");

    private static Property Associative(string strategy) => Prop.ForAll(Three(strategy), three =>
        Merged(three.A, three.B, three.C) == Merged(With(three.A, Merged(three.A, three.B)), three.C)
        && Merged(three.A, three.B, three.C) == Merged(three.A, With(three.B, Merged(three.B, three.C))));

    private static MapValue With(MapValue environment, MapValue parameters) => environment.With("parameters", parameters);

    private static MapValue Merged(params MapValue[] environments)
    {
        var files = environments.Select((environment, index) => (Name: $"file{index}", Text: ValueJson.Write(environment))).ToDictionary(file => file.Name, file => file.Text);
        return EnvironmentMerger.Merge(HeatEnvironment.Empty, [.. files.Keys], files, Heat.Tests.Templates.Templates.Parse(Schemas).Parameters, TemplateLimits.Default).Parameters;
    }
}
