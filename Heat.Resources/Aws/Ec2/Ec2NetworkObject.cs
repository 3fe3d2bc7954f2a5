using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;
using Heat.Resources.OpenStack;

namespace Heat.Resources.Aws.Ec2;

/// <summary>An object of the network service in the words of EC2. It always goes by the name that was made up for it.</summary>
/// <param name="collection">The collection as answers name it, such as <c>security_groups</c>.</param>
/// <param name="key">The key that wraps a single object, such as <c>security_group</c>.</param>
public abstract class Ec2NetworkObject(string collection, string key) : CloudObject<NetworkClient>("/" + collection.Replace('_', '-'), key)
{
    public override bool FindsOnlyItsOwn(ResourceContext resource) => true;

    public override async Task<IReadOnlyList<string>> FindAsync(ResourceContext resource, CancellationToken cancellation) =>
        CreatedSince.Ids(resource, await Client(resource).ListAsync($"{CollectionPath}?name={ServiceClient.Segment(resource.PhysicalName)}", collection, cancellation));

    /// <summary>Makes the object and gives its id.</summary>
    private protected async Task<string?> MakeAsync(ResourceContext resource, MapValue body, CancellationToken cancellation) =>
        Unwrapped(await Client(resource).PostAsync(CollectionPath, Wrapped(body.With("name", resource.PhysicalName)), cancellation)).Text("id");
}
