using Heat.Core.Stacks;
using Heat.Core.Storage;
using Heat.Core.Values;

namespace Heat.Server.Orchestration;

/// <summary>The addresses of things, as the client reaches them.</summary>
internal readonly record struct Links(string Root)
{
    public string Stack(StackRecord stack) => Stack(stack, stack.Id.ToString());

    public string Stack(ListedStack stack) => Stack(stack.ProjectId, stack.Name, stack.Id.ToString());

    public string Stack(StackRecord stack, string id) => Stack(stack.ProjectId, stack.Name, id);

    public string Resource(StackRecord stack, string resource) => $"{Stack(stack)}/resources/{Uri.EscapeDataString(resource)}";

    public string Event(StackRecord stack, EventRecord @event) => $"{Resource(stack, @event.ResourceName)}/events/{@event.Id}";

    public static MapValue Link(string address, string relation) => MapValue.Of(("href", address), ("rel", relation));

    private string Stack(string project, string name, string id) => $"{Root}/v1/{project}/stacks/{Uri.EscapeDataString(name)}/{id}";
}
