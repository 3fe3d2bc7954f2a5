using Heat.Core.Values;

namespace Heat.Core.Resources;

/// <summary>A resource of a template as its siblings may see it before anything runs, for implicit dependencies.</summary>
/// <param name="Properties">The properties as far as they can be told: a reference to another resource reads as that resource's reference id or, before it exists, as its name.</param>
/// <param name="Requires">The names of the resources that this one refers to.</param>
public sealed record ResourceOutline(string Name, ResourceType Type, MapValue Properties, IReadOnlySet<string> Requires);
