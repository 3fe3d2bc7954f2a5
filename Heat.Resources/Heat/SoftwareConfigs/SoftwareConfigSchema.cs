using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.Heat.SoftwareConfigs;

/// <summary>Properties that several kinds of software configurations share.</summary>
internal static class SoftwareConfigSchema
{
    public const string Ungrouped = "Heat::Ungrouped";

    private static readonly Value[] s_types = ["String", "Number", "CommaDelimitedList", "Json", "Boolean"];

    public static PropertySchema Group { get; } = Property.Text("group", "The tool in the instance that takes the configuration.").DefaultsTo(Ungrouped);

    public static PropertySchema Options { get; } = Property.Map("options", "Options for the tool.");

    public static PropertySchema Inputs { get; } = Property.ListOfMaps("inputs", "What the configuration is told when it is deployed.",
        Property.Any("default", "The value when a deployment gives none."),
        Property.Text("description", "What it is."),
        Property.Text("name", "The name.").Required(),
        Property.Flag("replace_on_change", "Whether a deployment is replaced when the value changes.").DefaultsTo(false),
        Property.Text("type", "What kind of value it is.").OneOf(s_types).DefaultsTo("String"));

    public static PropertySchema Outputs { get; } = Property.ListOfMaps("outputs", "What the tool reports when it is done.",
        Property.Text("description", "What it is."),
        Property.Flag("error_output", "Whether the deployment has failed if this is reported.").DefaultsTo(false),
        Property.Text("name", "The name.").Required(),
        Property.Text("type", "What kind of value it is.").OneOf(s_types).DefaultsTo("String"));
}
