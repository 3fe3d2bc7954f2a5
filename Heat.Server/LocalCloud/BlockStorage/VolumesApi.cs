using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.BlockStorage;

/// <summary>/volumes and their actions.</summary>
internal sealed class VolumesApi(LocalCloudState state, LocalCloudOptions options, VolumeStore store)
    : VolumeCollection<Volume>(state, state.Volumes.Volumes, state.Volumes.VolumesByProject, "volume", "volumes", "Volume")
{
    public override void Map(CloudRoutes routes)
    {
        base.Map(routes);
        routes.Post($"{Path}/{{id}}/action", Act);
    }

    protected override JsonObject View(Volume item, CloudRequest request) => VolumeViews.Full(item, request, State.Now);

    protected override Volume Create(JsonObject wanted, CloudRequest request, CloudTransaction transaction)
    {
        int? size = wanted["size"] is not { } asked ? null
            : int.TryParse(CloudJson.Text(asked), out var number) ? number
            : throw CloudFaultException.BadRequest($"Invalid input for field/attribute size. Value: {CloudJson.Text(asked)}. '{CloudJson.Text(asked)}' is not an integer");
        return store.Create(new VolumeWish(request.Caller.ProjectId, request.Caller.UserId)
        {
            Size = size,
            Name = Named(wanted, "name"),
            Description = Named(wanted, "description"),
            Type = CloudJson.Text(wanted["volume_type"]),
            ImageId = CloudJson.Text(wanted["imageRef"] ?? wanted["image_id"]),
            SnapshotId = CloudJson.Text(wanted["snapshot_id"]),
            SourceId = CloudJson.Text(wanted["source_volid"]),
            BackupId = CloudJson.Text(wanted["backup_id"]),
            AvailabilityZone = CloudJson.Text(wanted["availability_zone"]),
            Multiattach = CloudJson.Text(wanted["multiattach"]) == "true",
            Metadata = Texts(wanted["metadata"]),
        }, transaction);
    }

    protected override void Delete(Volume item, CloudRequest request, CloudTransaction transaction)
    {
        if (request.Flag("cascade"))
            foreach (var snapshot in State.Volumes.SnapshotsByVolume[item.Id]) transaction.Remove(State.Volumes.Snapshots, snapshot);
        store.Delete(item, transaction);
    }

    private CloudReply Act(CloudRequest request, CloudTransaction transaction)
    {
        var volume = Require(request);
        var (action, value) = request.Action;
        var arguments = value as JsonObject ?? [];
        return action switch
        {
            "os-extend" => Extend(volume, arguments, transaction),
            "os-retype" => Retype(volume, arguments, transaction),
            "os-set_bootable" => Save(volume with { Bootable = Flag(arguments, "bootable") }, transaction),
            "os-update_readonly_flag" => Save(volume with { ReadOnly = Flag(arguments, "readonly") }, transaction),
            "os-reset_status" => Reset(volume, arguments, request, transaction),
            "os-force_delete" => ForceDelete(volume, request, transaction),
            "os-set_image_metadata" => Save(volume with { ImageMetadata = volume.ImageMetadata.Where(item => arguments["metadata"]?[item.Key] is null).Concat(Texts(arguments["metadata"])).ToDictionary() }, transaction, 200),
            "os-unset_image_metadata" => Save(volume with { ImageMetadata = volume.ImageMetadata.Where(item => item.Key != CloudJson.Text(arguments["key"])).ToDictionary() }, transaction, 200),
            "os-show_image_metadata" => CloudReply.Ok("metadata", CloudJson.Map(volume.ImageMetadata)),
            "os-attach" => Attach(volume, arguments, transaction),
            "os-detach" => Detach(volume, transaction),
            "os-reserve" or "os-begin_detaching" or "os-unreserve" or "os-roll_detaching" => CloudReply.Accepted,
            _ => throw CloudFaultException.BadRequest($"There is no such action: {action}"),
        };
    }

    private static bool Flag(JsonObject arguments, string name) => CloudJson.Text(arguments[name]) is "true" or "True" or "1";

    private CloudReply Save(Volume volume, CloudTransaction transaction, int status = 202)
    {
        transaction.Put(Table, volume with { UpdatedAt = transaction.Now });
        return status == 202 ? CloudReply.Accepted : CloudReply.Ok("metadata", CloudJson.Map(volume.ImageMetadata));
    }

    private CloudReply Extend(Volume volume, JsonObject arguments, CloudTransaction transaction)
    {
        var size = int.TryParse(CloudJson.Text(arguments["new_size"]), out var number) ? number : throw CloudFaultException.BadRequest("New volume size must be specified as an integer.");
        if (volume.StatusAt(transaction.Now) is not ("available" or "in-use")) throw CloudFaultException.BadRequest($"Invalid volume: Volume {volume.Id} status must be '{{'status': 'available'}}' to extend, currently {volume.StatusAt(transaction.Now)}.");
        if (size <= volume.Size) throw CloudFaultException.BadRequest($"Invalid input received: New size for extend must be greater than current size. (current: {volume.Size}, extended: {size}).");
        store.RefuseOverQuota(volume.ProjectId, size - volume.Size, volumes: 0);
        return Save(volume with { Size = size, SizeBefore = volume.Size, Passing = new PassingState("extending", transaction.Now + options.VolumeCreate) }, transaction);
    }

    private CloudReply Retype(Volume volume, JsonObject arguments, CloudTransaction transaction)
    {
        var type = store.TypeOf(CloudJson.Text(arguments["new_type"])) ?? throw CloudFaultException.BadRequest("New volume type must be specified.");
        if (type.Name == volume.VolumeType) throw CloudFaultException.BadRequest("Invalid input received: New volume_type same as original: " + type.Name + ".");
        return Save(volume with { VolumeType = type.Name, Passing = new PassingState("retyping", transaction.Now + options.VolumeCreate) }, transaction);
    }

    private CloudReply Reset(Volume volume, JsonObject arguments, CloudRequest request, CloudTransaction transaction)
    {
        request.Caller.RequireAdmin("volume_extension:volume_admin_actions:reset_status");
        return Save(volume with { Status = CloudJson.Text(arguments["status"]) ?? volume.Status, Passing = null }, transaction);
    }

    private CloudReply ForceDelete(Volume volume, CloudRequest request, CloudTransaction transaction)
    {
        request.Caller.RequireAdmin("volume_extension:volume_admin_actions:force_delete");
        return Save(volume with { GoneAt = transaction.Now + options.VolumeDelete }, transaction);
    }

    private CloudReply Attach(Volume volume, JsonObject arguments, CloudTransaction transaction)
    {
        store.Attach(volume, new ServerLink(Guid.NewGuid().ToString(), CloudJson.Text(arguments["instance_uuid"]) ?? "", CloudJson.Text(arguments["mountpoint"]) ?? "/dev/vdb", transaction.Now), booting: false, transaction);
        return CloudReply.Accepted;
    }

    private CloudReply Detach(Volume volume, CloudTransaction transaction)
    {
        foreach (var link in volume.Links) store.Detach(volume.Id, link.ServerId, delete: false, transaction);
        return CloudReply.Accepted;
    }
}
