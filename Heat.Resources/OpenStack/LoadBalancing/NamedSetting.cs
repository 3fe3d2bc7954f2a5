using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.LoadBalancing;

/// <summary>Something with a name that administrators set down for load balancers to be made by.</summary>
public abstract class NamedSetting(string collection, string key) : CloudObject<LoadBalancerClient>($"/lbaas/{collection}", key)
{
    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        await KnownBefore.NoteAsync(this, resource, () => SameNameAsync(resource, cancellation));
        var body = ForService(resource.Properties.With("name", NameOf(resource))).WithoutNulls();
        return Unwrapped(await Client(resource).PostAsync(CollectionPath, Wrapped(body), cancellation)).Text("id");
    }

    public override Task FinishCreationAsync(ResourceContext resource, CancellationToken cancellation)
    {
        KnownBefore.Forget(resource);
        return Task.CompletedTask;
    }

    public override async Task<IReadOnlyList<string>> FindAsync(ResourceContext resource, CancellationToken cancellation) =>
        KnownBefore.Others(this, resource, await SameNameAsync(resource, cancellation));

    public override async Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        if (changes.Any)
            await Client(resource).PutAsync(PathOf(resource), Wrapped(ForService(changes.Contains("name") ? changes.Values.With("name", NameOf(resource)) : changes.Values)), cancellation);
    }

    private protected virtual MapValue ForService(MapValue properties) => properties;

    private async Task<IEnumerable<string>> SameNameAsync(ResourceContext resource, CancellationToken cancellation) =>
        (await Client(resource).ListAsync($"{CollectionPath}?name={ServiceClient.Segment(NameOf(resource))}", collection, cancellation)).Ids();
}
