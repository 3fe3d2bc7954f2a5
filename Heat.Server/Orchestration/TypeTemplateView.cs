using Heat.Core.Constraints;
using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Server.Orchestration.Views;

namespace Heat.Server.Orchestration;

/// <summary>A template that uses one resource type with a parameter for each of its properties: a beginning for authors.</summary>
internal static class TypeTemplateView
{
    /// <param name="name">The name that the resource gets.</param>
    /// <param name="dialect"><c>hot</c> or <c>cfn</c>.</param>
    public static MapValue Shown(ResourceSchema schema, string name, string dialect)
    {
        List<PropertySchema> properties = [.. schema.Properties.Where(property => !property.Support.IsHidden && property.IsImplemented)];
        var attributes = schema.Attributes.Where(attribute => !attribute.Support.IsHidden).Concat(schema.HasShow ? [ResourceSchema.Show] : []);
        return dialect == "hot" ? Hot(schema, name, properties, attributes) : Cfn(schema, name, properties, attributes);
    }

    private static MapValue Hot(ResourceSchema schema, string name, List<PropertySchema> properties, IEnumerable<AttributeSchema> attributes) => MapValue.Of(
        ("heat_template_version", "2016-10-14"),
        ("description", $"Initial template of {name}"),
        ("parameters", Map(properties, HotParameter)),
        ("resources", MapValue.Of((name, MapValue.Of(
            ("type", schema.Type),
            ("properties", Map(properties, property => Given(property, MapValue.Of(("get_param", property.Name))))))))),
        ("outputs", Outputs(
            attributes,
            attribute => MapValue.Of(("description", attribute.Description), ("value", MapValue.Of(("get_attr", ListValue.Of(name, attribute.Name))))),
            MapValue.Of(("value", MapValue.Of(("get_resource", name)))))));

    private static MapValue Cfn(ResourceSchema schema, string name, List<PropertySchema> properties, IEnumerable<AttributeSchema> attributes) => MapValue.Of(
        ("HeatTemplateFormatVersion", "2012-12-12"),
        ("Description", $"Initial template of {name}"),
        ("Parameters", Map(properties, CfnParameter)),
        ("Resources", MapValue.Of((name, MapValue.Of(
            ("Type", schema.Type),
            ("Properties", Map(properties, property => Given(property, MapValue.Of(("Ref", property.Name))))))))),
        ("Outputs", Outputs(
            attributes,
            attribute => MapValue.Of(("Description", attribute.Description), ("Value", MapValue.Of(("Fn::GetAtt", ListValue.Of(name, attribute.Name))))),
            MapValue.Of(("Value", MapValue.Of(("Ref", name)))))));

    // A list is given as text with commas, which the template splits.
    private static MapValue Given(PropertySchema property, MapValue reference) =>
        property.Kind == PropertyKind.List && reference.ContainsKey("Ref") ? MapValue.Of(("Fn::Split", ListValue.Of(",", reference))) : reference;

    private static MapValue HotParameter(PropertySchema property)
    {
        var parameter = MapValue.Of(("type", property.Kind switch
        {
            PropertyKind.Integer or PropertyKind.Number => "number",
            PropertyKind.Flag => "boolean",
            PropertyKind.List => "comma_delimited_list",
            PropertyKind.Map => "json",
            _ => "string",
        }));
        return Described(parameter, property, "description", "default", "constraints");
    }

    private static MapValue CfnParameter(PropertySchema property)
    {
        var parameter = MapValue.Of(("Type", property.Kind switch
        {
            PropertyKind.Integer or PropertyKind.Number => "Number",
            PropertyKind.Flag => "Boolean",
            PropertyKind.List => "CommaDelimitedList",
            PropertyKind.Map => "Json",
            _ => "String",
        }));
        parameter = Described(parameter, property, "Description", "Default", constraints: null);
        foreach (var constraint in property.Constraints)
            parameter = constraint switch
            {
                AllowedValuesConstraint allowed => parameter.With("AllowedValues", ListValue.Create(allowed.Allowed)),
                AllowedPatternConstraint pattern => parameter.With("AllowedPattern", pattern.Pattern),
                RangeConstraint range => With(parameter, "Value", range.Bounds),
                LengthConstraint length => With(parameter, "Length", length.Bounds),
                _ => parameter,
            };
        return parameter;
    }

    private static MapValue With(MapValue parameter, string what, MapValue bounds) =>
        parameter.With(ParameterView.Bounds(what, bounds).Select(bound => KeyValuePair.Create(bound.Name, bound.Bound)));

    private static MapValue Described(MapValue parameter, PropertySchema property, string description, string @default, string? constraints)
    {
        if (property.Description.Length > 0)
            parameter = parameter.With(description, property.Description);
        if (property.Default is { } value)
            parameter = parameter.With(@default, value);
        else if (!property.IsRequired)
            parameter = parameter.With(@default, property.Kind switch
            {
                PropertyKind.Integer or PropertyKind.Number => 0,
                PropertyKind.Flag => false,
                PropertyKind.Map => MapValue.Empty,
                PropertyKind.List => ListValue.Empty,
                _ => "",
            });
        return constraints is not null && TypeView.Constraints(property) is { Count: > 0 } list ? parameter.With(constraints, list) : parameter;
    }

    private static MapValue Map(List<PropertySchema> properties, Func<PropertySchema, MapValue> write) =>
        MapValue.Create(properties.Select(property => KeyValuePair.Create(property.Name, (Value)write(property))));

    private static MapValue Outputs(IEnumerable<AttributeSchema> attributes, Func<AttributeSchema, MapValue> write, MapValue reference) =>
        MapValue.Create(attributes.Select(attribute => KeyValuePair.Create(attribute.Name, (Value)write(attribute)))).With("OS::stack_id", reference);
}
