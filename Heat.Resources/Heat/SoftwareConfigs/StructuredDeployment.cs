using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.Heat.SoftwareConfigs;

/// <summary>OS::Heat::StructuredDeployment — has a structured configuration carried out on a server, with the inputs filled into its map.</summary>
public sealed class StructuredDeployment : DeploymentResource
{
    internal static IReadOnlyList<PropertySchema> StructuredProperties { get; } =
    [
        Property.Text("input_key", "The key that stands for an input in the map.").DefaultsTo("get_input"),
        Property.Text("input_values_validate", "Whether an input without a value is a fault (STRICT) or reads as null (LAX).").OneOf("LAX", "STRICT").DefaultsTo("LAX"),
    ];

    public override ResourceSchema Schema { get; } = new("OS::Heat::StructuredDeployment")
    {
        Description = "Has a structured configuration carried out on a server.",
        Support = SupportStatus.Since("2014.1"),
        Properties = [.. SharedProperties, Server, .. StructuredProperties],
        Attributes = SharedAttributes,
    };

    private protected override Value Filled(ResourceContext resource, Value config, ListValue inputs)
    {
        var values = MapValue.Create(inputs.Maps().Select(input => KeyValuePair.Create(input.Text("name")!, input.Get("value"))));
        return Filled(config, resource.Properties.Text("input_key") ?? "get_input", values, resource.Properties.Text("input_values_validate") == "STRICT");
    }

    /// <summary>The value with each <c>{input_key: name}</c> replaced by that input.</summary>
    internal static Value Filled(Value config, string key, MapValue values, bool isStrict) => config switch
    {
        MapValue { Count: 1 } map when map.ContainsKey(key) && map.Get(key).AsText() is { } name => values.ContainsKey(name) || !isStrict
            ? values.Get(name)
            : throw new ResourceException("UserParameterMissing", $"The Parameter ({name}) was not provided."),
        MapValue map => MapValue.Create(map.Select(entry => KeyValuePair.Create(entry.Key, Filled(entry.Value, key, values, isStrict)))),
        ListValue list => ListValue.Create(list.Select(item => Filled(item, key, values, isStrict))),
        _ => config,
    };
}
