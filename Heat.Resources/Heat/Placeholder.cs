using Heat.Core.Resources;

namespace Heat.Resources.Heat;

/// <summary>Takes any properties, has any attribute (all of them null) and does nothing.</summary>
public abstract class Placeholder : ResourceType
{
    public override bool LeavesNoTrace => true;

    public override bool HasAttribute(string name) => true;

    public override Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        resource.RecordData("is_placeholder", "True");
        return Task.FromResult<string?>(resource.Id.ToString());
    }

    public override Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation) => Task.CompletedTask;
}
