using Heat.Core.Storage;
using Heat.Core.Values;

namespace Heat.Core.Stacks;

/// <summary>A resource as a preview tells of it.</summary>
/// <param name="Nested">The resources of the stack that the resource stands for; empty for an ordinary one.</param>
public sealed record PreviewedResource(ResourceRecord Record, StackRecord Stack, MapValue Properties, MapValue Attributes, IReadOnlyList<PreviewedResource> Nested);
