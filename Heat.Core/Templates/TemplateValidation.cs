using Heat.Core.Diagnostics;
using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates;

/// <summary>Looks a whole template over, in the order in which the reference does.</summary>
internal sealed class TemplateValidation(Template template, IEvaluationScope scope, MapValue parameterDefaults)
{
    private readonly HashSet<string> _disabled = [];

    /// <summary>The paths of the references that were found to lead nowhere. The functions that make them would say it again.</summary>
    private readonly HashSet<string> _unknown = [];

    public IReadOnlyList<Problem> Problems() => [.. Sections().SelectMany(section => section()).Take(Problem.MostTold)];

    private IEnumerable<Func<IEnumerable<Problem>>> Sections() =>
    [
        () => template.Faults.Structure,
        () => template.Faults.Parameters,
        () => template.Parameters.SelectMany(parameter => parameter.Problems(parameterDefaults.Get(parameter.Name))),
        () => template.Faults.ParameterGroups,
        () => template.Faults.Conditions,
        () => template.Conditions.Values.SelectMany(condition => Guarded(condition, () => condition.Faults(scope))),
        () => template.Conditions.SelectMany(condition => Guarded(condition.Value, () => Condition(condition.Key, condition.Value))),
        () => template.Faults.Resources,
        () => template.Resources.Values.SelectMany(Definition),
        DuplicateNames,
        () => Enabled().SelectMany(resource => Guarded(resource.Properties, () => UnknownReferences(resource))),
        Circle,
        () => Enabled().SelectMany(resource => resource.Expressions.SelectMany(expression => Guarded(expression, () => expression.Validate(scope, expression.Path)))).Where(problem => !_unknown.Contains(problem.Path)),
        () => template.Faults.Outputs,
        () => template.Outputs.Values.SelectMany(Output),
    ];

    private IEnumerable<ResourceDefinition> Enabled() => template.Resources.Values.Where(resource => !_disabled.Contains(resource.Name));

    private IEnumerable<Problem> Condition(string name, Expression definition) => definition is Function or FaultyCall or Literal { Value: FlagValue }
        ? definition.Validate(scope, definition.Path)
        : [Problem.At("", $"The definition of condition \"{name}\" is invalid: {ValueText.Plain(definition.Evaluate(scope))}", definition.Span, "Condition validation error") with { Path = definition.Path }];

    private List<Problem> Definition(ResourceDefinition resource)
    {
        List<Problem> problems = [];
        foreach (var expression in resource.Expressions)
            problems.AddRange(Guarded(expression, () => expression.Faults(scope)));
        problems.AddRange(Guarded(resource.DeletionPolicy, () => DeletionPolicy(resource)));
        var (isEnabled, faults) = Decided(resource.Condition);
        problems.AddRange(faults);
        if (!isEnabled)
            _disabled.Add(resource.Name);
        else if (resource.Name.Contains('/', StringComparison.Ordinal))
            problems.Add(new Problem(Problem.ValidationFailed, "Resource name may not contain \"/\"", resource.Span, resource.Path));
        return problems;
    }

    private IEnumerable<Problem> DeletionPolicy(ResourceDefinition resource)
    {
        resource.EvaluateDeletionPolicy(scope);
        return [];
    }

    private (bool IsEnabled, IReadOnlyList<Problem> Problems) Decided(Expression? condition)
    {
        if (condition is null)
            return (true, []);
        Problem[] faults = [.. condition.Faults(scope)];
        if (faults.Length > 0)
            return (true, faults);
        try
        {
            return (Decision.Of(condition.Evaluate(scope), scope), []);
        }
        catch (EvaluationException exception) when (exception.AwaitsParameter)
        {
            return (true, []);
        }
        catch (EvaluationException exception)
        {
            var isOwn = exception.Kind == EvaluationException.ValueErrorKind;
            return (true, [isOwn ? Problem.At(condition.Path, exception.Message, condition.Span) with { Fix = Misspelt(condition) } : exception.AsProblem(condition.Span, condition.Path)]);
        }
    }

    private string? Misspelt(Expression condition) => condition is Literal { Value: TextValue name } ? Suggestion.For(name.Text, template.Conditions.Keys) : null;

    private IEnumerable<Problem> DuplicateNames()
    {
        string[] names = [.. template.Parameters.Select(parameter => parameter.Name).Intersect(Enabled().Select(resource => resource.Name))];
        return names.Length == 0
            ? []
            : [new Problem(Problem.ValidationFailed, $"Duplicate names {{{string.Join(", ", names.Select(name => ValueText.Literal(name)))}}}", template.Resources[names[0]].Span, template.Resources[names[0]].Path)];
    }

    private IEnumerable<Problem> UnknownReferences(ResourceDefinition resource)
    {
        if (resource.ExternalId is not null)
            yield break;
        foreach (var reference in resource.References(scope).Where(reference => !scope.HasResource(reference.Resource) && _unknown.Add(reference.Path)))
            yield return Unknown(reference.Resource, ReferencePath(reference.Path), reference.Span, reference.Path);
        // What a condition disables may still be named here; it just has no effect.
        foreach (var name in resource.DependsOn.Where(name => !template.Resources.ContainsKey(name)))
            yield return Unknown(name, resource.Name, resource.Span, $"{resource.Path}.{template.Language.Resource.DependsOn}");
    }

    private Problem Unknown(string name, string where, SourceSpan span, string path) =>
        new(EvaluationException.ReferenceKind, EvaluationException.UnknownReference(name, where).Message, span, path, Suggestion.For(name, template.Resources.Keys));

    /// <summary>Messages about references name the place in the words of the older dialect: <c>server.Properties.networks[0]</c>.</summary>
    private static string ReferencePath(string path)
    {
        var parts = path.Split('.');
        parts[2] = parts[2] == "properties" ? "Properties" : parts[2] == "metadata" ? "Metadata" : parts[2];
        return string.Join('.', parts[1..]);
    }

    private IEnumerable<Problem> Circle()
    {
        var waiting = InCircles();
        if (waiting.Count == 0)
            return [];
        var first = template.Resources[waiting.Keys.First()];
        var circle = string.Join(", ", waiting.Take(Problem.MostTold).Select(entry => $"{entry.Key}: {{{string.Join(", ", entry.Value.Where(waiting.ContainsKey))}}}"));
        return [new Problem("CircularDependencyException", $"Circular Dependency Found: {{{circle}}}", first.Span, first.Path)];
    }

    /// <summary>The resources that would wait for each other for ever, with what each waits for.</summary>
    private OrderedDictionary<string, HashSet<string>> InCircles()
    {
        var waiting = new OrderedDictionary<string, HashSet<string>>(Enabled().Select(resource => KeyValuePair.Create(resource.Name, Requirements(resource).ToHashSet())));
        var dependents = waiting.SelectMany(entry => entry.Value.Select(required => (required, entry.Key))).ToLookup(pair => pair.required, pair => pair.Key);
        var left = waiting.ToDictionary(entry => entry.Key, entry => entry.Value.Count(waiting.ContainsKey));
        var free = new Queue<string>(left.Where(entry => entry.Value == 0).Select(entry => entry.Key));
        while (free.TryDequeue(out var name))
            foreach (var dependent in dependents[name])
                if (--left[dependent] == 0)
                    free.Enqueue(dependent);
        return new OrderedDictionary<string, HashSet<string>>(waiting.Where(entry => left[entry.Key] > 0));
    }

    private IReadOnlyList<string> Requirements(ResourceDefinition resource)
    {
        try
        {
            return [.. resource.RequiredResources(scope)];
        }
        catch (EvaluationException)
        {
            // Already told as a fault of the expression.
            return resource.DependsOn;
        }
    }

    private IReadOnlyList<Problem> Output(OutputDefinition output)
    {
        var (isEnabled, problems) = Decided(output.Condition);
        return isEnabled && problems.Count == 0 ? [.. Guarded(output.Value, () => output.Value.Validate(scope))] : problems;
    }

    /// <summary>The problems found, or the one that kept them from being found. A parameter without a value is no problem of the template.</summary>
    private static IReadOnlyList<Problem> Guarded(Expression? where, Func<IEnumerable<Problem>> find)
    {
        try
        {
            return [.. find()];
        }
        catch (EvaluationException exception)
        {
            return exception.AwaitsParameter ? [] : [exception.AsProblem(where?.Span ?? SourceSpan.None, where?.Path ?? "")];
        }
    }
}
