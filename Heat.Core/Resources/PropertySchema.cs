using Heat.Core.Constraints;
using Heat.Core.Values;

namespace Heat.Core.Resources;

/// <summary>
/// What a property of a resource type takes. Made with <see cref="Property"/> and refined one word at a time:
/// <c>Property.Text("name", "Name shown to people.").Updatable()</c>.
/// </summary>
public sealed record PropertySchema
{
    public required string Name { get; init; }

    public required PropertyKind Kind { get; init; }

    public string Description { get; init; } = "";

    public bool IsRequired { get; init; }

    /// <summary>The value when the template gives none; null when there is no default.</summary>
    public Value? Default { get; init; }

    /// <summary>A change is made on the living resource; otherwise it replaces the resource.</summary>
    public bool IsUpdatable { get; init; }

    /// <summary>A change is refused.</summary>
    public bool IsImmutable { get; init; }

    /// <summary>False for properties of the CloudFormation types that are known but have no effect.</summary>
    public bool IsImplemented { get; init; } = true;

    public IReadOnlyList<Constraint> Constraints { get; init; } = [];

    /// <summary>The schema of every element of a list; null when elements may be anything.</summary>
    public PropertySchema? Items { get; init; }

    /// <summary>The entries of a map; null when a map may have any.</summary>
    public IReadOnlyList<PropertySchema>? Fields { get; init; }

    public SupportStatus Support { get; init; } = SupportStatus.Always;

    /// <summary>
    /// The kind of cloud object that this value names, such as <c>neutron.network</c>: a name given by the author becomes the object's id before the property is used or compared.
    /// </summary>
    public string? Entity { get; init; }

    /// <summary>
    /// The value may be written as a parameter's: a list as text with commas, a map as JSON text. So are the properties of a resource whose type is a template, each a parameter of it.
    /// </summary>
    public bool TakesParameterText { get; init; }

    public PropertySchema Required() => this with { IsRequired = true };

    public PropertySchema Updatable() => this with { IsUpdatable = true };

    public PropertySchema Immutable() => this with { IsImmutable = true };

    public PropertySchema Unimplemented() => this with { IsImplemented = false };

    public PropertySchema DefaultsTo(Value value) => this with { Default = value };

    public PropertySchema With(params Constraint[] constraints) => this with { Constraints = [.. Constraints, .. constraints] };

    public PropertySchema OneOf(params Value[] allowed) => With(new AllowedValuesConstraint(allowed));

    public PropertySchema InRange(double? minimum, double? maximum = null) => With(new RangeConstraint(minimum, maximum));

    public PropertySchema OfLength(long? minimum, long? maximum = null) => With(new LengthConstraint(minimum, maximum));

    public PropertySchema Matching(string pattern) => With(new AllowedPatternConstraint(pattern));

    /// <summary>The value satisfies the custom constraint of this name, such as <c>nova.flavor</c>.</summary>
    public PropertySchema Satisfying(string customConstraint) => With(new CustomConstraint(customConstraint));

    /// <summary>The value is the name or id of a cloud object of this kind, and becomes its id.</summary>
    public PropertySchema Finding(string entity) => this with { Entity = entity };

    public PropertySchema Since(string version) => this with { Support = SupportStatus.Since(version) };

    public PropertySchema DeprecatedIn(string version) => this with { Support = Support.DeprecatedIn(version) };

    public PropertySchema HiddenIn(string version) => this with { Support = Support.HiddenIn(version) };

    public PropertySchema Supported(SupportStatus support) => this with { Support = support };
}
