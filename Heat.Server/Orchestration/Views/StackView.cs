using Heat.Core.Stacks;
using Heat.Core.Storage;
using Heat.Core.Values;

namespace Heat.Server.Orchestration.Views;

/// <summary>Stacks as the API shows them.</summary>
internal static class StackView
{
    /// <summary>A line of a list.</summary>
    public static MapValue Listed(ListedStack stack, Links links, bool withProject)
    {
        var item = MapValue.Of(
            ("id", stack.Id.ToString()),
            ("links", ListValue.Of(Links.Link(links.Stack(stack), "self"))),
            ("stack_name", stack.Name),
            ("description", ""),
            ("stack_status", stack.State),
            ("stack_status_reason", stack.StatusReason),
            ("creation_time", Times.Shown(stack.CreatedAt)),
            ("updated_time", Times.Shown(stack.UpdatedAt)),
            ("deletion_time", Times.Shown(stack.DeletedAt)),
            ("stack_owner", stack.UserName),
            ("parent", stack.OwnerId?.ToString()),
            ("stack_user_project_id", StackRecordFacts.ShownUserProject(stack.Id, stack.StackUserProjectId)),
            ("tags", TagsOf(stack.Tags)));
        return withProject ? item.With("project", stack.ProjectId) : item;
    }

    /// <summary>All about a stack but its state and outputs.</summary>
    public static MapValue Described(StackRecord stack, StackDefinition definition, Links links, string id) => MapValue.Of(
        ("id", id),
        ("links", ListValue.Of(Links.Link(links.Stack(stack, id), "self"))),
        ("stack_name", stack.Name),
        ("description", stack.Description),
        ("template_description", stack.Description),
        ("creation_time", Times.Shown(stack.CreatedAt)),
        ("updated_time", Times.Shown(stack.UpdatedAt)),
        ("deletion_time", Times.Shown(stack.DeletedAt)),
        ("parameters", definition.Parameters.Shown),
        ("capabilities", ListValue.Empty),
        ("notification_topics", ListValue.Empty),
        ("disable_rollback", stack.DisableRollback),
        ("timeout_mins", Value.FromNullable(stack.TimeoutMinutes)),
        ("stack_owner", stack.UserName),
        ("parent", stack.OwnerId?.ToString()),
        ("stack_user_project_id", StackRecordFacts.ShownUserProject(stack.Id, stack.StackUserProjectId)),
        ("tags", TagsOf(stack.Tags) is { IsNull: false } tags ? tags : ListValue.Empty));

    /// <summary>All about a stack.</summary>
    /// <param name="outputs">The values of its outputs; null to leave the outputs out.</param>
    public static MapValue Shown(StackRecord stack, StackDefinition definition, MapValue? outputs, Links links)
    {
        var shown = Described(stack, definition, links, stack.Id.ToString()).With(MapValue.Of(
            ("stack_status", stack.State),
            ("stack_status_reason", stack.StatusReason)));
        return outputs is null ? shown : shown.With("outputs", ListValue.Create(definition.Template.Outputs.Keys.Select(name => (Value)Output(name, definition, outputs))));
    }

    /// <summary>An output with its value.</summary>
    public static MapValue Output(string name, StackDefinition definition, MapValue outputs)
    {
        var listed = ListedOutput(name, definition);
        return outputs.Get(name) is MapValue value ? listed.With(value) : listed.With("output_value", Value.Null);
    }

    /// <summary>An output without its value.</summary>
    public static MapValue ListedOutput(string name, StackDefinition definition) => MapValue.Of(
        ("output_key", name),
        ("description", definition.Template.Outputs[name].Description ?? "No description given"));

    private static Value TagsOf(string? tags) => tags is not null && ValueJson.Parse(tags) is ListValue { Count: > 0 } list ? list : Value.Null;
}
