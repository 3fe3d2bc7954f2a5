using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.OpenStack.BlockStorage;

/// <summary>OS::Cinder::VolumeAttachment — plugs a volume into a server. API: Compute v2.1, /servers/{id}/os-volume_attachments.</summary>
public sealed class VolumeAttachment : ResourceType
{
    private const string Detach = "detach";
    private const string Attach = "attach";

    public override ResourceSchema Schema { get; } = new("OS::Cinder::VolumeAttachment")
    {
        Description = "Plugs a volume into a server.",
        Service = "volumev3",
        Properties =
        [
            Property.Text("instance_uuid", "The server.").Required().Updatable(),
            Property.Text("mountpoint", "The name that the disk is wished to have inside.").Updatable(),
            Property.Text("volume_id", "The volume.").Satisfying("cinder.volume").Required().Updatable(),
        ],
    };

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var (server, volume, device) = Parts(resource.Properties);
        return await VolumeAttachments.AttachAsync(resource, server, volume, device, cancellation);
    }

    public override Task<bool> IsCreatedAsync(ResourceContext resource, CancellationToken cancellation) =>
        VolumeAttachments.IsAttachedAsync(resource, Parts(resource.Properties).Volume, cancellation);

    public override Task<IReadOnlyList<string>> FindAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var (server, volume, _) = Parts(resource.Properties);
        return VolumeAttachments.FindAsync(resource, server, volume, cancellation);
    }

    public override Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        if (changes.Any && !NotedSteps.AreNoted(resource))
            NotedSteps.Note(resource, [NotedSteps.Step(Detach, changes.Before.With("attachment", resource.PhysicalId)), NotedSteps.Step(Attach, changes.After)]);
        return Task.CompletedTask;
    }

    public override Task<bool> IsUpdatedAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation) =>
        NotedSteps.AdvanceAsync(resource, step => BeginAsync(resource, step, cancellation), step => IsOverAsync(resource, step, cancellation));

    public override Task DeleteAsync(ResourceContext resource, CancellationToken cancellation) =>
        VolumeAttachments.DetachAsync(resource, Parts(resource.Properties).Server, resource.RequiredPhysicalId, cancellation);

    public override async Task<bool> IsDeletedAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var (server, volume, _) = Parts(resource.Properties);
        return resource.PhysicalId is null || await VolumeAttachments.IsDetachedAsync(resource, server, volume, resource.PhysicalId, cancellation);
    }

    private static async Task BeginAsync(ResourceContext resource, MapValue step, CancellationToken cancellation)
    {
        var with = (MapValue)step.Get("with");
        var (server, volume, device) = Parts(with);
        if (NotedSteps.ActionOf(step) == Detach)
            await VolumeAttachments.DetachAsync(resource, server, with.Text("attachment") ?? volume, cancellation);
        else
            resource.RecordPhysicalId(await VolumeAttachments.EnsureAttachedAsync(resource, server, volume, device, cancellation));
    }

    private static Task<bool> IsOverAsync(ResourceContext resource, MapValue step, CancellationToken cancellation)
    {
        var with = (MapValue)step.Get("with");
        var (server, volume, _) = Parts(with);
        return NotedSteps.ActionOf(step) == Detach
            ? VolumeAttachments.IsDetachedAsync(resource, server, volume, with.Text("attachment") ?? volume, cancellation)
            : VolumeAttachments.IsAttachedAsync(resource, volume, cancellation);
    }

    private static (string Server, string Volume, string? Device) Parts(MapValue properties) =>
        (properties.Text("instance_uuid") ?? "", properties.Text("volume_id") ?? "", properties.Text("mountpoint"));
}
