using Heat.Core.Diagnostics;
using Heat.Core.Templates.Expressions;

namespace Heat.Core.Templates;

/// <summary>A resource as the template describes it.</summary>
public sealed record ResourceDefinition
{
    private static readonly Dictionary<string, Expression> s_none = [];

    internal ResourceDefinition(TemplateLanguage language) => Language = language;

    public required string Name { get; init; }

    public required string Type { get; init; }

    /// <summary>The properties; null when there are none. It may be a function that gives a map.</summary>
    public Expression? Properties { get; init; }

    public Expression? Metadata { get; init; }

    public IReadOnlyList<string> DependsOn { get; init; } = [];

    public Expression? DeletionPolicy { get; init; }

    public Expression? UpdatePolicy { get; init; }

    /// <summary>The condition, or null when there is none. A resource whose condition is false isn't in the stack.</summary>
    public Expression? Condition { get; init; }

    /// <summary>The id of an existing cloud object that is taken in instead of creating one.</summary>
    public Expression? ExternalId { get; init; }

    public string Description { get; init; } = "";

    public SourceSpan Span { get; init; }

    /// <summary>The properties one by one; empty when they come from a function as a whole.</summary>
    public IReadOnlyDictionary<string, Expression> PropertyExpressions => (Properties as MapExpression)?.Entries ?? s_none;

    internal IEnumerable<Expression> Expressions => ((Expression?[])[Properties, Metadata, DeletionPolicy, UpdatePolicy, ExternalId]).OfType<Expression>();

    /// <summary>Where it stands in the template, such as <c>resources.server</c>.</summary>
    public string Path => Language.ResourcePath(Name);

    public string TypePath => $"{Path}.{Language.Resource.Type}";

    public string PropertiesPath => $"{Path}.{Language.Resource.Properties}";

    public string UpdatePolicyPath => $"{Path}.{Language.Resource.UpdatePolicy}";

    internal TemplateLanguage Language { get; }

    /// <summary>True unless the condition is false.</summary>
    public bool IsEnabled(IEvaluationScope scope) => Condition is null || Decision.Of(Condition.Evaluate(scope), scope);

    /// <summary>The mentions of other resources in properties and metadata. Of an <c>if</c> only the chosen branch counts.</summary>
    public IEnumerable<Reference> References(IEvaluationScope scope) =>
        (Properties?.References(scope) ?? []).Concat(Metadata?.References(scope) ?? []);

    /// <summary>The names of the resources that have to be there before this one: those it depends on by its own word, and those that it mentions.</summary>
    public IEnumerable<string> RequiredResources(IEvaluationScope scope) =>
        ExternalId is null ? DependsOn.Concat(References(scope).Select(reference => reference.Resource)).Distinct() : [];

    /// <summary>What happens to the object when the resource goes: <c>Delete</c>, <c>Retain</c> or <c>Snapshot</c>.</summary>
    /// <exception cref="EvaluationException">The template says something else.</exception>
    public string EvaluateDeletionPolicy(IEvaluationScope scope)
    {
        var policy = DeletionPolicy?.Evaluate(scope) ?? Values.Value.Null;
        if (policy.IsNull)
            return ExternalId is null ? "Delete" : "Retain";
        var name = Values.ValueText.Plain(policy);
        return Language.DeletionPolicies.GetValueOrDefault(name) ?? throw new EvaluationException(Problem.ValidationFailed, $"Invalid deletion policy \"{name}\"")
        {
            Fix = Suggestion.For(name, Language.DeletionPolicies.Keys),
        };
    }
}
