using Heat.Core.Templates;
using Heat.Core.Values;

namespace Heat.Resources.Heat.Groups;

/// <summary>Makes the templates of groups' nested stacks.</summary>
internal static class GroupTemplate
{
    private const string Version = "2015-04-30";

    private static readonly TemplateFactory s_templates = new();

    /// <summary>A template with these resources. Its files are those of the stack that the group belongs to.</summary>
    public static Template Of(MapValue members)
    {
        var document = MapValue.Of(("heat_template_version", Version), ("resources", members));
        return s_templates.Create(TemplateParser.FromValue(document, "nested_stack"), new Dictionary<string, string>());
    }
}
