using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.Heat;

/// <summary>OS::Heat::AccessPolicy — names the resources that in-instance users with this policy may look at. It exists in our own records only.</summary>
public sealed class AccessPolicy : ResourceType, IAccessPolicyType
{
    private const string AllowedResources = "AllowedResources";

    public override ResourceSchema Schema { get; } = new("OS::Heat::AccessPolicy")
    {
        Description = "Names the resources that in-instance users may look at.",
        Properties = [Property.List(AllowedResources, "The names of the resources.").Required()],
    };

    public override bool LeavesNoTrace => true;

    public override Value Reference(ResourceContext resource) => resource.Name;

    public bool LetsRead(MapValue properties, string resource) => properties.Get(AllowedResources).Texts().Contains(resource);

    public override IEnumerable<string> ValidateInStack(string name, MapValue properties, Func<string, bool> isResource) =>
        properties.Get(AllowedResources).Texts().Where(allowed => !isResource(allowed)).Select(allowed => $"AccessPolicy resource {allowed} not in stack");
}
