using Heat.Core.Values;

namespace Heat.Tests.Simulation;

/// <summary>A thing that a template wants.</summary>
internal sealed record Part(string Name)
{
    public string Kind { get; init; } = "plain";

    public int Size { get; init; } = 1;

    /// <summary>The parts that it uses, and follows when they are replaced.</summary>
    public IReadOnlyList<string> Uses { get; init; } = [];

    /// <summary>The parts that it is replaced with.</summary>
    public IReadOnlyList<string> StandsOn { get; init; } = [];

    public bool IsBroken { get; init; }

    public override string ToString() => $"{Name}({Kind} {Size}{(IsBroken ? " broken" : "")}{(Uses.Count > 0 ? $" uses {string.Join(',', Uses)}" : "")}{(StandsOn.Count > 0 ? $" on {string.Join(',', StandsOn)}" : "")})";

    public MapValue ToResource() => MapValue.Of(
        ("type", Thing.Name),
        ("properties", MapValue.Of(("kind", Kind), ("size", Size), ("uses", References(Uses)), ("stands_on", References(StandsOn)), ("broken", IsBroken))));

    private static ListValue References(IEnumerable<string> names) => ListValue.Create(names.Select(name => (Value)MapValue.Of(("get_resource", name))));
}

/// <summary>A template of the simulation.</summary>
internal sealed record Blueprint(IReadOnlyList<Part> Parts)
{
    public static Blueprint Of(params Part[] parts) => new(parts);

    /// <summary>The same with some parts changed, and new ones added.</summary>
    public Blueprint With(params Part[] parts) => new([.. Parts.Select(part => parts.FirstOrDefault(changed => changed.Name == part.Name) ?? part), .. parts.Where(part => Parts.All(known => known.Name != part.Name))]);

    public Blueprint Without(params string[] names) => new([.. Parts.Where(part => !names.Contains(part.Name))]);

    public MapValue ToTemplate() => MapValue.Of(
        ("heat_template_version", "2018-08-31"),
        ("resources", MapValue.Create(Parts.Select(part => KeyValuePair.Create(part.Name, (Value)part.ToResource())))));

    public override string ToString() => $"[{string.Join(' ', Parts)}]";
}
