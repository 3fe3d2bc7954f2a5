using System.Globalization;
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

    public override bool LeavesNoTrace => true;

    public override Task<IReadOnlyList<string>> ValidateAsync(MapValue properties, IReadOnlySet<string> unknown, ICloudSession cloud, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<string>>(unknown.Contains("value") || TryConvert(properties, out _) is not { } fault ? [] : [fault]);

    public override Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation) => Task.FromResult<string?>(resource.PhysicalName);

    public override Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation) => Task.CompletedTask;

    public override Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (TryConvert(resource.Properties, out var value) is { } fault)
            throw new ResourceException("StackValidationFailed", fault);
        return Task.FromResult(MapValue.Of(("value", value)));
    }

    /// <summary>The value as one of the wanted type.</summary>
    /// <returns>Why it can't be one, or null.</returns>
    private static string? TryConvert(MapValue properties, out Value converted)
    {
        var value = converted = properties.Get("value");
        var (result, fault) = properties.Get("type").AsText() switch
        {
            "string" => value is ListValue or MapValue ? (null, $"Value must be a string; got {ValueText.Literal(value)}") : (ValueText.Plain(value), ""),
            "number" => (AsNumber(value), $"could not convert string to float: {ValueText.Literal(value)}"),
            "comma_delimited_list" => (value as ListValue, $"\"{ValueText.Literal(value)}\" is not a list"),
            "json" => (value as MapValue, $"\"{ValueText.Plain(value)}\" is not a map"),
            "boolean" => (AsFlag(value), $"\"{ValueText.Plain(value)}\" is not a valid boolean"),
            _ => ((Value?)value, ""),
        };
        converted = result ?? converted;
        return result is null ? fault : null;
    }

    private static Value? AsNumber(Value value) => value switch
    {
        IntegerValue or NumberValue => value,
        TextValue { Text: var text } when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) => integer,
        TextValue { Text: var text } when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    private static Value? AsFlag(Value value) => value switch
    {
        FlagValue => value,
        TextValue { Text: var text } when bool.TryParse(text, out var flag) => flag,
        _ => null,
    };
}
