using Heat.Core.Storage;
using Heat.Core.Values;

namespace Heat.Core.Stacks;

/// <summary>A resource as a preview tells of it.</summary>
public sealed record PreviewedResource(ResourceRecord Record, StackRecord Stack, MapValue Properties, MapValue Attributes)
{
    /// <summary>The resources of the nested stack that it stands for; a null reference when it is none, or when what that will be made of isn't known yet.</summary>
    public IReadOnlyList<PreviewedResource>? Nested { get; init; }
}
