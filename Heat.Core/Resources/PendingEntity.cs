using Heat.Core.Diagnostics;
using Heat.Core.Values;

namespace Heat.Core.Resources;

/// <summary>A value that is the name or id of a cloud object and has to become its id.</summary>
/// <param name="Location">Where the value stands among the properties: names of entries and places in lists.</param>
/// <param name="Path">The same for people, such as <c>resources.server.properties.networks[0].network</c>.</param>
/// <param name="Entity">The kind of object, as in <see cref="PropertySchema.Entity"/>.</param>
public sealed record PendingEntity(IReadOnlyList<Value> Location, string Path, string Entity, string NameOrId, SourceSpan Span);
