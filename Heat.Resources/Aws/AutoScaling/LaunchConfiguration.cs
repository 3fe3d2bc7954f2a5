using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Aws.Ec2;
using Heat.Resources.Clients;

namespace Heat.Resources.Aws.AutoScaling;

/// <summary>AWS::AutoScaling::LaunchConfiguration — what the instances of a group are like. Nothing is made for it in the cloud; groups read what it keeps.</summary>
public sealed class LaunchConfiguration : ResourceType
{
    private const string Kept = "instance_properties";

    public override ResourceSchema Schema { get; } = new("AWS::AutoScaling::LaunchConfiguration")
    {
        Description = "What the instances of a group are like.",
        Properties =
        [
            InstanceProperties.Disks,
            Property.Text("ImageId", "The image that is started, by name or id.").Satisfying("glance.image"),
            Property.Text("InstanceId", "A server that instances are to be like, where nothing else is said.").Satisfying("nova.server"),
            Property.Text("InstanceType", "The flavor, by name or id.").Satisfying("nova.flavor"),
            Property.Text("KernelId", "Has no effect.").Unimplemented(),
            Property.Text("KeyName", "The key pair with which to log in.").Satisfying("nova.keypair"),
            InstanceProperties.Hints,
            Property.Text("RamDiskId", "Has no effect.").Unimplemented(),
            Property.List("SecurityGroups", "The security groups, by name."),
            Property.Text("UserData", "What instances are told at their first boot."),
        ],
    };

    public override bool LeavesNoTrace => true;

    public override Value Reference(ResourceContext resource) => resource.PhysicalName;

    public override Task<IReadOnlyList<string>> ValidateAsync(MapValue properties, IReadOnlySet<string> unknown, ICloudSession cloud, CancellationToken cancellation)
    {
        var isComplete = properties.IsGiven("InstanceId", unknown) || (properties.IsGiven("ImageId", unknown) && properties.IsGiven("InstanceType", unknown));
        return Task.FromResult<IReadOnlyList<string>>([.. InstanceProperties.DiskFaults(properties), .. isComplete ? PropertyRules.None : ["If without InstanceId, ImageId and InstanceType are required."]]);
    }

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var properties = resource.Properties.WithoutNulls();
        if (properties.Text("InstanceId") is { Length: > 0 } model)
            properties = (await PropertiesOfAsync(resource.Cloud, model, cancellation)).With(properties.Without("InstanceId"));
        resource.RecordData(Kept, ValueJson.Write(properties));
        return null;
    }

    /// <summary>The properties of instances that a stored configuration describes; null when it is none.</summary>
    internal static MapValue? Read(StoredResource configuration) => configuration.Data.TryGetValue(Kept, out var text) ? ValueJson.ParseMap(text) : null;

    /// <summary>The properties of instances that are like a server.</summary>
    internal static async Task<MapValue> PropertiesOfAsync(ICloudSession cloud, string serverId, CancellationToken cancellation)
    {
        var server = await cloud.Service<ComputeClient>().GetServerAsync(serverId, cancellation);
        return MapValue.Of(
            ("ImageId", server.Get("image").AsMap()?.Get("id") ?? Value.Null),
            ("InstanceType", server.Get("flavor").AsMap()?.Get("id") ?? Value.Null),
            ("KeyName", server.Get("key_name")),
            ("SecurityGroups", ListValue.Create(server.Get("security_groups").Maps().Select(group => group.Get("name"))))).WithoutNulls();
    }
}
