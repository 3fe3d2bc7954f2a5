namespace Heat.Core.Engine.Planning;

/// <summary>A resource that exists, as the planner sees it.</summary>
/// <param name="Requires">The records whose values it was given: they have to outlive it.</param>
public sealed record ExistingResource(Guid Id, string Name, IReadOnlySet<Guid> Requires);
