using Heat.Core.Engine;
using Heat.Core.Environments;
using Heat.Core.Storage;
using Heat.Core.Values;

namespace Heat.Core.Stacks;

/// <summary>
/// A stack as a document: its template, environment and files, and what is known of each resource. It is what an export, an abandoned stack and a snapshot hold, and what a stack that adopts resources is made from.
/// </summary>
internal static class StackDocument
{
    public const string Template = "template";
    public const string Resources = "resources";
    public const string ResourceId = "resource_id";
    public const string ResourceData = "resource_data";
    public const string Metadata = "metadata";
    private const string Environment = "environment";
    private const string Files = "files";

    /// <param name="nested">The document of the stack that a resource stands for; null for a resource that stands for none.</param>
    public static MapValue Of(StackRecord stack, StackDefinition definition, IEnumerable<ResourceState> resources, Func<ResourceState, MapValue?> nested) => MapValue.Of(
        ("name", stack.Name),
        ("id", stack.Id.ToString()),
        ("action", stack.Action),
        ("status", stack.Status),
        (Environment, definition.Environment.ToValue().Without("encrypted_param_names")),
        (Files, MapValue.Create(definition.Files.Select(file => KeyValuePair.Create(file.Key, (Value)file.Value)))),
        (Template, definition.Template.ToValue()),
        (Resources, MapValue.Create(resources.Select(state => KeyValuePair.Create(state.Name, (Value)(nested(state) ?? MapValue.Empty).With(Described(state)))))),
        ("project_id", stack.ProjectId),
        ("stack_user_project_id", StackRecordFacts.ShownUserProject(stack.Id, stack.StackUserProjectId)),
        ("tags", stack.Tags is { } tags ? ValueJson.Parse(tags) : ListValue.Empty));

    /// <summary>The environment of such a document.</summary>
    public static HeatEnvironment EnvironmentOf(MapValue document) => EnvironmentParser.FromStored(document.Get(Environment));

    /// <summary>The files of such a document, by name.</summary>
    public static Dictionary<string, string> FilesOf(MapValue document) =>
        (document.Get(Files).AsMap() ?? MapValue.Empty).ToDictionary(file => file.Key, file => ValueText.Plain(file.Value));

    private static MapValue Described(ResourceState state) => MapValue.Of(
        ("name", state.Name),
        ("type", state.Record.Type),
        ("action", state.Record.Action),
        ("status", state.Record.Status),
        (Metadata, ValueJson.Parse(state.Record.Metadata)),
        (ResourceId, state.Record.PhysicalId),
        (ResourceData, state.Data));
}
