using Heat.Core.Values;

namespace Heat.Tests.Simulation;

/// <summary>Something that a template wants: a thing, a pair of things in a template of its own, or a group of either.</summary>
internal sealed record Part(string Name)
{
    public string Kind { get; init; } = "plain";

    public int Size { get; init; } = 1;

    /// <summary>The parts that it uses, and follows when they are replaced.</summary>
    public IReadOnlyList<string> Uses { get; init; } = [];

    /// <summary>The parts that it is replaced with.</summary>
    public IReadOnlyList<string> StandsOn { get; init; } = [];

    public bool IsBroken { get; init; }

    /// <summary>True for the pair in a template of its own. It uses no other part.</summary>
    public bool IsPair { get; init; }

    /// <summary>What it is a group of this size; null for a single one. Others can use only single things.</summary>
    public GroupSize? Group { get; init; }

    public bool IsSingleThing => !IsPair && Group is null;

    public override string ToString() =>
        $"{Name}({(Group is null ? "" : $"{Group} of ")}{(IsPair ? "a pair " : "")}{Kind} {Size}{(IsBroken ? " broken" : "")}{(Uses.Count > 0 ? $" uses {string.Join(',', Uses)}" : "")}{(StandsOn.Count > 0 ? $" on {string.Join(',', StandsOn)}" : "")})";

    public MapValue ToResource() => Group?.ToResource(Member) ?? Member;

    private MapValue Member => IsPair
        ? MapValue.Of(("type", Blueprint.PairFile), ("properties", MapValue.Of(("kind", Kind), ("size", Size), ("broken", IsBroken))))
        : MapValue.Of(
            ("type", Thing.Name),
            ("properties", MapValue.Of(("kind", Kind), ("size", Size), ("uses", References(Uses)), ("stands_on", References(StandsOn)), ("broken", IsBroken))));

    private static ListValue References(IEnumerable<string> names) => ListValue.Create(names.Select(name => (Value)MapValue.Of(("get_resource", name))));
}

/// <summary>A template of the simulation.</summary>
internal sealed record Blueprint(IReadOnlyList<Part> Parts)
{
    public const string PairFile = "pair.yaml";

    /// <summary>The files that come with every template.</summary>
    public static IReadOnlyDictionary<string, string> Files { get; } = new Dictionary<string, string>
    {
        [PairFile] = $$"""
            heat_template_version: 2018-08-31
            parameters:
              kind: { type: string }
              size: { type: number }
              broken: { type: boolean }
            resources:
              inner: { type: {{Thing.Name}}, properties: { kind: { get_param: kind }, size: { get_param: size }, broken: { get_param: broken } } }
              outer: { type: {{Thing.Name}}, properties: { kind: plain, size: { get_param: size }, uses: [{ get_resource: inner }] } }
            """,
    };

    public bool IsSound => Parts.All(part => !part.IsBroken);

    public static Blueprint Of(params Part[] parts) => new(parts);

    /// <summary>The same with some parts changed, and new ones added.</summary>
    public Blueprint With(params Part[] parts) => new([.. Parts.Select(part => parts.FirstOrDefault(changed => changed.Name == part.Name) ?? part), .. parts.Where(part => Parts.All(known => known.Name != part.Name))]);

    public Blueprint Without(params string[] names) => new([.. Parts.Where(part => !names.Contains(part.Name))]);

    public MapValue ToTemplate() => MapValue.Of(
        ("heat_template_version", "2018-08-31"),
        ("resources", MapValue.Create(Parts.Select(part => KeyValuePair.Create(part.Name, (Value)part.ToResource())))));

    public override string ToString() => $"[{string.Join(' ', Parts)}]";
}
