using Heat.Core.Constraints;
using Heat.Core.Parameters;
using Heat.Core.Values;

namespace Heat.Server.Orchestration.Views;

/// <summary>Parameters as the validation of a template tells them.</summary>
internal static class ParameterView
{
    public static MapValue Shown(ParameterSchema parameter, ParameterSet values, bool isGiven)
    {
        var shown = new List<(string, Value)>
        {
            ("Type", TypeName(parameter.Type)),
            ("Description", parameter.Description),
            ("NoEcho", parameter.IsHidden ? "true" : "false"),
            ("Label", parameter.Label ?? parameter.Name),
        };
        if (parameter.Default is { } value)
            shown.Add(("Default", value));
        if (isGiven && values.Values.TryGetValue(parameter.Name, out var effective))
            shown.Add(("Value", parameter.IsHidden ? ParameterSchema.Mask : effective));
        if (parameter.Tags.Count > 0)
            shown.Add(("Tags", ListValue.Create(parameter.Tags.Select(tag => (Value)tag))));
        foreach (var constraint in parameter.Constraints)
            shown.AddRange(ConstraintOf(constraint));
        if (string.Join(' ', parameter.Constraints.Select(constraint => constraint.Description).OfType<string>()) is { Length: > 0 } description)
            shown.Add(("ConstraintDescription", description));
        return MapValue.Of([.. shown]);
    }

    private static IEnumerable<(string, Value)> ConstraintOf(Constraint constraint) => constraint switch
    {
        RangeConstraint range => Bounds("Value", range.Bounds),
        LengthConstraint length => Bounds("Length", length.Bounds),
        ModuloConstraint modulo => [("Step", modulo.Step), ("Offset", modulo.Offset)],
        AllowedValuesConstraint allowed => [("AllowedValues", ListValue.Create(allowed.Allowed))],
        AllowedPatternConstraint pattern => [("AllowedPattern", pattern.Pattern)],
        CustomConstraint custom => [("CustomConstraint", custom.Name)],
        _ => [],
    };

    internal static IEnumerable<(string Name, Value Bound)> Bounds(string what, MapValue bounds) => bounds.Select(bound => ((bound.Key == "min" ? "Min" : "Max") + what, bound.Value));

    private static string TypeName(ParameterType type) => type switch
    {
        ParameterType.Number => "Number",
        ParameterType.List => "CommaDelimitedList",
        ParameterType.Json => "Json",
        ParameterType.Flag => "Boolean",
        _ => "String",
    };
}
