using Heat.Core.Resources;
using Heat.Resources.Clients;

namespace Heat.Resources.Heat.Signals;

/// <summary>A resource's object in the object store, to which an instance writes its signal by a temporary address. API: Object Storage v1.</summary>
internal static class SignalObject
{
    /// <summary>The container that all signals of a stack share.</summary>
    public static string ContainerOf(ResourceContext resource) => resource.Stack.Id.ToString();

    public static ObjectStoreClient Store(ResourceContext resource) => resource.Cloud.Service<ObjectStoreClient>();

    /// <summary>Makes the object, or writes over the one that there is.</summary>
    /// <param name="content">What it says before the first signal.</param>
    /// <param name="keepsAll">Whether of several signals each is kept, or only the last.</param>
    /// <returns>The address to write signals to.</returns>
    public static async Task<string> PrepareAsync(ResourceContext resource, string content, bool keepsAll, CancellationToken cancellation)
    {
        var (store, container) = (Store(resource), ContainerOf(resource));
        await store.PutContainerAsync(container, keepsAll ? [("X-Versions-Location", ServiceClient.Segment(container))] : [], cancellation);
        await store.PutObjectAsync(container, resource.PhysicalName, content, cancellation);
        return await store.TemporaryAddressAsync(HttpMethod.Put, container, resource.PhysicalName, cancellation);
    }

    /// <summary>Removes the object with all its versions, and the container with the last object.</summary>
    public static async Task RemoveAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var (store, container) = (Store(resource), ContainerOf(resource));
        try
        {
            // Each deletion brings the version before back, until there is none.
            while (true)
                await store.DeleteObjectAsync(container, resource.PhysicalName, cancellation);
        }
        catch (CloudException gone) when (gone.Nature == FailureNature.NotFound)
        {
            await store.DeleteContainerIfEmptyAsync(container, cancellation);
        }
    }
}
