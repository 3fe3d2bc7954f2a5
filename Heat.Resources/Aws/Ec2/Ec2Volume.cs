using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.OpenStack.BlockStorage;

namespace Heat.Resources.Aws.Ec2;

/// <summary>AWS::EC2::Volume — a disk in the words of EC2. API: Block Storage v3, /volumes.</summary>
public sealed class Ec2Volume : BaseVolume
{
    public override ResourceSchema Schema { get; } = new("AWS::EC2::Volume")
    {
        Description = "A disk that outlives instances.",
        Service = "volumev3",
        Properties =
        [
            Property.Text("AvailabilityZone", "The availability zone.").Required().Immutable(),
            Property.Integer("Size", "The size, in GB.").InRange(1).Immutable(),
            Property.Text("SnapshotId", "The backup to restore.").Satisfying("cinder.backup").Immutable(),
            AwsTags.Schema.Immutable(),
        ],
    };

    public override string Title => "Volume";

    public override MapValue? RestoringProperties(MapValue properties, MapValue data) => data.Text(Backup) is { } backup ? properties.With(BackupProperty, backup) : null;

    private protected override string BackupProperty => "SnapshotId";

    private protected override string VolumeName(ResourceContext resource) => resource.PhysicalName;

    private protected override Value VolumeDescription(ResourceContext resource) => resource.PhysicalName;

    private protected override MapValue Body(MapValue properties) => MapValue.Of(
        ("size", properties.Get("Size")),
        ("availability_zone", properties.Get("AvailabilityZone")),
        ("metadata", properties.Has(AwsTags.Name) ? AwsTags.ToMap(properties.Get(AwsTags.Name)) : Value.Null));
}
