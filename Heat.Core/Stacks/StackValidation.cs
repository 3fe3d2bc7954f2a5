using Heat.Core.Constraints;
using Heat.Core.Diagnostics;
using Heat.Core.Engine;
using Heat.Core.Resources;
using Heat.Core.Resources.Nested;
using Heat.Core.Templates;
using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Stacks;

/// <summary>Everything that can be known to be wrong with a stack before anything is done, the reference's first complaint first.</summary>
public sealed class StackValidation(StackDefinitions definitions, IEnumerable<ICustomConstraintCheck> checks, LimitOptions limits)
{
    private readonly Dictionary<string, ICustomConstraintCheck> _checks = checks.ToDictionary(check => check.Name, StringComparer.Ordinal);

    /// <exception cref="ProblemException">Something is wrong.</exception>
    public async Task EnsureAsync(StackDefinition definition, ICloudSession cloud, CancellationToken cancellation)
    {
        var problems = await ValidateAsync(definition, cloud, cancellation);
        if (problems.Count > 0)
            throw new ProblemException(problems);
    }

    public Task<IReadOnlyList<Problem>> ValidateAsync(StackDefinition definition, ICloudSession cloud, CancellationToken cancellation) =>
        ValidateAsync(definition, cloud, "", 0, cancellation);

    private async Task<IReadOnlyList<Problem>> ValidateAsync(StackDefinition definition, ICloudSession cloud, string owner, int depth, CancellationToken cancellation)
    {
        var zones = definition.Template.AsksForAvailabilityZones ? await cloud.ListAvailabilityZonesAsync(cancellation) : IResourceValues.DefaultZones;
        var scope = definition.Scope(definition.Unmade with { AvailabilityZones = zones });
        List<Problem> problems = [.. definition.Parameters.Problems];
        if (problems.Count == 0)
            problems.AddRange(definition.Problems);
        if (problems.Count == 0)
            problems.AddRange(definition.Template.Validate(scope, definition.Environment.ParameterDefaults));
        problems.AddRange(await CheckAsync(definition.Parameters, cloud, cancellation));
        if (problems.Count == 0)
            foreach (var resource in InOrder(definition))
                problems.AddRange(await ValidateAsync(definition, resource, scope, cloud, owner, depth, cancellation));
        return problems;
    }

    private async Task<IEnumerable<Problem>> CheckAsync(Parameters.ParameterSet parameters, ICloudSession cloud, CancellationToken cancellation)
    {
        var problems = new List<Problem>();
        foreach (var (parameter, constraint, value) in parameters.CustomConstraints)
            if (await ViolationAsync(constraint, value, cloud, cancellation) is { } violation)
                problems.Add(new Problem(Problem.ValidationFailed, $"Parameter '{parameter.Name}' is invalid: {constraint.Description ?? violation}", parameter.Span, $"parameters.{parameter.Name}"));
        return problems;
    }

    private async Task<string?> ViolationAsync(CustomConstraint constraint, Value value, ICloudSession cloud, CancellationToken cancellation) =>
        _checks.TryGetValue(constraint.Name, out var check)
            ? await check.ViolationAsync(value, cloud, cancellation)
            : $"\"{ValueText.Plain(value)}\" does not validate {constraint.Name} (constraint not found)";

    private async Task<IEnumerable<Problem>> ValidateAsync(
        StackDefinition definition, WantedResource resource, TemplateScope scope, ICloudSession cloud, string owner, int depth, CancellationToken cancellation)
    {
        // What somebody else made is taken as it is: properties that are missing, or wrong, change nothing.
        if (resource.Type.Schema.TakesAnything || resource.Definition.ExternalId is not null)
            return [];
        try
        {
            return await CheckAsync(definition, resource, scope, cloud, owner, depth, cancellation);
        }
        catch (ResourceException refusal) when (refusal.Nature != FailureNature.Unavailable)
        {
            return [new Problem(refusal.Kind, refusal.Message, resource.Definition.Span, $"resources.{resource.Name}")];
        }
    }

    private async Task<IEnumerable<Problem>> CheckAsync(
        StackDefinition definition, WantedResource resource, TemplateScope scope, ICloudSession cloud, string owner, int depth, CancellationToken cancellation)
    {
        var resolution = await resource.ResolvePropertiesAsync(scope, _ => false, cloud, cancellation);
        List<Problem> problems = [.. resolution.Problems];
        foreach (var pending in resolution.CustomConstraints)
            if (await ViolationAsync(pending.Constraint, pending.Value, cloud, cancellation) is { } violation)
                problems.Add(pending.Violated(violation));
        if (problems.Count > 0)
            return problems;
        var inStack = resource.Type.ValidateInStack(resource.Name, resolution.Values, definition.Resources.ContainsKey);
        foreach (var message in inStack.Concat(await resource.Type.ValidateAsync(resolution.Values, resolution.Unknown, cloud, cancellation)))
            problems.Add(new Problem(Problem.ValidationFailed, message, resource.Definition.Span, resource.Definition.Path));
        if (problems.Count == 0)
            problems.AddRange(ValidateUpdatePolicy(resource, scope));
        if (problems.Count == 0 && resource.Type is NestedStackType nested)
            problems.AddRange(await ValidateNestedAsync(definition, resource, nested, resolution, scope, cloud, owner, depth, cancellation));
        return problems;
    }

    private async Task<IEnumerable<Problem>> ValidateNestedAsync(
        StackDefinition definition, WantedResource resource, NestedStackType type, PropertyResolution resolution, TemplateScope scope, ICloudSession cloud, string owner, int depth, CancellationToken cancellation)
    {
        if (depth >= limits.MaxNestedStackDepth)
            return [new Problem("RequestLimitExceeded", $"Request limit exceeded: Recursion depth exceeds {limits.MaxNestedStackDepth}.", resource.Definition.Span, resource.Definition.Path)];
        if (await type.ContentForValidationAsync(resource.Name, resolution.Values, cloud, cancellation) is not { } content)
            return [];
        var nested = definitions.NestedForValidation(definition, resource, content);
        if (content.FileName.Length == 0 && nested.Problems.Count > 0)
            return nested.Problems;
        var path = $"{owner}{resource.Definition.Path}<{(content.FileName.Length > 0 ? content.FileName : "nested_stack")}>";
        var problems = await ValidateAsync(nested, cloud, "", depth + 1, cancellation);
        if (problems.Count == 0)
            problems = [.. type.ValidateAttributes(definition.AskedOf(resource.Name), nested.HasAttribute).Select(message => new Problem(Problem.ValidationFailed, message, resource.Definition.Span))];
        return problems.Select(problem => problem.Below(path));
    }

    private static IEnumerable<Problem> ValidateUpdatePolicy(WantedResource resource, TemplateScope scope)
    {
        if (resource.Type.Schema.UpdatePolicy.Count == 0 || resource.Definition.UpdatePolicy is null)
            return [];
        var resolution = resource.ResolveUpdatePolicy(scope, _ => false);
        return resolution.Problems.Count > 0
            ? resolution.Problems
            : resource.Type.ValidateUpdatePolicy(resolution.Values).Select(message => new Problem(Problem.ValidationFailed, message, resource.Definition.Span, resource.Definition.UpdatePolicyPath));
    }

    // The reference looks at resources in the order in which they will be made.
    private static IEnumerable<WantedResource> InOrder(StackDefinition definition) =>
        Engine.Planning.Planner.Converge([.. definition.Resources.Values.Select(resource => new Engine.Planning.PlannedResource(resource.Name, resource.Requires))], [])
            .InOrder()
            .Select(step => definition.Resources[step.Resource]);
}
