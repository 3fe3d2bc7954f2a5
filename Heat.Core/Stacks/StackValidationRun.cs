using Heat.Core.Constraints;
using Heat.Core.Diagnostics;
using Heat.Core.Engine;
using Heat.Core.Engine.Planning;
using Heat.Core.Resources;
using Heat.Core.Resources.Nested;
using Heat.Core.Stacks.Failures;
using Heat.Core.Templates;
using Heat.Core.Templates.Expressions;

namespace Heat.Core.Stacks;

/// <summary>One look over a stack and what is nested in it.</summary>
/// <param name="isAllowed">Whether resources of a type may be used.</param>
/// <param name="looksPastValues">Whether the search goes on after problems with values. What is found then may follow from them.</param>
internal sealed class StackValidationRun(StackDefinitions definitions, CustomConstraintChecks constraints, LimitOptions limits, ICloudSession cloud, Func<string, bool> isAllowed, bool looksPastValues)
{
    public async Task<IReadOnlyList<Problem>> ProblemsAsync(StackDefinition definition, int depth, CancellationToken cancellation)
    {
        EnsureAllowed(definition);
        var zones = definition.Template.AsksForAvailabilityZones ? await cloud.ListAvailabilityZonesAsync(cancellation) : IResourceValues.DefaultZones;
        var scope = definition.Scope(definition.Unmade with { AvailabilityZones = zones });
        List<Problem> problems = [.. definition.Parameters.Problems];
        if (GoesOn(problems))
            problems.AddRange(definition.Problems);
        if (GoesOn(problems))
            problems.AddRange(definition.Template.Validate(scope, definition.Environment.ParameterDefaults));
        problems.AddRange(await constraints.ProblemsAsync(definition.Parameters, cloud, cancellation));
        if (GoesOn(problems))
            foreach (var resource in InOrder(definition))
                problems.AddRange(await ProblemsAsync(definition, resource, scope, depth, cancellation));
        return problems;
    }

    // A type may have another name in the environment.
    private void EnsureAllowed(StackDefinition definition)
    {
        if (definition.Resources.Values.SelectMany(resource => new[] { resource.Definition.Type, resource.MappedType }).FirstOrDefault(type => !isAllowed(type)) is { } forbidden)
            throw new ForbiddenException(forbidden);
    }

    private bool GoesOn(List<Problem> problems) => looksPastValues ? problems.TrueForAll(problem => problem.IsAboutValue) : problems.Count == 0;

    private async Task<IEnumerable<Problem>> ProblemsAsync(StackDefinition definition, WantedResource resource, TemplateScope scope, int depth, CancellationToken cancellation)
    {
        // Of what somebody else made, only the id counts.
        if (resource.Type.Schema.TakesAnything || resource.Definition.ExternalId is not null)
            return [];
        List<Problem> problems = [.. UpdatePolicyProblems(resource, scope)];
        try
        {
            problems.AddRange(await PropertyProblemsAsync(definition, resource, scope, depth, cancellation));
        }
        catch (ResourceException refusal) when (refusal.Nature != FailureNature.Unavailable)
        {
            problems.Add(new Problem(refusal.Kind, refusal.Message, resource.Definition.Span, $"resources.{resource.Name}") { IsAboutValue = true });
        }

        return problems;
    }

    private async Task<IReadOnlyList<Problem>> PropertyProblemsAsync(StackDefinition definition, WantedResource resource, TemplateScope scope, int depth, CancellationToken cancellation)
    {
        var resolution = await resource.ResolvePropertiesAsync(scope, _ => false, cloud, cancellation);
        List<Problem> problems = [.. resolution.Problems, .. await constraints.ProblemsAsync(resolution, cloud, cancellation)];
        if (problems.Count > 0)
            return problems;
        var inStack = resource.Type.ValidateInStack(resource.Name, resolution.Values, definition.Resources.ContainsKey);
        foreach (var message in inStack.Concat(await resource.Type.ValidateAsync(resolution.Values, resolution.Unknown, cloud, cancellation)))
            problems.Add(new Problem(Problem.ValidationFailed, message, resource.Definition.Span, resource.Definition.Path) { IsAboutValue = true });
        if (problems.Count == 0 && resource.Type is NestedStackType nested)
            problems.AddRange(await NestedProblemsAsync(definition, resource, nested, resolution, depth, cancellation));
        return problems;
    }

    private async Task<IEnumerable<Problem>> NestedProblemsAsync(
        StackDefinition definition, WantedResource resource, NestedStackType type, PropertyResolution resolution, int depth, CancellationToken cancellation)
    {
        if (depth >= limits.MaxNestedStackDepth)
            return [new Problem("RequestLimitExceeded", $"Request limit exceeded: Recursion depth exceeds {limits.MaxNestedStackDepth}.", resource.Definition.Span, resource.Definition.Path)];
        if (await type.ContentForValidationAsync(resource.Name, resolution.Values, cloud, cancellation) is not { } content)
            return [];
        var nested = definitions.NestedForValidation(definition, resource, content);
        if (content.FileName.Length == 0 && nested.Problems.Count > 0)
            return nested.Problems;
        var path = $"{resource.Definition.Path}<{(content.FileName.Length > 0 ? content.FileName : "nested_stack")}>";
        var problems = await ProblemsAsync(nested, depth + 1, cancellation);
        if (problems.Count == 0)
            problems = [.. type.ValidateAttributes(definition.AskedOf(resource.Name), nested.HasAttribute).Select(message => new Problem(Problem.ValidationFailed, message, resource.Definition.Span))];
        // The template is looked at with the values that the resource gives it.
        return problems.Select(problem => problem.Below(path) with { IsAboutValue = true });
    }

    private static IEnumerable<Problem> UpdatePolicyProblems(WantedResource resource, TemplateScope scope)
    {
        if (resource.Type.Schema.UpdatePolicy.Count == 0 || resource.Definition.UpdatePolicy is null)
            return [];
        var resolution = resource.ResolveUpdatePolicy(scope, _ => false);
        return resolution.Problems.Count > 0
            ? resolution.Problems.Select(problem => problem with { IsAboutValue = false })
            : resource.Type.ValidateUpdatePolicy(resolution.Values).Select(message =>
                new Problem(Problem.ValidationFailed, message, resource.Definition.Span, resource.Definition.UpdatePolicyPath) { IsAboutValue = true });
    }

    // The reference looks at resources in the order in which they will be made.
    private static IEnumerable<WantedResource> InOrder(StackDefinition definition) =>
        Planner.Converge([.. definition.Resources.Values.Select(resource => new PlannedResource(resource.Name, resource.Requires))], [])
            .InOrder()
            .Select(step => definition.Resources[step.Resource]);
}
