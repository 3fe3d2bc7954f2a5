using Heat.Core.Diagnostics;
using Heat.Core.Parameters;
using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Core.Constraints;

/// <summary>All checks for custom constraints that there are, by name.</summary>
public sealed class CustomConstraintChecks(IEnumerable<ICustomConstraintCheck> checks)
{
    private readonly Dictionary<string, ICustomConstraintCheck> _checks = checks.ToDictionary(check => check.Name, StringComparer.Ordinal);

    /// <summary>The reason why a value breaks a constraint, or null when it doesn't.</summary>
    public async Task<string?> ViolationAsync(CustomConstraint constraint, Value value, ICloudSession cloud, CancellationToken cancellation) =>
        _checks.TryGetValue(constraint.Name, out var check)
            ? await check.ViolationAsync(value, cloud, cancellation)
            : $"\"{ValueText.Plain(value)}\" does not validate {constraint.Name} (constraint not found)";

    /// <summary>What is wrong with the values of parameters.</summary>
    public async Task<IReadOnlyList<Problem>> ProblemsAsync(ParameterSet parameters, ICloudSession cloud, CancellationToken cancellation)
    {
        List<Problem> problems = [];
        foreach (var (parameter, constraint, value) in parameters.CustomConstraints)
            if (await ViolationAsync(constraint, value, cloud, cancellation) is { } violation)
                problems.Add(new Problem(Problem.ValidationFailed, $"Parameter '{parameter.Name}' is invalid: {constraint.Description ?? violation}", parameter.Span, $"parameters.{parameter.Name}") { IsAboutValue = true });
        return problems;
    }

    /// <summary>What is wrong with the values of properties, after what the schema says.</summary>
    public async Task<IReadOnlyList<Problem>> ProblemsAsync(PropertyResolution properties, ICloudSession cloud, CancellationToken cancellation)
    {
        List<Problem> problems = [];
        foreach (var pending in properties.CustomConstraints)
            if (await ViolationAsync(pending.Constraint, pending.Value, cloud, cancellation) is { } violation)
                problems.Add(pending.Violated(violation) with { IsAboutValue = true });
        return problems;
    }
}
