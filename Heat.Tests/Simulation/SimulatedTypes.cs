using Heat.Core.Resources;
using Heat.Resources.Heat;

namespace Heat.Tests.Simulation;

/// <summary>The types that templates of the simulation may use.</summary>
internal sealed class SimulatedTypes : IResourceTypeProvider
{
    public IEnumerable<ResourceType> ResourceTypes { get; } = [new Thing(), new ResourceGroup(), new AutoScalingGroup()];
}
