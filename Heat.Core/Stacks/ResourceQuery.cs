namespace Heat.Core.Stacks;

/// <summary>Which resources of a stack to list.</summary>
public sealed record ResourceQuery
{
    /// <summary>How many levels of nested stacks to look into.</summary>
    public int Depth { get; init; }

    /// <summary>Values by filter: <c>type</c> (a part of it), <c>status</c>, <c>name</c>, <c>action</c>, <c>id</c>, <c>physical_resource_id</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Filters { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}
