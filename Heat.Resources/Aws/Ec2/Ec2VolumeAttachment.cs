using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.OpenStack.BlockStorage;

namespace Heat.Resources.Aws.Ec2;

/// <summary>AWS::EC2::VolumeAttachment — plugs a volume into an instance. API: Compute v2.1, /servers/{id}/os-volume_attachments.</summary>
public sealed class Ec2VolumeAttachment : ResourceType
{
    public override ResourceSchema Schema { get; } = new("AWS::EC2::VolumeAttachment")
    {
        Description = "Plugs a volume into an instance.",
        Service = "volumev3",
        Properties =
        [
            Property.Text("Device", "The name that the disk is wished to have inside.").Matching("/dev/vd[b-z]").Required().Immutable(),
            Property.Text("InstanceId", "The instance.").Satisfying("nova.server").Required().Immutable(),
            Property.Text("VolumeId", "The volume.").Satisfying("cinder.volume").Required().Immutable(),
        ],
    };

    public override string Title => "VolumeAttachment";

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var (instance, volume) = Ends(resource);
        return await VolumeAttachments.AttachAsync(resource, instance, volume, resource.Properties.Text("Device"), cancellation);
    }

    public override Task<bool> IsCreatedAsync(ResourceContext resource, CancellationToken cancellation) => VolumeAttachments.IsAttachedAsync(resource, Ends(resource).Volume, cancellation);

    public override Task<IReadOnlyList<string>> FindAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var (instance, volume) = Ends(resource);
        return VolumeAttachments.FindAsync(resource, instance, volume, cancellation);
    }

    public override Task DeleteAsync(ResourceContext resource, CancellationToken cancellation) =>
        VolumeAttachments.DetachAsync(resource, Ends(resource).Instance, resource.RequiredPhysicalId, cancellation);

    public override async Task<bool> IsDeletedAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var (instance, volume) = Ends(resource);
        return resource.PhysicalId is null || await VolumeAttachments.IsDetachedAsync(resource, instance, volume, resource.PhysicalId, cancellation);
    }

    private static (string Instance, string Volume) Ends(ResourceContext resource) => (resource.Properties.Text("InstanceId") ?? "", resource.Properties.Text("VolumeId") ?? "");
}
