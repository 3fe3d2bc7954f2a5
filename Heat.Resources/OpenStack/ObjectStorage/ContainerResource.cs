using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.ObjectStorage;

/// <summary>A container of objects, in whichever dialect it is described. It is known by its name, so making it again makes nothing new. API: Object Storage v1.</summary>
public abstract class ContainerResource : ResourceType
{
    private protected const string DomainName = "DomainName";
    private protected const string WebsiteUrl = "WebsiteURL";

    private protected virtual string NameOf(ResourceContext resource) => resource.PhysicalName;

    /// <summary>What is said of the container when it is made.</summary>
    private protected abstract IReadOnlyList<(string Name, string Value)> Headers(ResourceContext resource);

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        await Store(resource).PutContainerAsync(NameOf(resource), Headers(resource), cancellation);
        return NameOf(resource);
    }

    private protected static ObjectStoreClient Store(ResourceContext resource) => resource.Cloud.Service<ObjectStoreClient>();

    /// <summary>The objects in the container; null when it is gone.</summary>
    private protected static async Task<IReadOnlyList<string>?> ObjectsAsync(ResourceContext resource, CancellationToken cancellation)
    {
        try
        {
            return await Store(resource).ListObjectsAsync(resource.RequiredPhysicalId, cancellation);
        }
        catch (CloudException gone) when (gone.Nature == FailureNature.NotFound)
        {
            return null;
        }
    }

    private protected static Task DeleteContainerAsync(ResourceContext resource, CancellationToken cancellation) =>
        Absence.IgnoreAsync(() => Store(resource).DeleteContainerAsync(resource.RequiredPhysicalId, cancellation));

    private protected static IEnumerable<(string Name, string Value)> Facts(string prefix, MapValue facts) => facts.Select(fact => (prefix + fact.Key, ValueText.Plain(fact.Value)));
}
