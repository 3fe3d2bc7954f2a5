using Heat.Core.Constraints;
using Heat.Core.Diagnostics;
using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Core.Parameters;

/// <summary>What a template says about one of its parameters.</summary>
public sealed record ParameterSchema
{
    /// <summary>What is shown instead of the value of a hidden parameter.</summary>
    public const string Mask = "******";

    public required string Name { get; init; }

    public required ParameterType Type { get; init; }

    /// <summary>The type's name as the template's dialect has it, such as <c>comma_delimited_list</c> or <c>CommaDelimitedList</c>.</summary>
    public required string TypeName { get; init; }

    public string Description { get; init; } = "";

    /// <summary>The value when the user gives none, as it was written; null when there is none.</summary>
    public Value? Default { get; init; }

    public IReadOnlyList<Constraint> Constraints { get; init; } = [];

    /// <summary>The value is never shown.</summary>
    public bool IsHidden { get; init; }

    /// <summary>The name for people; by default the parameter's own.</summary>
    public string? Label { get; init; }

    /// <summary>An update may not change the value.</summary>
    public bool IsImmutable { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public SourceSpan Span { get; init; }

    /// <summary>What is wrong with the schema itself: constraints that make no sense for the type, or a default that breaks them.</summary>
    /// <param name="environmentDefault">The default that the environment gives instead of the template's.</param>
    public IEnumerable<Problem> Problems(Value? environmentDefault = null)
    {
        var standing = environmentDefault is null or NullValue ? Default : environmentDefault;
        foreach (var constraint in Constraints.Where(constraint => !Fits(constraint)))
            yield return Invalid($"{ConstraintName(constraint)} constraint invalid for {TypeName}", "InvalidSchemaError");
        if (standing is { } value && Constraints.Count > 0 && Constraints.All(Fits) && DefaultViolation(value) is { } violation)
            yield return Invalid($"Invalid default {ValueText.Plain(value)} ({violation})", "InvalidSchemaError");
    }

    /// <summary>The value of this parameter's type that a given one means, or the problem that it is none or breaks a constraint. Custom constraints aren't looked at.</summary>
    public (Value? Value, Problem? Problem) Read(Value given)
    {
        var (value, unreadable) = ParameterReading.Read(Type, given);
        var complaint = unreadable ?? Violation(value!, given);
        return complaint is null ? (value, null) : (null, Invalid(complaint, Problem.ValidationFailed));
    }

    /// <summary>A value of this parameter as text for people; masked when the parameter is hidden.</summary>
    public string Show(Value value) => (IsHidden, value) switch
    {
        (true, _) => Mask,
        (_, ListValue list) when Type == ParameterType.List => string.Join(',', list.Select(ValueText.Plain)),
        _ when Type == ParameterType.Json => ValueText.Json(value),
        _ => ValueText.Plain(value),
    };

    /// <summary>This parameter as a property of a resource whose type is the parameter's template.</summary>
    public PropertySchema ToProperty() => new()
    {
        Name = Name,
        Kind = Type switch
        {
            ParameterType.Text => PropertyKind.Text,
            ParameterType.Number => PropertyKind.Number,
            ParameterType.List => PropertyKind.List,
            ParameterType.Json => PropertyKind.Map,
            _ => PropertyKind.Flag,
        },
        Description = Description,
        IsRequired = Default is null,
        IsUpdatable = true,
        Constraints = Constraints,
        TakesParameterText = Type is ParameterType.List or ParameterType.Json,
    };

    internal Problem Invalid(string message, string kind) => new(kind, $"Parameter '{Name}' is invalid: {message}", Span, $"parameters.{Name}");

    private string? Violation(Value value, Value given) => Constraints.Select(constraint => Violation(constraint, value, given)).FirstOrDefault(violation => violation is not null);

    private string? Violation(Constraint constraint, Value value, Value given)
    {
        // Allowed values are written loosely: "2" allows the number 2.
        if (constraint is AllowedValuesConstraint allowed && value is not ListValue)
            return allowed.Allowed.Any(candidate => ParameterReading.Read(Type, candidate).Value == value) ? null : allowed.ViolationOf(given);
        return constraint.Violation(value);
    }

    private string? DefaultViolation(Value value)
    {
        var (read, unreadable) = ParameterReading.Read(Type, value);
        return unreadable ?? Violation(read!, value);
    }

    private bool Fits(Constraint constraint) => constraint switch
    {
        RangeConstraint or ModuloConstraint => Type == ParameterType.Number,
        LengthConstraint => Type is ParameterType.Text or ParameterType.List or ParameterType.Json,
        AllowedPatternConstraint => Type == ParameterType.Text,
        _ => Type != ParameterType.Json,
    };

    private static string ConstraintName(Constraint constraint) => constraint switch
    {
        CustomConstraint => nameof(CustomConstraint),
        _ => constraint.GetType().Name.Replace("Constraint", "", StringComparison.Ordinal),
    };
}
