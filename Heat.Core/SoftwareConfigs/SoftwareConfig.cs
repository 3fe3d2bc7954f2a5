using Heat.Core.Values;

namespace Heat.Core.SoftwareConfigs;

/// <summary>A software configuration: what some tool in an instance is to do.</summary>
/// <param name="Group">The tool, such as <c>script</c>.</param>
/// <param name="Config">The text or map that the tool gets.</param>
public sealed record SoftwareConfig(Guid Id, string? Name, string? Group, Value Config, ListValue Inputs, ListValue Outputs, MapValue Options, DateTimeOffset CreatedAt)
{
    public string ProjectId { get; init; } = "";
}
