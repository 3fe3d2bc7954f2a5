using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.Aws.Ec2;

public sealed partial class Instance
{
    public override ResourceSchema Schema { get; } = new("AWS::EC2::Instance")
    {
        Description = "A virtual machine.",
        Service = "compute",
        NameLimit = 53,
        Properties =
        [
            Property.Text(Zone, "The availability zone."),
            InstanceProperties.Disks,
            Property.Text("DisableApiTermination", "Has no effect.").Unimplemented(),
            Property.Text("ImageId", "The image that is started, by name or id.").Finding("glance.image").Satisfying("glance.image").Required(),
            Property.Text("InstanceType", "The flavor, by name or id.").Finding("nova.flavor").Satisfying("nova.flavor").Required().Updatable(),
            Property.Text("KernelId", "Has no effect.").Unimplemented(),
            Property.Text("KeyName", "The key pair with which to log in.").Satisfying("nova.keypair"),
            Property.Flag("Monitoring", "Has no effect.").Unimplemented(),
            Property.List(Interfaces, "The network interfaces, by id or each with its place.").Updatable(),
            InstanceProperties.Hints,
            Property.Text("PlacementGroupName", "Has no effect.").Unimplemented(),
            Property.Text("PrivateIpAddress", "Has no effect.").Unimplemented(),
            Property.Text("RamDiskId", "Has no effect.").Unimplemented(),
            Property.List("SecurityGroupIds", "The security groups, by id."),
            Property.List("SecurityGroups", "The security groups, by name."),
            Property.Flag("SourceDestCheck", "Has no effect.").Unimplemented(),
            Property.Text(Subnet, "The subnet to plug it into, unless it is given network interfaces.").Updatable(),
            AwsTags.Schema.Updatable(),
            Property.Text("Tenancy", "Has no effect.").OneOf("dedicated", "default").Unimplemented(),
            Property.Text("UserData", "What the instance is told at its first boot."),
            Property.ListOfMaps("Volumes", "The volumes to plug in.",
                Property.Text("Device", "The name that the disk is wished to have inside.").Required(),
                Property.Text("VolumeId", "The volume.").Satisfying("cinder.volume").Required()).DefaultsTo(ListValue.Empty),
        ],
        Attributes =
        [
            Attribute.Text(Zone, "The availability zone."),
            Attribute.Text("PrivateDnsName", "Its first address."),
            Attribute.Text("PrivateIp", "Its first address."),
            Attribute.Text("PublicDnsName", "Its first address."),
            Attribute.Text("PublicIp", "Its first address."),
        ],
    };
}
