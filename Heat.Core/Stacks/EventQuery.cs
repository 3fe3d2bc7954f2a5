namespace Heat.Core.Stacks;

/// <summary>Which events of a stack to list, and how.</summary>
public sealed record EventQuery
{
    /// <summary>How many levels of nested stacks to look into; null for the stack alone.</summary>
    public int? Depth { get; init; }

    public int? Limit { get; init; }

    /// <summary>The last event of the page before.</summary>
    public Guid? Marker { get; init; }

    public bool Descending { get; init; } = true;

    public IReadOnlyList<string> SortKeys { get; init; } = [];

    /// <summary>Only events of this resource.</summary>
    public string? Resource { get; init; }

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Filters { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}
