using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.Heat;

/// <summary>OS::Heat::Value — gives the value of an expression a name.</summary>
public sealed class ValueResource : ResourceType
{
    public override ResourceSchema Schema { get; } = new("OS::Heat::Value")
    {
        Description = "Gives the value of an expression a name, so that it can be used in many places.",
        Support = SupportStatus.Since("7.0.0"),
        Properties =
        [
            Property.Text("type", "What the value is; anything when it is left out.").OneOf("string", "number", "comma_delimited_list", "json", "boolean").Updatable(),
            Property.Any("value", "The expression.").Required().Updatable(),
        ],
        Attributes =
        [
            Attribute.Any("value", "What the expression comes to."),
        ],
    };

    public override string Title => "Value";

    public override bool LeavesNoTrace => true;

    /// <summary>The value is of the type that is given with it.</summary>
    public override IReadOnlyList<PropertySchema> PropertiesFor(MapValue given) =>
        [.. Schema.Properties.Select(property => property.Name == "value" ? property with { Kind = KindOf(given.Get("type").AsText()) } : property)];

    public override Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation) => Task.FromResult<string?>(resource.PhysicalName);

    public override Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation) => Task.CompletedTask;

    public override Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation) =>
        Task.FromResult(MapValue.Of(("value", resource.Properties.Get("value"))));

    private static PropertyKind KindOf(string? type) => type switch
    {
        "string" => PropertyKind.Text,
        "number" => PropertyKind.Number,
        "comma_delimited_list" => PropertyKind.List,
        "json" => PropertyKind.Map,
        "boolean" => PropertyKind.Flag,
        _ => PropertyKind.Any,
    };
}
