namespace Heat.Core.Engine.Planning;

/// <summary>A resource that the definition wants, as the planner sees it.</summary>
/// <param name="Requires">The names of the wanted resources that have to be there first.</param>
public sealed record PlannedResource(string Name, IReadOnlySet<string> Requires);
