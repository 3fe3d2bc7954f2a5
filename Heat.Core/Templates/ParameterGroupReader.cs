using Heat.Core.Diagnostics;
using Heat.Core.Values;

namespace Heat.Core.Templates;

/// <summary>The section <c>parameter_groups</c>.</summary>
/// <param name="parameters">The names that may stand in a group, those of pseudo parameters among them.</param>
internal sealed class ParameterGroupReader(List<Problem> problems, IReadOnlyList<string> parameters)
{
    private readonly HashSet<string> _grouped = [];

    public IReadOnlyList<ParameterGroup> Read(Node? section)
    {
        if (section is null || !section.ToValue().IsTruthy())
            return [];
        if (section is SequenceNode list)
            return [.. list.Items.Select(ReadGroup).OfType<ParameterGroup>()];
        Refuse("parameter_groups", "The parameter_groups should be a list.", section.Span);
        return [];
    }

    private ParameterGroup? ReadGroup(Node node)
    {
        if (node is not MappingNode group)
        {
            problems.Add(new Problem("AttributeError", $"A parameter group must be a map with a label and a list of parameters. Found a {node.KindName} instead", node.Span, "parameter_groups"));
            return null;
        }

        var label = group.Find("label")?.ToValue().AsText();
        var path = $"parameter_groups.{label}";
        var names = group.Find("parameters");
        if (names is SequenceNode list)
            CheckNames(list, path);
        else
            Refuse(path, names is null or ScalarNode { Value.IsNull: true } ? "The parameters must be provided for each parameter group." : "The parameters of parameter group should be a list.", node.Span);
        return new ParameterGroup(label, group.Find("description")?.ToValue().AsText(), [.. names?.ToValue().Texts() ?? []], group.ToValue());
    }

    private void CheckNames(SequenceNode names, string path)
    {
        foreach (var node in names.Items)
        {
            var name = ValueText.Plain(node.ToValue());
            if (!_grouped.Add(name))
                Refuse(path, $"The {name} parameter must be assigned to one parameter group only.", node.Span);
            else if (!parameters.Contains(name))
                Refuse(path, $"The grouped parameter {name} does not reference a valid parameter.", node.Span, Suggestion.For(name, parameters));
        }
    }

    private void Refuse(string path, string detail, SourceSpan span, string? fix = null) =>
        problems.Add(Problem.At(path, detail, span, "Parameter Groups error") with { Fix = fix });
}
