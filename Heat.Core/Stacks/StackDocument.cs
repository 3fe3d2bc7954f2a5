using Heat.Core.Engine;
using Heat.Core.Storage;
using Heat.Core.Values;

namespace Heat.Core.Stacks;

/// <summary>
/// A stack as a document: its template, environment and files, and what is known of each resource. It is what an export, an abandoned stack and a snapshot hold, and what a stack that adopts resources is made from.
/// </summary>
internal static class StackDocument
{
    public const string Resources = "resources";
    public const string ResourceId = "resource_id";
    public const string ResourceData = "resource_data";
    public const string Metadata = "metadata";

    /// <param name="nested">The document of the stack that a resource stands for; null for a resource that stands for none.</param>
    public static MapValue Of(StackRecord stack, StackDefinition definition, IEnumerable<ResourceState> resources, Func<ResourceState, MapValue?> nested) => MapValue.Of(
        ("name", stack.Name),
        ("id", stack.Id.ToString()),
        ("action", stack.Action),
        ("status", stack.Status),
        ("environment", definition.Environment.ToValue().Without("encrypted_param_names")),
        ("files", MapValue.Create(definition.Files.Select(file => KeyValuePair.Create(file.Key, (Value)file.Value)))),
        ("template", definition.Template.ToValue()),
        (Resources, MapValue.Create(resources.Select(state => KeyValuePair.Create(state.Name, (Value)(nested(state) ?? MapValue.Empty).With(Described(state)))))),
        ("project_id", stack.ProjectId),
        ("stack_user_project_id", StackRecordFacts.ShownUserProject(stack.Id, stack.StackUserProjectId)),
        ("tags", stack.Tags is { } tags ? ValueJson.Parse(tags) : ListValue.Empty));

    private static MapValue Described(ResourceState state) => MapValue.Of(
        ("name", state.Name),
        ("type", state.Record.Type),
        ("action", state.Record.Action),
        ("status", state.Record.Status),
        (Metadata, ValueJson.Parse(state.Record.Metadata)),
        (ResourceId, state.Record.PhysicalId),
        (ResourceData, state.Data));
}
