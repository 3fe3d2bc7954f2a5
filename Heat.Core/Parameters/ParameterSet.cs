using Heat.Core.Constraints;
using Heat.Core.Diagnostics;
using Heat.Core.Templates;
using Heat.Core.Values;

namespace Heat.Core.Parameters;

/// <summary>The values of a template's parameters for one stack, with pseudo parameters such as <c>OS::stack_name</c> among them.</summary>
public sealed record ParameterSet
{
    private readonly IReadOnlyList<ParameterSchema> _schemas;

    private ParameterSet(IReadOnlyList<ParameterSchema> schemas) => _schemas = schemas;

    /// <summary>The values by name, pseudo parameters first. Parameters without a value, or with one that is wrong, are left out.</summary>
    public required MapValue Values { get; init; }

    /// <summary>What is wrong, the reference's first complaint first.</summary>
    public required IReadOnlyList<Problem> Problems { get; init; }

    /// <summary>The custom constraints that the values still have to keep.</summary>
    public required IReadOnlyList<(ParameterSchema Parameter, CustomConstraint Constraint, Value Value)> CustomConstraints { get; init; }

    /// <summary>The values as a stack shows them: texts, hidden ones masked.</summary>
    public MapValue Shown
    {
        get
        {
            var schemas = _schemas.ToDictionary(schema => schema.Name);
            return MapValue.Create(Values.Select(entry =>
                KeyValuePair.Create(entry.Key, (Value)(schemas.TryGetValue(entry.Key, out var schema) ? schema.Show(entry.Value) : ValueText.Plain(entry.Value)))));
        }
    }

    /// <summary>
    /// The values that the parameters take: the user's own, else the environment's default, else the template's. An explicit null counts as not given.
    /// </summary>
    /// <param name="requiresValues">A parameter without any value is a problem. It isn't when only the template itself is looked at.</param>
    public static ParameterSet Resolve(Template template, MapValue userValues, MapValue parameterDefaults, MapValue pseudo, bool requiresValues = true)
    {
        var known = template.Parameters.Select(schema => schema.Name).ToHashSet();
        List<Problem> problems = [.. userValues.Keys.Where(name => !known.Contains(name)).Take(Problem.MostTold).Select(name => Undefined(name, template))];
        List<KeyValuePair<string, Value>> values = [.. pseudo];
        List<(ParameterSchema, CustomConstraint, Value)> pending = [];
        // A parameter can't take the name of a pseudo parameter: the pseudo parameter stays what it is.
        foreach (var schema in template.Parameters.Where(schema => !pseudo.ContainsKey(schema.Name)))
        {
            problems.AddRange(schema.Problems(parameterDefaults.Get(schema.Name)));
            var given = Given(schema, userValues, parameterDefaults);
            var (value, problem) = given is null ? (null, requiresValues ? Missing(schema) : null) : schema.Read(given);
            if (problem is not null && (requiresValues || !userValues.Get(schema.Name).IsNull))
                problems.Add(problem with { IsAboutValue = true });
            if (value is null)
                continue;
            values.Add(KeyValuePair.Create(schema.Name, value));
            pending.AddRange(schema.Constraints.OfType<CustomConstraint>().Select(constraint => (schema, constraint, value)));
        }

        return new ParameterSet(template.Parameters) { Values = MapValue.Create(values), Problems = problems, CustomConstraints = pending };
    }

    private static Value? Given(ParameterSchema schema, MapValue userValues, MapValue parameterDefaults) =>
        userValues.Get(schema.Name) is { IsNull: false } own ? own
        : parameterDefaults.Get(schema.Name) is { IsNull: false } general ? general
        : schema.Default;

    private static Problem Missing(ParameterSchema schema) =>
        new("UserParameterMissing", $"The Parameter ({schema.Name}) was not provided.", schema.Span, $"parameters.{schema.Name}");

    private static Problem Undefined(string name, Template template) =>
        new("UnknownUserParameter", $"The Parameter ({name}) was not defined in template.", SourceSpan.None, name, Suggestion.For(name, template.Parameters.Select(schema => schema.Name)));
}
