namespace Heat.Core.Templates;

/// <summary>A language's names of the sections of a template; those that it lacks are null.</summary>
internal sealed record SectionWords
{
    public required string Description { get; init; }

    public required string Parameters { get; init; }

    public required string Resources { get; init; }

    public required string Outputs { get; init; }

    public string? ParameterGroups { get; init; }

    public string? Mappings { get; init; }

    public string? Conditions { get; init; }

    /// <summary>The keys that name a version in this dialect.</summary>
    public required IReadOnlyList<string> Versions { get; init; }

    public IEnumerable<string> All => ((string?[])[.. Versions, Description, ParameterGroups, Mappings, Parameters, Conditions, Resources, Outputs]).OfType<string>();
}

/// <summary>A language's keywords in the definition of a resource; those that it lacks are null.</summary>
internal sealed record ResourceWords
{
    public required string Type { get; init; }

    public required string Properties { get; init; }

    public required string Metadata { get; init; }

    public required string DependsOn { get; init; }

    public required string DeletionPolicy { get; init; }

    public required string UpdatePolicy { get; init; }

    public required string Description { get; init; }

    public string? Condition { get; init; }

    /// <summary>What messages say a condition has to be.</summary>
    public string ConditionKind { get; init; } = "string or boolean";

    public string? ExternalId { get; init; }

    public IEnumerable<string> All =>
        ((string?[])[Type, Properties, Metadata, DependsOn, DeletionPolicy, UpdatePolicy, Description, ExternalId, Condition]).OfType<string>();
}

/// <summary>A language's keywords in the definition of an output; those that it lacks are null.</summary>
internal sealed record OutputWords(string Value, string Description, string? Condition);

/// <summary>A language's keywords in the definition of a parameter that every language has.</summary>
internal sealed record ParameterWords(string Type, string Description, string Default, string Hidden, string Label);
