using Heat.Core.Values;

namespace Heat.Core.Stacks;

/// <summary>What <c>resource_facade</c> tells a nested stack about the resource that it stands for.</summary>
public sealed record FacadeValues(Value Metadata, Value DeletionPolicy, Value UpdatePolicy);
