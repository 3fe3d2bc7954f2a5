namespace Heat.Core.Templates.Yaql.Evaluation;

/// <summary>
/// How large a value is with all that is in it. Collections know their extent, and too large ones can't come into being:
/// whatever walks over a value (comparing, printing, converting) is therefore safe, although a value may hold the same part very often.
/// </summary>
internal readonly record struct Extent(long Nodes, int Depth)
{
    private const long MostNodes = 1_000_000;
    private const int MostLevels = 200;

    public static Extent Of(object? value) => value switch
    {
        YaqlList list => list.Extent,
        YaqlMap map => map.Extent,
        YaqlSet set => set.Extent,
        string text => new Extent(1 + (text.Length / 64), 1),
        _ => new Extent(1, 1),
    };

    /// <summary>The extent of a collection of these.</summary>
    public static Extent Around(IEnumerable<object?> items)
    {
        var (nodes, depth) = (1L, 0);
        foreach (var item in items)
        {
            var extent = Of(item);
            nodes += extent.Nodes;
            depth = Math.Max(depth, extent.Depth);
        }

        if (nodes > MostNodes)
            throw YaqlFaults.TooMuchMemory();
        return depth < MostLevels ? new Extent(nodes, depth + 1) : throw YaqlFaults.TooDeep();
    }
}
