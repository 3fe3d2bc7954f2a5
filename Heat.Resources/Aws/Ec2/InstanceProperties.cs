using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.Aws.Ec2;

/// <summary>The properties that an instance shares with the launch configurations of groups.</summary>
internal static class InstanceProperties
{
    public const string BlockDeviceMappings = "BlockDeviceMappings";
    public const string SchedulerHints = "NovaSchedulerHints";

    public static PropertySchema Disks { get; } = Property.ListOfMaps(BlockDeviceMappings, "The disks.",
        Property.Text("DeviceName", "The name of the disk inside, such as vdb.").Required(),
        Property.Map("Ebs", "The volume that is the disk.",
            Property.Flag("DeleteOnTermination", "Whether the volume is deleted with the instance.").DefaultsTo(true),
            Property.Number("Iops", "Has no effect.").Unimplemented(),
            Property.Text("SnapshotId", "The snapshot that the volume is made from.").Satisfying("cinder.snapshot"),
            Property.Text("VolumeSize", "The size of the volume, in GB."),
            Property.Text("VolumeType", "Has no effect.").Unimplemented()),
        Property.Map("NoDevice", "Has no effect.").Unimplemented(),
        Property.Text("VirtualName", "Has no effect.").Unimplemented());

    public static PropertySchema Hints { get; } = Property.ListOfMaps(SchedulerHints, "Wishes about the host.",
        Property.Text("Key", "The name of the wish.").Required(),
        Property.Text("Value", "What is wished for.").Required());

    /// <summary>What is wrong with the disks: only volumes from snapshots can be described so.</summary>
    public static IEnumerable<string> DiskFaults(MapValue properties)
    {
        foreach (var disk in properties.Get(BlockDeviceMappings).Maps())
        {
            if (disk.Get("Ebs") is not MapValue volume)
                yield return "Ebs is missing, this is required when specifying BlockDeviceMappings.";
            else if (!volume.Has("SnapshotId"))
                yield return "SnapshotId is missing, this is required when specifying BlockDeviceMappings.";
        }
    }

    /// <summary>The hints as the compute service takes them: a word that is there several times has a list.</summary>
    public static MapValue HintsOf(MapValue properties) => MapValue.Create(
        from hint in properties.Get(SchedulerHints).Maps()
        group hint.Get("Value") by hint.Text("Key") ?? "" into values
        select KeyValuePair.Create(values.Key, values.Count() == 1 ? values.First() : ListValue.Create(values)));

    /// <summary>The disks in the words of <c>OS::Nova::Server</c>.</summary>
    public static ListValue DisksOf(MapValue properties) => ListValue.Create(properties.Get(BlockDeviceMappings).Maps().Select(disk =>
    {
        var volume = disk.Get("Ebs").AsMap() ?? MapValue.Empty;
        return MapValue.Of(
            ("device_name", disk.Get("DeviceName")),
            ("snapshot_id", volume.Get("SnapshotId")),
            ("volume_size", volume.Has("VolumeSize") ? volume.Get("VolumeSize") : Value.Null),
            ("delete_on_termination", volume.Get("DeleteOnTermination")));
    }));
}
