using System.Globalization;
using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;
using Heat.Resources.OpenStack.BlockStorage;
using Heat.Resources.OpenStack.Compute;

namespace Heat.Resources.Aws.Ec2;

/// <summary>AWS::EC2::Instance — a virtual machine in the words of EC2. API: Compute v2.1, /servers.</summary>
public sealed partial class Instance : VirtualMachine
{
    private const string Zone = "AvailabilityZone";
    private const string Interfaces = "NetworkInterfaces";
    private const string Subnet = "SubnetId";
    private const string NoAddress = "0.0.0.0";

    // The user that the in-instance tools of this dialect expect.
    private const string User = "ec2-user";

    private protected override string Noun => "instance";

    public override Task<IReadOnlyList<string>> ValidateAsync(MapValue properties, IReadOnlySet<string> unknown, ICloudSession cloud, CancellationToken cancellation)
    {
        var isConflict = Groups(properties).Any() && properties.Has(Interfaces);
        return Task.FromResult<IReadOnlyList<string>>([.. isConflict ? [PropertyRules.Conflict("SecurityGroups/SecurityGroupIds", Interfaces)] : PropertyRules.None, .. InstanceProperties.DiskFaults(properties)]);
    }

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var address = await resource.Cloud.Service<OrchestrationClient>().CloudFormationAddressAsync(cancellation);
        var userData = UserData.Build("HEAT_CFNTOOLS", resource.Properties.Text("UserData") ?? "", resource.Metadata, address, User);
        var cards = await CardsAsync(resource, cancellation);
        var networks = cards.Count > 0 ? ListValue.Create(cards.Select(port => MapValue.Of(("port", port)))) : Value.Null;
        var body = ServerBody.Create(InWordsOfServer(resource.Properties), NameOf(resource), userData, networks);
        return (await Client(resource).PostAsync("/servers", body, cancellation)).Get("server").AsMap()?.Text("id");
    }

    /// <summary>Volumes can be plugged in once the instance runs.</summary>
    public override async Task<bool> IsCreatedAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (!await IsActiveAsync(resource, cancellation))
            return false;
        var volumes = resource.Properties.Get("Volumes").Maps().Select(volume => (Id: volume.Text("VolumeId") ?? "", Device: volume.Text("Device"))).ToList();
        foreach (var (volume, device) in volumes)
            await VolumeAttachments.EnsureAttachedAsync(resource, resource.RequiredPhysicalId, volume, device, cancellation);
        foreach (var (volume, _) in volumes)
            if (!await VolumeAttachments.IsAttachedAsync(resource, volume, cancellation))
                return false;
        return true;
    }

    public override async Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        if (changes.Contains(AwsTags.Name))
            await ReplaceMetadataAsync(resource, AwsTags.ToMap(changes.After.Get(AwsTags.Name)), cancellation);
        if (NotedSteps.AreNoted(resource))
            return;
        List<MapValue> steps = [];
        if (changes.Contains("InstanceType"))
            steps.AddRange(ServerUpdate.Resizing(changes.After.Get("InstanceType")));
        if (changes.Contains(Interfaces) || changes.Contains(Subnet))
            steps.AddRange(await NetworkStepsAsync(resource, changes, cancellation));
        NotedSteps.Note(resource, steps);
    }

    public override Task<bool> IsUpdatedAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation) => ServerUpdate.IsOverAsync(resource, cancellation);

    public override async Task CheckAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var server = await Client(resource).GetServerAsync(resource.RequiredPhysicalId, cancellation);
        if (!ServerStatus.IsActive(server, Noun))
            throw new ResourceException("Error", $"Instance is not ACTIVE (was: {ServerStatus.Of(server)})");
    }

    public override async Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (resource.PhysicalId is null || await Client(resource).TryGetAsync(PathOf(resource), "server", cancellation) is not { } server)
            return MapValue.Empty;
        var address = ServerAttributes.FirstAddress(server.Get("addresses").AsMap() ?? MapValue.Empty) is TextValue { Text.Length: > 0 } first ? first : (Value)NoAddress;
        var zone = resource.Properties.Has(Zone) ? resource.Properties.Get(Zone) : server.Get("OS-EXT-AZ:availability_zone");
        return MapValue.Of((Zone, zone), ("PrivateDnsName", address), ("PrivateIp", address), ("PublicDnsName", address), ("PublicIp", address), ("show", server));
    }

    private static IEnumerable<Value> Groups(MapValue properties) => ((string[])["SecurityGroups", "SecurityGroupIds"]).SelectMany(name => properties.Get(name).AsList() ?? ListValue.Empty);

    private static MapValue InWordsOfServer(MapValue properties) => MapValue.Of(
        ("image", properties.Get("ImageId")),
        ("flavor", properties.Get("InstanceType")),
        ("key_name", properties.Get("KeyName")),
        ("availability_zone", properties.Get(Zone)),
        ("metadata", AwsTags.ToMap(properties.Get(AwsTags.Name))),
        ("security_groups", ListValue.Create(Groups(properties))),
        ("block_device_mapping", InstanceProperties.DisksOf(properties)),
        ("scheduler_hints", InstanceProperties.HintsOf(properties)));

    /// <summary>The ports to plug the instance into: those given or one made on the subnet.</summary>
    private static async Task<IReadOnlyList<string>> CardsAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (resource.Properties.Has(Interfaces))
            return Ports(resource.Properties);
        if (!resource.Properties.Has(Subnet))
            return [];
        await ServerPorts.AnnounceAsync(resource);
        var groups = Groups(resource.Properties).Select(ValueText.Plain).ToList();
        var ids = await resource.Cloud.Service<NetworkClient>().FindSecurityGroupIdsAsync(groups, cancellation);
        var extra = ids.Count > 0 ? MapValue.Of(("security_groups", ids)) : MapValue.Empty;
        var port = await ServerPorts.PortForAsync(resource, MapValue.Of(("subnet", resource.Properties.Get(Subnet)), ("port_extra_properties", extra)), 0, cancellation);
        return [port!];
    }

    /// <summary>The given network interfaces in their order: entries are ids, or maps with an id and a place.</summary>
    private static IReadOnlyList<string> Ports(MapValue properties) =>
    [
        .. (properties.Get(Interfaces).AsList() ?? ListValue.Empty)
            .Select((entry, place) => entry is MapValue card ? (Port: card.Text("NetworkInterfaceId") ?? "", Place: PlaceOf(card, place)) : (Port: ValueText.Plain(entry), Place: place))
            .OrderBy(card => card.Place).Select(card => card.Port),
    ];

    private static int PlaceOf(MapValue card, int otherwise) =>
        int.TryParse(ValueText.Plain(card.Get("DeviceIndex")), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : otherwise;

    private static async Task<IReadOnlyList<MapValue>> NetworkStepsAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        var (before, after) = (Ports(changes.Before), Ports(changes.After));
        if (before.Count > 0 && after.Count > 0)
            return [.. before.Except(after).Select(ServerNetworkChange.Detaching), .. after.Except(before).Select(ServerNetworkChange.Attaching)];
        // Without interfaces of the author's the instance has whatever it was plugged into.
        var present = (await ServerPorts.InterfacesAsync(resource, cancellation)).Select(card => card.Text("port_id")).OfType<string>().ToList();
        await ServerPorts.DeleteMadeAsync(resource, cancellation);
        var wanted = await CardsAsync(resource, cancellation);
        return [.. present.Select(ServerNetworkChange.Detaching), .. wanted.Count > 0 ? wanted.Select(ServerNetworkChange.Attaching) : await ServerNetworkChange.AttachingToAnyAsync(resource, cancellation)];
    }
}
