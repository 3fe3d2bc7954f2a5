using System.Text.RegularExpressions;
using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Compute;

/// <summary>A virtual machine, in whichever dialect it is described: found, suspended, resumed and awaited alike. API: Compute v2.1, /servers.</summary>
public abstract class VirtualMachine : ResourceType
{
    /// <summary>What messages call it: <c>server</c> or <c>instance</c>.</summary>
    private protected abstract string Noun { get; }

    public override bool SupportsCheck => true;

    /// <summary>The tools inside look at the metadata for what is to be different.</summary>
    public override bool FollowsTemplateMetadata => true;

    public override bool FindsOnlyItsOwn(ResourceContext resource) => NameOf(resource) == resource.PhysicalName;

    public override async Task<IReadOnlyList<string>> FindAsync(ResourceContext resource, CancellationToken cancellation)
    {
        // The service matches names by regular expression.
        var name = NameOf(resource);
        var found = await Client(resource).ListAsync($"/servers/detail?name={ServiceClient.Segment($"^{Regex.Escape(name)}$")}", "servers", cancellation);
        return CreatedSince.Ids(resource, found.Where(server => server.Text("name") == name), "created");
    }

    /// <summary>Ports may have been made although the machine never was.</summary>
    public override bool DeletesWithoutPhysicalId => true;

    public override async Task DeleteAsync(ResourceContext resource, CancellationToken cancellation)
    {
        await ServerPorts.DeleteMadeAsync(resource, cancellation);
        if (resource.PhysicalId is not null)
            await Absence.IgnoreAsync(() => Client(resource).DeleteAsync(PathOf(resource), cancellation));
    }

    public override async Task<bool> IsDeletedAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (resource.PhysicalId is null)
            return true;
        try
        {
            if (await ServerStatus.FetchAsync(Client(resource), resource.PhysicalId, cancellation) is not { } server)
                return false;
            if (ServerStatus.Of(server) == "SOFT_DELETED")
                await Client(resource).ActAsync(resource.PhysicalId, "forceDelete", Value.Null, cancellation);
            return ServerStatus.IsDeleted(server);
        }
        catch (CloudException gone) when (gone.Nature == FailureNature.NotFound)
        {
            return true;
        }
    }

    public override async Task SuspendAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (ServerStatus.Of(await RequireAsync(resource, "suspend", cancellation)) != "SUSPENDED")
            await Client(resource).ActAsync(resource.RequiredPhysicalId, "suspend", Value.Null, cancellation);
    }

    public override async Task<bool> IsSuspendedAsync(ResourceContext resource, CancellationToken cancellation) =>
        await ServerStatus.FetchAsync(Client(resource), resource.RequiredPhysicalId, cancellation) is { } server && ServerStatus.IsSuspended(server, Noun, resource.Name);

    public override async Task ResumeAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (ServerStatus.Of(await RequireAsync(resource, "resume", cancellation)) != "ACTIVE")
            await Client(resource).ActAsync(resource.RequiredPhysicalId, "resume", Value.Null, cancellation);
    }

    public override Task<bool> IsResumedAsync(ResourceContext resource, CancellationToken cancellation) => IsActiveAsync(resource, cancellation);

    private protected static ComputeClient Client(ResourceContext resource) => resource.Cloud.Service<ComputeClient>();

    private protected static string PathOf(ResourceContext resource) => $"/servers/{ServiceClient.Segment(resource.RequiredPhysicalId)}";

    /// <summary>The name that the machine has in the cloud.</summary>
    private protected virtual string NameOf(ResourceContext resource) => resource.PhysicalName;

    private protected async Task<bool> IsActiveAsync(ResourceContext resource, CancellationToken cancellation) =>
        await ServerStatus.FetchAsync(Client(resource), resource.RequiredPhysicalId, cancellation) is { } server && ServerStatus.IsActive(server, Noun);

    private protected static Task ReplaceMetadataAsync(ResourceContext resource, MapValue metadata, CancellationToken cancellation) =>
        Client(resource).PutAsync(PathOf(resource) + "/metadata", MapValue.Of(("metadata", ServerBody.Metadata(metadata))), cancellation);

    private async Task<MapValue> RequireAsync(ResourceContext resource, string action, CancellationToken cancellation)
    {
        if (resource.PhysicalId is null)
            throw new ResourceException("Error", $"Cannot {action} {resource.Name}, resource_id not set");
        return await Client(resource).TryGetAsync(PathOf(resource), "server", cancellation)
            ?? throw new ResourceException("NotFound", $"Failed to find {Noun} {resource.PhysicalId}", FailureNature.NotFound);
    }
}
