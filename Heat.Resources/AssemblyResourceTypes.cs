using Heat.Core.Resources;

namespace Heat.Resources;

/// <summary>Brings in every resource type of this assembly.</summary>
/// <param name="services">What types are made with that have settings; without, they have the defaults.</param>
internal sealed class AssemblyResourceTypes(IServiceProvider? services = null) : IResourceTypeProvider
{
    public IEnumerable<ResourceType> ResourceTypes { get; } = [.. ResourceTypesServices.InstancesOf<ResourceType>(typeof(AssemblyResourceTypes).Assembly, services)];
}
