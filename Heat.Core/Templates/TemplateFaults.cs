using Heat.Core.Diagnostics;

namespace Heat.Core.Templates;

/// <summary>What was found wrong while a template was read, by the section in which it stands: sections are complained about in a fixed order.</summary>
internal sealed class TemplateFaults
{
    public List<Problem> Structure { get; } = [];

    public List<Problem> Parameters { get; } = [];

    public List<Problem> ParameterGroups { get; } = [];

    public List<Problem> Conditions { get; } = [];

    public List<Problem> Resources { get; } = [];

    public List<Problem> Outputs { get; } = [];
}
