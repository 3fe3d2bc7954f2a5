using FsCheck;
using FsCheck.Fluent;

namespace Heat.Tests.Simulation;

/// <summary>Templates as chance brings them.</summary>
internal static class RandomBlueprints
{
    private static readonly string[] s_names = ["a", "b", "c", "d", "e", "f"];

    /// <summary>Any templates, broken ones too.</summary>
    public static Gen<Blueprint> Any => Of(choice => choice.Next(12) == 0);

    /// <summary>Templates of which everything can be made.</summary>
    public static Gen<Blueprint> Sound => Of(_ => false);

    public static Gen<string> PartNames => Gen.Elements(s_names);

    /// <summary>Parts refer only to parts before them in a random order, so nothing goes round in circles.</summary>
    private static Gen<Blueprint> Of(Func<Random, bool> isBroken) =>
        from order in Gen.Shuffle(s_names)
        from count in Gen.Choose(0, s_names.Length)
        from choices in Gen.ArrayOf(Gen.Choose(0, 1_000_000), s_names.Length)
        select Compose(order, count, choices, isBroken);

    private static Blueprint Compose(string[] order, int count, int[] choices, Func<Random, bool> isBroken)
    {
        var parts = new List<Part>();
        for (var index = 0; index < count; index++)
            parts.Add(PartOf(order[index], [.. parts.Where(part => part.IsSingleThing).Select(part => part.Name)], new Random(choices[index]), isBroken));
        return new Blueprint(parts);
    }

    private static Part PartOf(string name, IReadOnlyList<string> usable, Random choice, Func<Random, bool> isBroken)
    {
        var isPair = choice.Next(6) == 0;
        return new Part(name)
        {
            Kind = choice.Next(2) == 0 ? "plain" : "other",
            Size = choice.Next(3),
            Uses = [.. usable.Where(_ => !isPair && choice.Next(4) == 0)],
            StandsOn = [.. usable.Where(_ => !isPair && choice.Next(6) == 0)],
            IsBroken = isBroken(choice),
            IsPair = isPair,
            Group = choice.Next(6) switch
            {
                0 => GroupSize.Of(choice.Next(4)),
                1 => Scaled(choice),
                _ => null,
            },
        };
    }

    private static GroupSize Scaled(Random choice)
    {
        var minimum = choice.Next(3);
        var maximum = minimum + choice.Next(1, 4);
        return GroupSize.Between(minimum, maximum, choice.Next(2) == 0 ? choice.Next(Math.Max(minimum, 1), maximum + 1) : null);
    }
}
