using Heat.Core.Diagnostics;
using Heat.Core.Resources;
using Heat.Core.Stacks;
using Heat.Core.Values;

namespace Heat.Core.Engine;

/// <summary>From the properties that a template writes to those that a resource type is given: evaluated, old forms turned into new ones, checked, complete with defaults, names turned into ids.</summary>
internal static class PropertyPreparation
{
    /// <exception cref="ProblemException">The values don't fit the type.</exception>
    /// <exception cref="ResourceException">The cloud doesn't know what a value names.</exception>
    public static async Task<MapValue> PrepareAsync(WantedResource wanted, StackValues values, ICloudSession cloud, CancellationToken cancellation)
    {
        if (wanted.Type.Schema.TakesAnything)
            return wanted.EvaluateProperties(values.Scope);
        var resolution = await wanted.ResolvePropertiesAsync(values.Scope, _ => true, cloud, cancellation);
        if (resolution.Problems.Count > 0)
            throw new ProblemException(resolution.Problems);
        return await WithIdsAsync(resolution, cloud, cancellation);
    }

    /// <summary>The values with ids of cloud objects in place of their names.</summary>
    public static async Task<MapValue> WithIdsAsync(PropertyResolution resolution, ICloudSession cloud, CancellationToken cancellation)
    {
        var found = new List<(PendingEntity, string)>(resolution.Entities.Count);
        foreach (var entity in resolution.Entities)
            found.Add((entity, await cloud.FindIdAsync(entity.Entity, entity.NameOrId, cancellation)));
        return resolution.WithIds(found);
    }
}
