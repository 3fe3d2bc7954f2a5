using Heat.Core.Storage;

namespace Heat.Core.Stacks;

/// <summary>An event with the stack that it belongs to.</summary>
public sealed record ListedEvent(EventRecord Event, StackRecord Stack);
