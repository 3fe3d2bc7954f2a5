using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;
using Heat.Resources.Heat.Signals;
using Heat.Resources.Heat.SoftwareConfigs;
using Heat.Resources.OpenStack.Network;

namespace Heat.Resources.OpenStack.Compute;

/// <summary>OS::Nova::Server — a virtual machine. API: Compute v2.1, /servers.</summary>
public sealed partial class Server : ResourceType
{
    internal const string TagsMicroversion = "2.26";
    // Before it, the service takes the name for a description.
    private const string DescriptionMicroversion = "2.19";
    private const string AllocationMicroversion = "2.37";
    private const string CardTagsMicroversion = "2.42";
    private const string ImageIdMicroversion = "2.45";
    private const string SnapshotImage = "snapshot_image_id";

    public override bool SupportsCheck => true;

    public override bool SupportsSnapshotOnDelete => true;

    /// <summary>A server may end up on any subnet of its networks, so all of them come first; and all there are when a network isn't known yet.</summary>
    public override IEnumerable<string> ImplicitDependencies(ResourceOutline self, IReadOnlyList<ResourceOutline> siblings)
    {
        var networks = self.Properties.Get("networks").Maps().Select(network => network.Get("network") is { IsNull: false } id ? id : network.Get("uuid")).ToList();
        return networks.Count == 0 ? [] : siblings.OfType<Subnet>()
            .Where(subnet => subnet.Network().IsNull || networks.Any(network => network.IsNull || network == subnet.Network()))
            .Select(subnet => subnet.Name);
    }

    public override ValueTask<MapValue> TranslateAsync(MapValue properties, ICloudSession cloud, CancellationToken cancellation) =>
        ValueTask.FromResult(properties.RenamedInEach("networks", "uuid", "network").RenamedInEach("block_device_mapping_v2", "image_id", "image"));

    public override Task<IReadOnlyList<string>> ValidateAsync(MapValue properties, IReadOnlySet<string> unknown, ICloudSession cloud, CancellationToken cancellation) =>
        ServerValidation.FaultsAsync(properties, unknown, cloud, cancellation);

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        // Ports of a call that was lost would hold the addresses that are wanted again.
        await ServerPorts.DeleteMadeAsync(resource, cancellation);
        var userData = await UserDataAsync(resource, cancellation);
        var networks = await ServerPorts.ForCreationAsync(resource, cancellation);
        var body = ServerBody.Create(resource.Properties, NameOf(resource), userData, networks);
        var client = networks is TextValue ? Client(resource).At(AllocationMicroversion)
            : networks.Maps().Any(card => card.Has("tag")) ? Client(resource).At(CardTagsMicroversion)
            : Client(resource).At(DescriptionMicroversion);
        return (await client.PostAsync("/servers", body, cancellation)).Get("server").AsMap()?.Text("id");
    }

    public override async Task<bool> IsCreatedAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (await ServerStatus.FetchAsync(Client(resource), resource.RequiredPhysicalId, cancellation) is not { } server || !ServerStatus.IsActive(server))
            return false;
        if (resource.Properties.Has("tags"))
            await SetTagsAsync(resource, cancellation);
        return true;
    }

    public override async Task<IReadOnlyList<string>> FindAsync(ResourceContext resource, CancellationToken cancellation)
    {
        // The service matches names by regular expression.
        var name = NameOf(resource);
        var found = await Client(resource).ListAsync($"/servers/detail?name={ServiceClient.Segment($"^{System.Text.RegularExpressions.Regex.Escape(name)}$")}", "servers", cancellation);
        return CreatedSince.Ids(resource, found.Where(server => server.Text("name") == name), "created");
    }

    public override bool NeedsReplacement(ResourceContext resource, PropertyChanges changes)
    {
        bool Replaces(string property, string policy) => changes.Contains(property) && (changes.After.Text(policy) ?? changes.Before.Text(policy)) == "REPLACE";
        return Replaces("flavor", "flavor_update_policy") || Replaces("image", "image_update_policy") || Replaces("user_data", "user_data_update_policy");
    }

    public override async Task<bool> NeedsReplacementAfterFailureAsync(ResourceContext resource, CancellationToken cancellation) =>
        resource.PhysicalId is null
        || await Client(resource).TryGetAsync(PathOf(resource), "server", cancellation) is not { } server
        || ServerStatus.Of(server) is "ERROR" or "DELETED" or "SOFT_DELETED";

    public override async Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        if (changes.Contains("metadata"))
            await UpdateMetadataAsync(resource, cancellation);
        if (changes.Contains("tags"))
            await SetTagsAsync(resource, cancellation);
        if (changes.Contains("name"))
            await Client(resource).PutAsync(PathOf(resource), MapValue.Of(("server", MapValue.Of(("name", NameOf(resource))))), cancellation);
        if (changes.Contains("admin_pass") && !changes.Contains("image"))
            await Client(resource).ActAsync(resource.RequiredPhysicalId, "changePassword", MapValue.Of(("adminPass", changes.After.Get("admin_pass"))), cancellation);
        await ServerUpdate.BeginAsync(resource, changes, cancellation);
    }

    public override Task<bool> IsUpdatedAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation) => ServerUpdate.IsOverAsync(resource, cancellation);

    public override Task PrepareForReplacementAsync(ResourceContext resource, CancellationToken cancellation) =>
        resource.PhysicalId is null ? Task.CompletedTask : ServerPorts.GiveUpAsync(resource, cancellation);

    public override Task RestoreAfterReplacementAsync(ResourceContext resource, ResourceContext replacement, CancellationToken cancellation) =>
        resource.PhysicalId is null ? Task.CompletedTask : ServerPorts.TakeBackAsync(resource, replacement, cancellation);

    /// <summary>Ports may have been made although the server never was.</summary>
    public override bool DeletesWithoutPhysicalId => true;

    public override async Task DeleteAsync(ResourceContext resource, CancellationToken cancellation)
    {
        await ServerPorts.DeleteMadeAsync(resource, cancellation);
        await StackUserResource.RemoveUserAsync(resource, cancellation);
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

    public override async Task SnapshotOnDeleteAsync(ResourceContext resource, CancellationToken cancellation)
    {
        resource.RecordData(SnapshotImage, null);
        var answer = await Client(resource).At(ImageIdMicroversion).ActAsync(resource.RequiredPhysicalId, "createImage", MapValue.Of(("name", resource.PhysicalName)), cancellation);
        resource.RecordData(SnapshotImage, answer.Text("image_id"));
    }

    public override async Task<bool> IsSnapshotOnDeleteTakenAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (!resource.Data.TryGetValue(SnapshotImage, out var image))
            return true;
        var status = (await resource.Cloud.Service<ImageClient>().GetImageAsync(image, cancellation)).Text("status")?.ToUpperInvariant();
        return status is "DELETED" or "ERROR" or "KILLED" ? throw new ResourceException("Error", status) : status == "ACTIVE";
    }

    public override Task DeleteSnapshotAsync(MapValue data, ICloudSession cloud, CancellationToken cancellation) => data.Text(SnapshotImage) is { } image
        ? Absence.IgnoreAsync(() => cloud.Service<ImageClient>().DeleteAsync($"/images/{ServiceClient.Segment(image)}", cancellation))
        : Task.CompletedTask;

    public override MapValue? RestoringProperties(MapValue properties, MapValue data) =>
        data.Text(SnapshotImage) is { } image ? properties.With("image", image) : null;

    public override async Task SuspendAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (ServerStatus.Of(await RequireAsync(resource, "suspend", cancellation)) != "SUSPENDED")
            await Client(resource).ActAsync(resource.RequiredPhysicalId, "suspend", Value.Null, cancellation);
    }

    public override async Task<bool> IsSuspendedAsync(ResourceContext resource, CancellationToken cancellation) =>
        await ServerStatus.FetchAsync(Client(resource), resource.RequiredPhysicalId, cancellation) is { } server && ServerStatus.IsSuspended(server, resource.Name);

    public override async Task ResumeAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (ServerStatus.Of(await RequireAsync(resource, "resume", cancellation)) != "ACTIVE")
            await Client(resource).ActAsync(resource.RequiredPhysicalId, "resume", Value.Null, cancellation);
    }

    public override async Task<bool> IsResumedAsync(ResourceContext resource, CancellationToken cancellation) =>
        await ServerStatus.FetchAsync(Client(resource), resource.RequiredPhysicalId, cancellation) is { } server && ServerStatus.IsActive(server);

    public override async Task CheckAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var status = ServerStatus.Of(await Client(resource).GetServerAsync(resource.RequiredPhysicalId, cancellation));
        if (status != "ACTIVE")
            throw new ResourceException("Error", $"'status': expected 'ACTIVE', got '{status}'");
    }

    public override Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation) => ServerAttributes.ReadAsync(resource, NameOf(resource), cancellation);

    private static ComputeClient Client(ResourceContext resource) => resource.Cloud.Service<ComputeClient>();

    private static string PathOf(ResourceContext resource) => $"/servers/{ServiceClient.Segment(resource.RequiredPhysicalId)}";

    private static string NameOf(ResourceContext resource) => resource.Properties.Has("name") ? resource.Properties.Text("name")! : resource.PhysicalName;

    private static async Task<MapValue> RequireAsync(ResourceContext resource, string action, CancellationToken cancellation)
    {
        if (resource.PhysicalId is null)
            throw new ResourceException("Error", $"Cannot {action} {resource.Name}, resource_id not set");
        return await Client(resource).TryGetAsync(PathOf(resource), "server", cancellation)
            ?? throw new ResourceException("NotFound", $"Failed to find server {resource.PhysicalId}", FailureNature.NotFound);
    }

    private static Task SetTagsAsync(ResourceContext resource, CancellationToken cancellation) =>
        Client(resource).At(TagsMicroversion).PutAsync(PathOf(resource) + "/tags", MapValue.Of(("tags", resource.Properties.Get("tags").AsList() ?? ListValue.Empty)), cancellation);

    private static async Task UpdateMetadataAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var wanted = ServerBody.Metadata(resource.Properties.Get("metadata").AsMap() ?? MapValue.Empty);
        await Client(resource).PutAsync(PathOf(resource) + "/metadata", MapValue.Of(("metadata", wanted)), cancellation);
    }

    private static async Task<string> UserDataAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var format = resource.Properties.Text("user_data_format") ?? "HEAT_CFNTOOLS";
        var content = resource.Properties.Text("user_data") ?? "";
        if (format != "HEAT_CFNTOOLS" && Guid.TryParse(content, out _))
            content = await ConfigurationAsync(resource, content, cancellation);
        var metadata = resource.Metadata;
        if (format == "SOFTWARE_CONFIG")
            resource.RecordMetadata(metadata = await AgentConfiguration.AddedToAsync(resource, metadata, ["ec2"], cancellation));
        var address = format == "HEAT_CFNTOOLS" ? await resource.Cloud.Service<OrchestrationClient>().CloudFormationAddressAsync(cancellation) : null;
        return UserData.Build(format, content, metadata, address);
    }

    /// <summary>User data may be the id of a software configuration.</summary>
    private static async Task<string> ConfigurationAsync(ResourceContext resource, string id, CancellationToken cancellation) =>
        (await resource.Cloud.Service<OrchestrationClient>().TryGetAsync($"/software_configs/{id}", "software_config", cancellation))?.Text("config") ?? id;
}
