using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.BlockStorage;

/// <summary>OS::Cinder::Volume — a disk that outlives servers. API: Block Storage v3, /volumes.</summary>
public sealed class Volume() : CloudObject<BlockStorageClient>("/volumes", "volume")
{
    private const string Backup = "backup_id";

    public override ResourceSchema Schema { get; } = new("OS::Cinder::Volume")
    {
        Description = "A disk that outlives servers.",
        Service = "volumev3",
        Properties =
        [
            Property.Text("availability_zone", "The availability zone."),
            Property.Text("backup_id", "The backup to restore.").Satisfying("cinder.backup").Updatable(),
            Property.Text("description", "What the volume is for.").Updatable(),
            Property.Text("image", "The image that the volume is made from, by name or id.").Finding("glance.image").Satisfying("glance.image"),
            Property.Text("imageRef", "The old name of image.").Finding("glance.image").DeprecatedIn("2014.1").HiddenIn("5.0.0"),
            Property.Map("metadata", "Facts noted with the volume.").DefaultsTo(MapValue.Empty).Updatable(),
            Property.Flag("multiattach", "Has no effect: the volume type decides whether several servers may use the volume.").DefaultsTo(false).Since("6.0.0").HiddenIn("13.0.0"),
            Property.Text("name", "The name shown to people; one is made up when it is left out.").Updatable(),
            Property.Flag("read_only", "Whether servers may only read it.").Updatable().Since("5.0.0"),
            Property.Map("scheduler_hints", "Wishes about the back-end.").Since("2015.1"),
            Property.Integer("size", "The size, in GB; it may grow.").InRange(1).Updatable(),
            Property.Text("snapshot_id", "The snapshot that the volume is made from.").Satisfying("cinder.snapshot"),
            Property.Text("source_volid", "The volume that it is a copy of.").Satisfying("cinder.volume"),
            Property.Text("volume_type", "The volume type, by name or id.").Finding("cinder.vtype").Satisfying("cinder.vtype").Updatable(),
        ],
        Attributes =
        [
            Attribute.Text("attachments", "The servers that it is plugged into, as text.").Live().Since("2015.1").DeprecatedIn("9.0.0"),
            Attribute.List("attachments_list", "The servers that it is plugged into.").Live().Since("9.0.0"),
            Attribute.Text("availability_zone", "The availability zone."),
            Attribute.Text("bootable", "Whether servers can boot from it."),
            Attribute.Text("created_at", "When it was made."),
            Attribute.Text("display_description", "What the volume is for."),
            Attribute.Text("display_name", "The name."),
            Attribute.Text("encrypted", "Whether it is encrypted."),
            Attribute.Text("metadata", "Facts noted with the volume, as JSON."),
            Attribute.Map("metadata_values", "Facts noted with the volume."),
            Attribute.Flag("multiattach", "Whether several servers may use it.").Since("6.0.0"),
            Attribute.Text("size", "The size, in GB."),
            Attribute.Text("snapshot_id", "The snapshot that it was made from."),
            Attribute.Text("source_volid", "The volume that it is a copy of."),
            Attribute.Text("status", "The status that the service gives.").Live(),
            Attribute.Text("volume_type", "The volume type."),
        ],
    };

    public override bool SupportsCheck => true;

    public override bool SupportsSnapshotOnDelete => true;

    public override ValueTask<MapValue> TranslateAsync(MapValue properties, ICloudSession cloud, CancellationToken cancellation) =>
        ValueTask.FromResult(properties.Renamed("imageRef", "image"));

    public override Task<IReadOnlyList<string>> ValidateAsync(MapValue properties, IReadOnlySet<string> unknown, ICloudSession cloud, CancellationToken cancellation)
    {
        if (properties.IsGiven(Backup, unknown))
            return Task.FromResult(PropertyRules.None);
        List<string> sources = [.. ((string[])["snapshot_id", "source_volid", "image", "imageRef"]).Where(source => properties.IsGiven(source, unknown))];
        var hasSize = properties.IsGiven("size", unknown);
        // A snapshot and a volume tell their size, an image doesn't.
        var tellsSize = sources is ["snapshot_id"] or ["source_volid"];
        var given = ValueText.Literal(ListValue.Create(sources.Select(source => (Value)source)));
        return Task.FromResult<IReadOnlyList<string>>(
            !hasSize && !tellsSize ? [$"If neither \"backup_id\" nor \"size\" is provided, one and only one of \"source_volid\", \"snapshot_id\" must be specified, but currently specified options: {given}."]
            : hasSize && sources.Count > 1 ? [$"If \"size\" is provided, only one of \"image\", \"imageRef\", \"source_volid\", \"snapshot_id\" can be specified, but currently specified options: {given}."]
            : PropertyRules.None);
    }

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var properties = resource.Properties;
        if (properties.Has(Backup))
            return await RestoreAsync(resource, properties.Text(Backup)!, cancellation);
        var body = MapValue.Of(
            ("name", NameOf(resource)),
            ("size", properties.Get("size")),
            ("availability_zone", properties.Has("availability_zone") ? properties.Get("availability_zone") : Value.Null),
            ("imageRef", properties.Get("image")),
            ("snapshot_id", properties.Get("snapshot_id")),
            ("source_volid", properties.Get("source_volid")),
            ("volume_type", properties.Get("volume_type")),
            ("metadata", properties.Get("metadata"))).WithoutNulls().With("description", properties.Get("description"));
        var hints = properties.Has("scheduler_hints") ? MapValue.Of(("OS-SCH-HNT:scheduler_hints", properties.Get("scheduler_hints"))) : MapValue.Empty;
        return Unwrapped(await Client(resource).PostAsync(CollectionPath, Wrapped(body).With(hints), cancellation)).Text("id");
    }

    public override Task FinishCreationAsync(ResourceContext resource, CancellationToken cancellation) =>
        resource.Properties.Has(Backup) ? RenameAsync(resource, resource.RequiredPhysicalId, cancellation) : Task.CompletedTask;

    public override async Task<bool> IsCreatedAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var status = (await ShowAsync(resource, cancellation)).Text("status");
        if (status is "creating" or "restoring-backup" or "downloading")
            return false;
        if (status == "error")
            throw ResourceException.InError("error", "Unknown");
        if (status is not ("available" or "in-use"))
            throw ResourceException.UnknownStatus(status ?? "None", "Volume create failed");
        // Only a volume that is there can be made read-only.
        await SetReadOnlyAsync(resource, resource.Properties.Get("read_only"), cancellation);
        return true;
    }

    public override async Task<IReadOnlyList<string>> FindAsync(ResourceContext resource, CancellationToken cancellation) =>
        CreatedSince.Ids(resource, await Client(resource).ListAsync($"/volumes/detail?name={ServiceClient.Segment(NameOf(resource))}", "volumes", cancellation));

    public override async Task<bool> NeedsReplacementAfterFailureAsync(ResourceContext resource, CancellationToken cancellation) =>
        resource.PhysicalId is null || await TryShowAsync(resource, cancellation) is not { } volume || volume.Text("status") is "error" or "deleting";

    public override async Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        if (changes.Contains("name") || changes.Contains("description"))
            await RenameAsync(resource, resource.RequiredPhysicalId, cancellation);
        if (changes.Contains("metadata"))
            await Client(resource).PutAsync(PathOf(resource) + "/metadata", MapValue.Of(("metadata", changes.After.Get("metadata").AsMap() ?? MapValue.Empty)), cancellation);
        if (changes.Contains("volume_type"))
            await Client(resource).ActAsync(resource.RequiredPhysicalId, "os-retype", MapValue.Of(("new_type", changes.After.Get("volume_type")), ("migration_policy", "never")), cancellation);
        await VolumeUpdate.BeginAsync(resource, changes, cancellation);
    }

    public override Task<bool> IsUpdatedAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation) => VolumeUpdate.IsOverAsync(resource, cancellation);

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

    /// <summary>What else the volume was made from is in the backup already.</summary>
    public override MapValue? RestoringProperties(MapValue properties, MapValue data) => data.Text(Backup) is { } backup
        ? properties.Without("image").Without("imageRef").Without("source_volid").With(Backup, backup)
        : null;

    public override async Task CheckAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var status = (await ShowAsync(resource, cancellation)).Text("status");
        if (status is not ("available" or "in-use"))
            throw new ResourceException("Error", $"'status': expected '['available', 'in-use']', got '{status}'");
    }

    /// <summary>Most attributes are text, whatever the service gives: that is how templates have come to know them.</summary>
    public override async Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (resource.PhysicalId is null)
            return MapValue.Empty;
        var shown = await ShowAsync(resource, cancellation);
        var texts = Schema.Attributes.Select(attribute => KeyValuePair.Create(attribute.Name, (Value)ValueText.Plain(shown.Get(attribute.Name))));
        return MapValue.Create(texts)
            .With("metadata", ValueText.Json(shown.Get("metadata")))
            .With("metadata_values", shown.Get("metadata"))
            .With("attachments_list", shown.Get("attachments"))
            .With("display_name", shown.Get("name"))
            .With("display_description", shown.Get("description"))
            .With("show", shown);
    }

    internal static Task SetReadOnlyAsync(ResourceContext resource, Value flag, CancellationToken cancellation) => flag.IsNull
        ? Task.CompletedTask
        : Client(resource).ActAsync(resource.RequiredPhysicalId, "os-update_readonly_flag", MapValue.Of(("readonly", flag)), cancellation);

    private async Task<string?> RestoreAsync(ResourceContext resource, string backup, CancellationToken cancellation)
    {
        var restored = await Client(resource).PostAsync($"/backups/{ServiceClient.Segment(backup)}/restore", MapValue.Of(("restore", MapValue.Of(("name", NameOf(resource))))), cancellation);
        return restored.Get("restore").AsMap()?.Text("volume_id");
    }

    private Task RenameAsync(ResourceContext resource, string id, CancellationToken cancellation) => Client(resource).PutAsync(
        $"{CollectionPath}/{ServiceClient.Segment(id)}", Wrapped(MapValue.Of(("name", NameOf(resource)), ("description", resource.Properties.Get("description")))), cancellation);
}
