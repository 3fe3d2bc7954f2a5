using Heat.Core.Resources;
using Heat.Core.Resources.Nested;
using Heat.Core.Templates;
using Heat.Core.Values;

namespace Heat.Resources.Heat.Groups;

/// <summary>Makes the templates of groups' nested stacks.</summary>
internal static class GroupTemplate
{
    private const string Version = "2015-04-30";

    private static readonly TemplateFactory s_templates = new();

    /// <summary>A nested stack with these resources. Its files are those of the stack that the group belongs to.</summary>
    public static NestedStackContent Content(MapValue members)
    {
        var document = MapValue.Of(("heat_template_version", Version), ("resources", members));
        return new NestedStackContent(s_templates.Create(TemplateParser.FromValue(document, "nested_stack"), new Dictionary<string, string>()), MapValue.Empty);
    }

    /// <summary>The members as the resources of a template.</summary>
    public static MapValue Members(IEnumerable<GroupMember> members) => MapValue.Create(members.Select(member => KeyValuePair.Create(member.Name, member.Definition)));

    /// <summary>Stage after stage, with a pause between two stages, and in the end the members that are wanted.</summary>
    /// <exception cref="ResourceException">The pauses alone take longer than the stack has time.</exception>
    public static IReadOnlyList<NestedStackContent> Series(ResourceContext resource, IEnumerable<MapValue> stages, MapValue wanted, double pause)
    {
        List<MapValue> batches = [.. stages];
        if (resource.ActionTimeout is { } timeout && pause * (batches.Count - 1) >= timeout.TotalSeconds)
            throw new ResourceException("ValueError", "The current update policy will result in stack update timeout.");
        var contents = batches.Select((stage, place) => Content(stage) with { Pause = TimeSpan.FromSeconds(place < batches.Count - 1 ? pause : 0) });
        return batches.Count > 0 && batches[^1] == wanted ? [.. contents] : [.. contents, Content(wanted)];
    }
}
