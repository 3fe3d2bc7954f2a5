using Heat.Core.Storage;
using Heat.Core.Values;

namespace Heat.Core.Stacks;

/// <summary>A resource as a preview tells of it.</summary>
public sealed record PreviewedResource(ResourceRecord Record, StackRecord Stack, MapValue Properties, MapValue Attributes);
