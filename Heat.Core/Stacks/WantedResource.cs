using Heat.Core.Engine;
using Heat.Core.Resources;
using Heat.Core.Storage;
using Heat.Core.Templates;
using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Stacks;

/// <summary>A resource that a stack definition wants: the template's words, with their type looked up and their dependencies worked out.</summary>
public sealed record WantedResource
{
    public required ResourceDefinition Definition { get; init; }

    public required ResourceType Type { get; init; }

    /// <summary>The type after the environment's mappings: a built-in type's name or a template's file name.</summary>
    public required string MappedType { get; init; }

    /// <summary>The entry of the environment's registry that made it a nested stack; null when none did.</summary>
    public string? RegistryKey { get; init; }

    /// <summary>The names of the resources that have to be there first.</summary>
    public required IReadOnlySet<string> Requires { get; init; }

    /// <summary>The names of the resources that wait for this one, as a JSON list.</summary>
    public required string RequiredBy { get; init; }

    /// <summary>What the environment forbids: <c>update</c>, <c>replace</c>.</summary>
    public required IReadOnlySet<string> Restrictions { get; init; }

    /// <summary>For a template used as a resource, the key of that template.</summary>
    public string? NestedTemplateKey { get; init; }

    public string Name => Definition.Name;

    /// <summary>The properties as the template has them, evaluated.</summary>
    public MapValue EvaluateProperties(IEvaluationScope scope) => Definition.Properties?.Evaluate(scope) as MapValue ?? MapValue.Empty;

    /// <summary>The properties checked against the type and completed with its defaults. What is written in an old form is read in the present one.</summary>
    /// <param name="isReady">Whether a resource that they mention is there already.</param>
    public ValueTask<PropertyResolution> ResolvePropertiesAsync(IEvaluationScope scope, Func<string, bool> isReady, ICloudSession cloud, CancellationToken cancellation) =>
        PropertyResolver.ResolveAsync(Type, Definition, scope, isReady, cloud, cancellation);

    internal MapValue Metadata(StackValues values) => Definition.Metadata?.Evaluate(values.Scope) as MapValue ?? MapValue.Empty;

    /// <summary>The update policy, checked and completed with defaults as far as the type knows one.</summary>
    internal MapValue UpdatePolicy(StackValues values) => Type.Schema.UpdatePolicy.Count > 0 && Definition.UpdatePolicy is not null
        ? ResolveUpdatePolicy(values.Scope, _ => true).Values
        : Definition.UpdatePolicy?.Evaluate(values.Scope) as MapValue ?? MapValue.Empty;

    internal PropertyResolution ResolveUpdatePolicy(IEvaluationScope scope, Func<string, bool> isReady) =>
        PropertyResolver.Resolve(Type.Schema.UpdatePolicy, Definition.UpdatePolicy, scope, isReady, Definition.UpdatePolicyPath);

    internal string DeletionPolicy(StackValues values) => Definition.EvaluateDeletionPolicy(values.Scope);

    internal string? ExternalId(StackValues values) => Definition.ExternalId?.Evaluate(values.Scope).AsText();

    /// <summary>A record for this resource before anything was done.</summary>
    internal ResourceRecord NewRecord(StackRecord stack, StackDefinition definition, DateTimeOffset now) => new()
    {
        Id = Guid.NewGuid(),
        StackId = stack.Id,
        RootId = stack.RootId,
        Name = Name,
        Type = Definition.Type,
        MappedType = MappedType,
        Action = StackAction.Init,
        Status = Status.Complete,
        RequiredBy = RequiredBy,
        TemplateKey = definition.TemplateKey,
        Description = Definition.Description,
        CreatedAt = now,
    };
}
