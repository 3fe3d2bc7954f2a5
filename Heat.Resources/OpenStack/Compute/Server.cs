using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;
using Heat.Resources.Heat.Signals;
using Heat.Resources.Heat.SoftwareConfigs;
using Heat.Resources.OpenStack.Network;

namespace Heat.Resources.OpenStack.Compute;

/// <summary>OS::Nova::Server — a virtual machine. API: Compute v2.1, /servers.</summary>
public sealed partial class Server : VirtualMachine
{
    internal const string TagsMicroversion = "2.26";
    // Before it, the service takes the name for a description.
    private const string DescriptionMicroversion = "2.19";
    private const string AllocationMicroversion = "2.37";
    private const string CardTagsMicroversion = "2.42";
    private const string ImageIdMicroversion = "2.45";
    private const string SnapshotImage = "snapshot_image_id";
    private const string SoftwareConfigFormat = "SOFTWARE_CONFIG";
    private static readonly string[] s_collectors = ["ec2"];

    private protected override string Noun => "server";

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

    /// <summary>Where an agent asks for deployments, these and its own configuration stay.</summary>
    public override MapValue MetadataAfterUpdate(MapValue stored, MapValue template, MapValue properties) =>
        properties.Text("user_data_format") == SoftwareConfigFormat ? AgentConfiguration.Kept(stored, template) : template;

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
        if (!await IsActiveAsync(resource, cancellation))
            return false;
        if (resource.Properties.Has("tags"))
            await SetTagsAsync(resource, cancellation);
        return true;
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
            await ReplaceMetadataAsync(resource, changes.After.Get("metadata").AsMap() ?? MapValue.Empty, cancellation);
        if (changes.Contains("tags"))
            await SetTagsAsync(resource, cancellation);
        if (changes.Contains("name"))
            await Client(resource).PutAsync(PathOf(resource), MapValue.Of(("server", MapValue.Of(("name", NameOf(resource))))), cancellation);
        if (changes.Contains("admin_pass") && !changes.Contains("image"))
            await Client(resource).ActAsync(resource.RequiredPhysicalId, "changePassword", MapValue.Of(("adminPass", changes.After.Get("admin_pass"))), cancellation);
        if (changes.After.Text("user_data_format") == SoftwareConfigFormat && AgentConfiguration.IsChanged(changes))
            await AgentConfiguration.WriteAsync(resource, s_collectors, cancellation);
        await ServerUpdate.BeginAsync(resource, changes, cancellation);
    }

    public override Task<bool> IsUpdatedAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation) => ServerUpdate.IsOverAsync(resource, cancellation);

    public override Task PrepareForReplacementAsync(ResourceContext resource, CancellationToken cancellation) =>
        resource.PhysicalId is null ? Task.CompletedTask : ServerPorts.GiveUpAsync(resource, cancellation);

    public override Task RestoreAfterReplacementAsync(ResourceContext resource, ResourceContext replacement, CancellationToken cancellation) =>
        resource.PhysicalId is null ? Task.CompletedTask : ServerPorts.TakeBackAsync(resource, replacement, cancellation);

    public override async Task DeleteAsync(ResourceContext resource, CancellationToken cancellation)
    {
        await AgentConfiguration.RemoveAsync(resource, cancellation);
        await StackUserResource.RemoveUserAsync(resource, cancellation);
        await base.DeleteAsync(resource, cancellation);
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

    public override async Task CheckAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var status = ServerStatus.Of(await Client(resource).GetServerAsync(resource.RequiredPhysicalId, cancellation));
        if (status != "ACTIVE")
            throw new ResourceException("Error", $"'status': expected 'ACTIVE', got '{status}'");
    }

    public override Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation) => ServerAttributes.ReadAsync(resource, NameOf(resource), cancellation);

    private protected override string NameOf(ResourceContext resource) => resource.Properties.Has("name") ? resource.Properties.Text("name")! : resource.PhysicalName;

    private static Task SetTagsAsync(ResourceContext resource, CancellationToken cancellation) =>
        Client(resource).At(TagsMicroversion).PutAsync(PathOf(resource) + "/tags", MapValue.Of(("tags", resource.Properties.Get("tags").AsList() ?? ListValue.Empty)), cancellation);

    private static async Task<string> UserDataAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var format = resource.Properties.Text("user_data_format") ?? "HEAT_CFNTOOLS";
        var content = resource.Properties.Text("user_data") ?? "";
        if (format != "HEAT_CFNTOOLS" && Guid.TryParse(content, out _))
            content = await ConfigurationAsync(resource, content, cancellation);
        var metadata = format == SoftwareConfigFormat ? await AgentConfiguration.WriteAsync(resource, s_collectors, cancellation) : resource.Metadata;
        var address = format == "HEAT_CFNTOOLS" ? await resource.Cloud.Service<OrchestrationClient>().CloudFormationAddressAsync(cancellation) : null;
        return UserData.Build(format, content, metadata, address);
    }

    /// <summary>User data may be the id of a software configuration.</summary>
    private static async Task<string> ConfigurationAsync(ResourceContext resource, string id, CancellationToken cancellation) =>
        (await resource.Cloud.Service<OrchestrationClient>().TryGetAsync($"/software_configs/{id}", "software_config", cancellation))?.Text("config") ?? id;
}
