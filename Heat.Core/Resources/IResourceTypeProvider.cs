namespace Heat.Core.Resources;

/// <summary>Brings resource types in: the built-in ones of an assembly, or those of a plug-in.</summary>
public interface IResourceTypeProvider
{
    IEnumerable<ResourceType> ResourceTypes { get; }
}
