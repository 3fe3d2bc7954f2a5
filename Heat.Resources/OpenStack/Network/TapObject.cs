using Heat.Core.Resources;

namespace Heat.Resources.OpenStack.Network;

/// <summary>One end of copied traffic. It may be down at first, and each change of it is brought about in the background.</summary>
public abstract class TapObject(string collection, string key) : BackgroundNetworkObject(collection, key, $"/taas/{collection}")
{
    public override async Task<bool> IsUpdatedAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation) =>
        !changes.Any || IsReady(await ShowAsync(resource, cancellation));

    private protected override bool IsOnItsWay(string status) => status != "ERROR";
}
