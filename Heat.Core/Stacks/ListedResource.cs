using Heat.Core.Storage;

namespace Heat.Core.Stacks;

/// <summary>A resource with the stack that it belongs to.</summary>
public sealed record ListedResource(ResourceRecord Resource, StackRecord Stack);
