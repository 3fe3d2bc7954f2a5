namespace Heat.Core.Stacks;

/// <summary>Which stacks to list, and how.</summary>
public sealed record StackQuery
{
    /// <summary>At most so many; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>The last stack of the page before.</summary>
    public Guid? Marker { get; init; }

    public IReadOnlyList<string> SortKeys { get; init; } = [];

    /// <summary>Null leaves it to the keys: newest first without any, ascending with some.</summary>
    public bool? Descending { get; init; }

    public bool ShowDeleted { get; init; }

    public bool ShowNested { get; init; }

    public bool ShowHidden { get; init; }

    /// <summary>Values by filter; a stack has to have one of the values of each.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Filters { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Has all of these tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Has any of these tags.</summary>
    public IReadOnlyList<string> TagsAny { get; init; } = [];

    /// <summary>Lacks at least one of these tags.</summary>
    public IReadOnlyList<string> NotTags { get; init; } = [];

    /// <summary>Has none of these tags.</summary>
    public IReadOnlyList<string> NotTagsAny { get; init; } = [];

    /// <summary>Every project's stacks.</summary>
    public bool AllProjects { get; init; }
}
