using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.Heat;

/// <summary>OS::Heat::None — takes any properties, has any attribute (all of them null) and does nothing: an environment maps a type to it to leave its resources out.</summary>
public sealed class NoneResource : ResourceType
{
    public override ResourceSchema Schema { get; } = new("OS::Heat::None")
    {
        Description = "Takes any properties and does nothing, to stand in for a resource that is not wanted.",
        Support = SupportStatus.Since("5.0.0"),
        TakesAnything = true,
    };

    public override bool LeavesNoTrace => true;

    public override bool HasAttribute(string name) => true;

    public override Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        resource.RecordData("is_placeholder", "True");
        return Task.FromResult<string?>(resource.Id.ToString());
    }

    public override Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation) => Task.CompletedTask;
}
