using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.OpenStack.Network;

/// <summary>An object of an extension that is made, and removed, in the background. What is reached behind it may go down later on, so that its status counts at the beginning only.</summary>
public abstract class BackgroundNetworkObject(string collection, string key, string path) : NeutronResource(collection, key, path)
{
    /// <summary>The states in which it can be used.</summary>
    private protected virtual IReadOnlySet<string> Ready { get; } = new HashSet<string> { "ACTIVE" };

    public override async Task<bool> IsCreatedAsync(ResourceContext resource, CancellationToken cancellation) => IsReady(await ShowAsync(resource, cancellation));

    public override async Task<bool> IsDeletedAsync(ResourceContext resource, CancellationToken cancellation) =>
        await TryShowAsync(resource, cancellation) is not { } shown || (shown.Text("status") == "ERROR" ? throw InError() : false);

    private protected bool IsReady(MapValue shown) => shown.Text("status") switch
    {
        { } status when Ready.Contains(status) => true,
        { } status when IsOnItsWay(status) => false,
        "ERROR" => throw InError(),
        var status => throw ResourceException.UnknownStatus(status ?? "None", $"{Title} creation failed"),
    };

    private protected virtual bool IsOnItsWay(string status) => status == "PENDING_CREATE";

    private ResourceException InError() => ResourceException.InError("ERROR", $"Error in {Title}");
}
