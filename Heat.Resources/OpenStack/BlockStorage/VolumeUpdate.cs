using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.BlockStorage;

/// <summary>The changes of a volume that no server may hold meanwhile: it is taken out of its server, changed, and put in again.</summary>
internal static class VolumeUpdate
{
    private const string Detach = "detach";
    private const string Restore = "restore";
    private const string Extend = "extend";
    private const string ReadOnly = "read-only";
    private const string Attach = "attach";

    // What a volume's status is meanwhile.
    private const string Restoring = "restoring-backup";
    private const string Extending = "extending";

    public static async Task BeginAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        if (NotedSteps.AreNoted(resource))
            return;
        List<MapValue> steps = [];
        var volume = await Client(resource).GetVolumeAsync(resource.RequiredPhysicalId, cancellation);
        if (changes.Contains("backup_id") && changes.After.Has("backup_id"))
            steps.Add(NotedSteps.Step(Restore, changes.After.Get("backup_id")));
        if (changes.Contains("size") && GrowsTo(volume, changes.After) is { } size)
            steps.Add(NotedSteps.Step(Extend, size));
        if (changes.Contains("read_only") && !changes.After.Get("read_only").IsNull)
            steps.Add(NotedSteps.Step(ReadOnly, changes.After.Get("read_only")));
        if (steps.Count > 0 && volume.Get("attachments").Maps().FirstOrDefault() is { } attachment)
            steps = [NotedSteps.Step(Detach, attachment), .. steps, NotedSteps.Step(Attach, attachment)];
        NotedSteps.Note(resource, steps);
    }

    public static Task<bool> IsOverAsync(ResourceContext resource, CancellationToken cancellation) =>
        NotedSteps.AdvanceAsync(resource, step => BeginStepAsync(resource, step, cancellation), step => IsStepOverAsync(resource, step, cancellation));

    private static long? GrowsTo(MapValue volume, MapValue wanted)
    {
        var (present, size) = (volume.Get("size").AsInteger() ?? 0, wanted.Get("size").AsInteger());
        return size < present ? throw new ResourceException("NotSupported", "Shrinking volume is not supported.") : size > present ? size : null;
    }

    private static async Task BeginStepAsync(ResourceContext resource, MapValue step, CancellationToken cancellation)
    {
        var volume = resource.RequiredPhysicalId;
        var with = step.Get("with");
        var attachment = with.AsMap() ?? MapValue.Empty;
        await (NotedSteps.ActionOf(step) switch
        {
            Detach => VolumeAttachments.DetachAsync(resource, attachment.Text("server_id") ?? "", attachment.Text("id") ?? volume, cancellation),
            Attach => VolumeAttachments.EnsureAttachedAsync(resource, attachment.Text("server_id") ?? "", volume, attachment.Text("device"), cancellation),
            Restore => RestoreAsync(resource, with.AsText() ?? "", cancellation),
            Extend => ExtendAsync(resource, with, cancellation),
            _ => Volume.SetReadOnlyAsync(resource, with, cancellation),
        });
    }

    private static async Task<bool> IsStepOverAsync(ResourceContext resource, MapValue step, CancellationToken cancellation)
    {
        var volume = resource.RequiredPhysicalId;
        var attachment = step.Get("with").AsMap() ?? MapValue.Empty;
        return NotedSteps.ActionOf(step) switch
        {
            Detach => await VolumeAttachments.IsDetachedAsync(resource, attachment.Text("server_id") ?? "", volume, attachment.Text("id") ?? volume, cancellation),
            Attach => await VolumeAttachments.IsAttachedAsync(resource, volume, cancellation),
            Restore => await IsPastAsync(resource, Restoring, "Volume backup restore failed", cancellation),
            Extend => await IsPastAsync(resource, Extending, "Volume resize failed", cancellation),
            _ => true,
        };
    }

    // A step that was begun before a crash may be under way, or over, when it is begun again.
    private static async Task RestoreAsync(ResourceContext resource, string backup, CancellationToken cancellation)
    {
        if ((await Client(resource).GetVolumeAsync(resource.RequiredPhysicalId, cancellation)).Text("status") == Restoring)
            return;
        try
        {
            var body = MapValue.Of(("restore", MapValue.Of(("volume_id", resource.RequiredPhysicalId))));
            await Client(resource).PostAsync($"/backups/{ServiceClient.Segment(backup)}/restore", body, cancellation);
        }
        catch (CloudException refused) when (refused.Nature != FailureNature.Unavailable)
        {
            throw new ResourceException("Error", $"Failed to restore volume {resource.PhysicalId} from backup {backup} - {refused.Message}", FailureNature.Final, refused);
        }
    }

    private static async Task ExtendAsync(ResourceContext resource, Value size, CancellationToken cancellation)
    {
        var volume = await Client(resource).GetVolumeAsync(resource.RequiredPhysicalId, cancellation);
        if (volume.Get("size") == size || volume.Text("status") == Extending)
            return;
        try
        {
            await Client(resource).ActAsync(resource.RequiredPhysicalId, "os-extend", MapValue.Of(("new_size", size)), cancellation);
        }
        catch (CloudException refused) when (refused.Nature != FailureNature.Unavailable)
        {
            throw new ResourceException("Error", $"Failed to extend volume {resource.PhysicalId} - {refused.Message}", FailureNature.Final, refused);
        }
    }

    private static async Task<bool> IsPastAsync(ResourceContext resource, string passing, string failure, CancellationToken cancellation)
    {
        var status = (await Client(resource).GetVolumeAsync(resource.RequiredPhysicalId, cancellation)).Text("status");
        return status == "available" || (status == passing ? false : throw ResourceException.UnknownStatus(status ?? "None", failure));
    }

    private static BlockStorageClient Client(ResourceContext resource) => resource.Cloud.Service<BlockStorageClient>();
}
