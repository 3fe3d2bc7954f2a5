using Heat.Core.Constraints;
using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Server.Orchestration.Views;

/// <summary>Resource types as the API describes them.</summary>
internal static class TypeView
{
    public static MapValue Shown(ResourceSchema schema) => MapValue.Of(
        ("resource_type", schema.Type),
        ("properties", MapValue.Create(schema.Properties.Where(property => !property.Support.IsHidden && property.IsImplemented).Select(property => KeyValuePair.Create(property.Name, (Value)Property(property))))),
        ("attributes", MapValue.Create(Attributes(schema).Select(attribute => KeyValuePair.Create(attribute.Name, (Value)Attribute(attribute))))),
        ("support_status", Support(schema.Support)));

    private static IEnumerable<AttributeSchema> Attributes(ResourceSchema schema) =>
        schema.Attributes.Where(attribute => !attribute.Support.IsHidden).Concat(schema.HasShow ? [ResourceSchema.Show] : []);

    private static MapValue Property(PropertySchema property)
    {
        var shown = MapValue.Of(
            ("type", KindName(property.Kind)),
            ("required", property.IsRequired),
            ("update_allowed", property.IsUpdatable),
            ("immutable", property.IsImmutable));
        if (property.Default is { } value)
            shown = shown.With("default", value);
        if (property.Description.Length > 0)
            shown = shown.With("description", property.Description);
        if (property.Constraints.Count > 0)
            shown = shown.With("constraints", Constraints(property));
        if (property.Items is { } items)
            shown = shown.With("schema", MapValue.Of(("*", Property(items))));
        else if (property.Fields is { } fields)
            shown = shown.With("schema", MapValue.Create(fields.Where(field => !field.Support.IsHidden).Select(field => KeyValuePair.Create(field.Name, (Value)Property(field)))));
        return shown;
    }

    internal static ListValue Constraints(PropertySchema property) => ListValue.Create(property.Constraints.Select(constraint => (Value)ConstraintOf(constraint)));

    private static MapValue Attribute(AttributeSchema attribute)
    {
        var shown = MapValue.Of(("type", KindName(attribute.Kind ?? PropertyKind.Any)));
        return attribute.Kind is null ? MapValue.Of(("description", attribute.Description)) : shown.With("description", attribute.Description);
    }

    private static MapValue ConstraintOf(Constraint constraint)
    {
        var shown = constraint switch
        {
            RangeConstraint range => MapValue.Of(("range", range.Bounds)),
            LengthConstraint length => MapValue.Of(("length", length.Bounds)),
            ModuloConstraint modulo => MapValue.Of(("modulo", MapValue.Of(("step", modulo.Step), ("offset", modulo.Offset)))),
            AllowedValuesConstraint allowed => MapValue.Of(("allowed_values", ListValue.Create(allowed.Allowed))),
            AllowedPatternConstraint pattern => MapValue.Of(("allowed_pattern", pattern.Pattern)),
            CustomConstraint custom => MapValue.Of(("custom_constraint", custom.Name)),
            _ => MapValue.Empty,
        };
        return constraint.Description is { } description ? shown.With("description", description) : shown;
    }

    private static MapValue Support(SupportStatus support) => MapValue.Of(
        ("status", support.Status),
        ("message", support.Message),
        ("version", support.Version),
        ("previous_status", support.Previous is { } previous ? Support(previous) : Value.Null));

    internal static string KindName(PropertyKind kind) => kind switch
    {
        PropertyKind.Text => "string",
        PropertyKind.Integer => "integer",
        PropertyKind.Number => "number",
        PropertyKind.Flag => "boolean",
        PropertyKind.List => "list",
        PropertyKind.Map => "map",
        _ => "any",
    };
}
