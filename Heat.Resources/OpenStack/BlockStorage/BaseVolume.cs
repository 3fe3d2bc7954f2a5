using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.BlockStorage;

/// <summary>A disk that outlives servers, in whichever dialect it is described: made, awaited, kept as a backup and deleted alike. API: Block Storage v3, /volumes.</summary>
public abstract class BaseVolume() : CloudObject<BlockStorageClient>("/volumes", "volume")
{
    /// <summary>The note of the backup that was made before the deletion.</summary>
    private protected const string Backup = "backup_id";

    /// <summary>The property that names the backup to restore.</summary>
    private protected abstract string BackupProperty { get; }

    private protected abstract string VolumeName(ResourceContext resource);

    private protected abstract Value VolumeDescription(ResourceContext resource);

    /// <summary>The properties of a new volume in the service's words, without its name and description.</summary>
    private protected abstract MapValue Body(MapValue properties);

    /// <summary>What stands beside the volume in the creating call.</summary>
    private protected virtual MapValue Hints(MapValue properties) => MapValue.Empty;

    public override bool SupportsCheck => true;

    public override bool SupportsSnapshotOnDelete => true;

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var properties = resource.Properties;
        if (properties.Has(BackupProperty))
            return await RestoreAsync(resource, properties.Text(BackupProperty)!, cancellation);
        var body = MapValue.Of(("name", VolumeName(resource))).With(Body(properties)).WithoutNulls().With("description", VolumeDescription(resource));
        return Unwrapped(await Client(resource).PostAsync(CollectionPath, Wrapped(body).With(Hints(properties)), cancellation)).Text("id");
    }

    /// <summary>A restored volume goes by the name of the one that the backup was made of.</summary>
    public override Task FinishCreationAsync(ResourceContext resource, CancellationToken cancellation) =>
        resource.Properties.Has(BackupProperty) ? RenameAsync(resource, cancellation) : Task.CompletedTask;

    public override async Task<bool> IsCreatedAsync(ResourceContext resource, CancellationToken cancellation) =>
        (await ShowAsync(resource, cancellation)).Text("status") switch
        {
            "creating" or "restoring-backup" or "downloading" => false,
            "available" or "in-use" => true,
            "error" => throw ResourceException.InError("error", "Unknown"),
            var status => throw ResourceException.UnknownStatus(status ?? "None", "Volume create failed"),
        };

    public override bool FindsOnlyItsOwn(ResourceContext resource) => VolumeName(resource) == resource.PhysicalName;

    public override async Task<IReadOnlyList<string>> FindAsync(ResourceContext resource, CancellationToken cancellation) =>
        CreatedSince.Ids(resource, await Client(resource).ListAsync($"/volumes/detail?name={ServiceClient.Segment(VolumeName(resource))}", "volumes", cancellation));

    public override async Task DeleteAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (await TryShowAsync(resource, cancellation) is not { } volume)
            return;
        if (volume.Text("status") == "in-use")
            throw new ResourceException("Error", "Volume in use");
        if (volume.Text("status") != "deleting")
            await base.DeleteAsync(resource, cancellation);
    }

    public override async Task<bool> IsDeletedAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (resource.PhysicalId is null || await TryShowAsync(resource, cancellation) is not { } volume)
            return true;
        return volume.Text("status") == "error_deleting" ? throw ResourceException.InError("error_deleting", "delete") : false;
    }

    public override async Task SnapshotOnDeleteAsync(ResourceContext resource, CancellationToken cancellation)
    {
        resource.RecordData(Backup, null);
        var answer = await Client(resource).PostAsync("/backups", MapValue.Of(("backup", MapValue.Of(("volume_id", resource.RequiredPhysicalId)))), cancellation);
        resource.RecordData(Backup, answer.Get("backup").AsMap()?.Text("id"));
    }

    public override async Task<bool> IsSnapshotOnDeleteTakenAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (!resource.Data.TryGetValue(Backup, out var id))
            return true;
        var status = (await Client(resource).GetAsync($"/backups/{ServiceClient.Segment(id)}", cancellation)).Get("backup").AsMap()?.Text("status");
        return status switch
        {
            "creating" => false,
            "available" => true,
            _ => throw ResourceException.UnknownStatus(status ?? "None", "Volume backup failed"),
        };
    }

    public override Task DeleteSnapshotAsync(MapValue data, ICloudSession cloud, CancellationToken cancellation) => data.Text(Backup) is { } backup
        ? Absence.IgnoreAsync(() => cloud.Service<BlockStorageClient>().DeleteAsync($"/backups/{ServiceClient.Segment(backup)}", cancellation))
        : Task.CompletedTask;

    public override async Task CheckAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var status = (await ShowAsync(resource, cancellation)).Text("status");
        if (status is not ("available" or "in-use"))
            throw new ResourceException("Error", $"'status': expected '['available', 'in-use']', got '{status}'");
    }

    private protected Task RenameAsync(ResourceContext resource, CancellationToken cancellation) =>
        Client(resource).PutAsync(PathOf(resource), Wrapped(MapValue.Of(("name", VolumeName(resource)), ("description", VolumeDescription(resource)))), cancellation);

    private async Task<string?> RestoreAsync(ResourceContext resource, string backup, CancellationToken cancellation)
    {
        var restored = await Client(resource).PostAsync($"/backups/{ServiceClient.Segment(backup)}/restore", MapValue.Of(("restore", MapValue.Of(("name", VolumeName(resource))))), cancellation);
        return restored.Get("restore").AsMap()?.Text("volume_id");
    }
}
