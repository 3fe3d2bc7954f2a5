namespace Heat.Tests.Simulation;

/// <summary>What is known of a number of things.</summary>
internal readonly record struct SizeRange(int Least, int Most)
{
    public static SizeRange Exactly(int size) => new(size, size);

    public static SizeRange Within(GroupSize group) => new(group.Minimum, group.Maximum);

    /// <summary>Either what this or what the other allows.</summary>
    public SizeRange Or(SizeRange other) => new(Math.Min(Least, other.Least), Math.Max(Most, other.Most));

    public SizeRange Moved(int change, GroupSize bounds) => new(bounds.Bounded(Least + change), bounds.Bounded(Most + change));

    public bool Has(int size) => size >= Least && size <= Most;

    public override string ToString() => Least == Most ? $"{Least}" : $"{Least} to {Most}";
}
