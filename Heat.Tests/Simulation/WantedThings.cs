namespace Heat.Tests.Simulation;

/// <summary>The things that the cloud has to have for a blueprint, each with its place in the stacks, worked out without the engine. Members of a group are alike, so they share a place.</summary>
internal static class WantedThings
{
    public const string AnyMember = "*";

    public static IReadOnlyDictionary<string, SizeRange> Of(Blueprint blueprint, Func<Part, SizeRange> sizeOf) => blueprint.Parts
        .SelectMany(part => Each(part).Select(thing => (Thing: thing, Size: part.Group is null ? SizeRange.Exactly(1) : sizeOf(part))))
        .Where(wanted => wanted.Size.Most > 0)
        .ToDictionary(wanted => wanted.Thing, wanted => wanted.Size);

    public static string Told(string place, ThingSettings settings, Func<string, string> placeOf) =>
        $"{place}: {settings with { Uses = [.. settings.Uses.Select(placeOf)], StandsOn = [.. settings.StandsOn.Select(placeOf)] }}";

    private static IEnumerable<string> Each(Part part)
    {
        var place = part.Group is null ? part.Name : $"{part.Name}/{AnyMember}";
        if (!part.IsPair)
            return [Told(place, new ThingSettings(part.Kind, part.Size, [.. part.Uses], [.. part.StandsOn], part.IsBroken), name => name)];
        return
        [
            Told($"{place}/inner", new ThingSettings(part.Kind, part.Size, [], [], part.IsBroken), name => name),
            Told($"{place}/outer", new ThingSettings("plain", part.Size, [$"{place}/inner"], [], IsBroken: false), name => name),
        ];
    }
}
