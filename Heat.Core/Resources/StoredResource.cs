using Heat.Core.Values;

namespace Heat.Core.Resources;

/// <summary>A resource as it is stored at one moment.</summary>
/// <param name="Id">The id of its record.</param>
/// <param name="Type">The built-in type that it is of, after the environment's mappings.</param>
/// <param name="Data">What its type keeps with it.</param>
public sealed record StoredResource(Guid Id, string Name, string Type, string? PhysicalId, string Action, string Status, MapValue Metadata, IReadOnlyDictionary<string, string> Data);
