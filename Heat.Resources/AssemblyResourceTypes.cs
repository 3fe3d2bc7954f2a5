using Heat.Core.Resources;

namespace Heat.Resources;

/// <summary>Brings in every resource type of this assembly.</summary>
internal sealed class AssemblyResourceTypes : IResourceTypeProvider
{
    public IEnumerable<ResourceType> ResourceTypes { get; } = [.. ResourceTypesServices.InstancesOf<ResourceType>(typeof(AssemblyResourceTypes).Assembly)];
}
