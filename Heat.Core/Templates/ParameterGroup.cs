using Heat.Core.Values;

namespace Heat.Core.Templates;

/// <summary>Parameters that belong together on a form.</summary>
/// <param name="Shown">The group as the API shows it, which is as it was written.</param>
public sealed record ParameterGroup(string? Label, string? Description, IReadOnlyList<string> Parameters, Value Shown);
