using Heat.Core.Resources;
using Heat.Core.Resources.Nested;
using Heat.Core.Stacks;
using Heat.Core.Values;
using Heat.Server.Orchestration.Views;

namespace Heat.Server.Orchestration;

/// <summary>The answer to a template that was found right: what it asks of its user.</summary>
internal sealed class ValidationView(StackDefinitions definitions)
{
    public async Task<MapValue> ShownAsync(StackDefinition definition, bool showNested, ICloudSession cloud, CancellationToken cancellation)
    {
        var template = definition.Template;
        var shown = Described(definition).With("Environment", Environment(definition));
        if (template.ParameterGroups.Count > 0)
            shown = shown.With("ParameterGroups", ListValue.Create(template.ParameterGroups.Select(group => group.Shown)));
        return showNested && await NestedAsync(definition, cloud, cancellation) is { Count: > 0 } nested ? shown.With("NestedParameters", nested) : shown;
    }

    private static MapValue Described(StackDefinition definition) => MapValue.Of(
        ("Description", definition.Template.Description ?? "No description"),
        ("Parameters", MapValue.Create(definition.Template.Parameters.Where(parameter => !definition.Template.PseudoParameters.ContainsKey(parameter.Name)).Select(parameter =>
            KeyValuePair.Create(parameter.Name, (Value)ParameterView.Shown(parameter, definition.Parameters, IsGiven(definition, parameter.Name)))))));

    private static bool IsGiven(StackDefinition definition, string parameter) =>
        definition.Environment.Parameters.ContainsKey(parameter) || definition.Environment.ParameterDefaults.ContainsKey(parameter);

    private static MapValue Environment(StackDefinition definition)
    {
        var registry = definition.Environment.Registry.Noting(definition.Template.Resources.Values.Select(resource => resource.Type));
        var hidden = definition.Template.Parameters.Where(parameter => parameter.IsHidden).Select(parameter => parameter.Name).ToHashSet();
        return (definition.Environment with { Registry = registry }).ToValue(hidden).Without("encrypted_param_names");
    }

    private async Task<MapValue> NestedAsync(StackDefinition definition, ICloudSession cloud, CancellationToken cancellation)
    {
        var shown = new List<KeyValuePair<string, Value>>();
        foreach (var resource in definition.Resources.Values)
            if (await NestedOfAsync(definition, resource, cloud, cancellation) is { } nested)
                shown.Add(KeyValuePair.Create(resource.Name, (Value)await ShownNestedAsync(nested, resource, cloud, cancellation)));
        return MapValue.Create(shown);
    }

    private async Task<StackDefinition?> NestedOfAsync(StackDefinition definition, WantedResource resource, ICloudSession cloud, CancellationToken cancellation)
    {
        if (resource.Type is not NestedStackType type)
            return null;
        var properties = (await resource.ResolvePropertiesAsync(definition.Scope(null), _ => false, cloud, cancellation)).Values;
        return await type.ContentForValidationAsync(resource.Name, properties, cloud, cancellation) is { } content ? definitions.NestedForValidation(definition, resource, content) : null;
    }

    private async Task<MapValue> ShownNestedAsync(StackDefinition nested, WantedResource resource, ICloudSession cloud, CancellationToken cancellation)
    {
        var shown = Described(nested).With("Type", resource.Definition.Type);
        return await NestedAsync(nested, cloud, cancellation) is { Count: > 0 } further ? shown.With("NestedParameters", further) : shown;
    }
}
