using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Heat.Server.LocalCloud.BlockStorage;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Identity;
using Heat.Server.LocalCloud.Network;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Compute;

/// <summary>Makes a server of a request: checks all that it names, then its ports and volumes, all in one change.</summary>
internal sealed partial class ServerBuilder(LocalCloudState state, LocalCloudOptions options, ServerNetworks networks, VolumeStore volumes)
{
    public Server Build(JsonObject wanted, JsonObject hints, string name, string reservation, CloudRequest request, CloudTransaction transaction)
    {
        var caller = request.Caller;
        var flavor = FindFlavor(CloudJson.Text(wanted["flavorRef"]), caller);
        var image = FindImage(wanted, flavor, caller);
        var draft = new Server
        {
            Id = Guid.NewGuid().ToString(),
            CreatedAt = transaction.Now,
            UpdatedAt = transaction.Now,
            ProjectId = caller.ProjectId,
            UserId = caller.UserId,
            Name = name,
            Description = CloudJson.Text(wanted["description"]),
            Hostname = CloudJson.Text(wanted["hostname"]) ?? HostnameOf(name),
            Flavor = flavor,
            ImageId = image,
            KeyName = FindKey(CloudJson.Text(wanted["key_name"]), caller),
            UserData = UserData(CloudJson.Text(wanted["user_data"])),
            ConfigDrive = CloudJson.Text(wanted["config_drive"]) is "true" or "True" or "1",
            AvailabilityZone = Zone(CloudJson.Text(wanted["availability_zone"])),
            DiskConfig = CloudJson.Text(wanted["OS-DCF:diskConfig"]) ?? "MANUAL",
            GroupId = FindGroup(CloudJson.Text(hints["group"]), caller),
            ReservationId = reservation,
            Metadata = Texts(wanted["metadata"]),
            Tags = [.. (wanted["tags"] as JsonArray ?? []).Select(CloudJson.Text).OfType<string>().Distinct()],
            Passing = new PassingState("BUILD", transaction.Now + options.ServerBuild, "spawning"),
            Actions = [new InstanceAction("create", $"req-{Guid.NewGuid()}", transaction.Now, caller.UserId)],
        };
        RefuseOverQuota(draft, state.Compute);
        var server = WithVolumes(draft, wanted, image, caller, transaction);
        server = server with { OwnPorts = networks.Connect(server, wanted, request, transaction) };
        return transaction.Put(state.Compute.Servers, server);
    }

    public Flavor FindFlavor(string? reference, Caller caller)
    {
        var id = reference?.Split('/')[^1];
        return state.Compute.Flavors.Find(id) is { } flavor && (flavor.IsPublic || caller.IsAdmin || flavor.Access.Contains(caller.ProjectId))
            ? flavor
            : throw CloudFaultException.BadRequest($"Flavor {id} could not be found.");
    }

    private string? FindImage(JsonObject wanted, Flavor flavor, Caller caller)
    {
        var id = CloudJson.Text(wanted["imageRef"])?.Split('/')[^1];
        if (string.IsNullOrEmpty(id))
            return Mappings(wanted).Any(mapping => CloudJson.Text(mapping["boot_index"]) == "0" || mapping["volume_id"] is not null)
                ? null
                : throw CloudFaultException.BadRequest("Invalid imageRef provided.");
        var image = state.Images.Images.Find(id) is { } found && (found.Visibility is "public" or "community" || caller.Owns(found.Owner) || found.Members.ContainsKey(caller.ProjectId))
            ? found
            : throw CloudFaultException.BadRequest($"Can not find requested image");
        if (image.Status != "active") throw CloudFaultException.BadRequest($"Image {id} is not active.");
        if (image.MinRam > flavor.Ram) throw CloudFaultException.BadRequest("Flavor's memory is too small for requested image.");
        var onVolume = Mappings(wanted).Any(mapping => CloudJson.Text(mapping["boot_index"]) == "0" && CloudJson.Text(mapping["destination_type"]) == "volume");
        if (image.MinDisk > flavor.Disk && flavor.Disk > 0 && !onVolume)
            throw CloudFaultException.BadRequest($"Flavor's disk is smaller than the minimum size specified in image metadata. Flavor disk is {(long)flavor.Disk << 30} bytes, minimum size is {(long)image.MinDisk << 30} bytes.");
        return onVolume && Mappings(wanted).All(mapping => CloudJson.Text(mapping["source_type"]) != "image" || CloudJson.Text(mapping["destination_type"]) == "volume") ? null : id;
    }

    private string? FindKey(string? name, Caller caller) =>
        name is null || state.Compute.KeyPairs.Find(KeyPair.IdOf(caller.UserId, name)) is not null ? name : throw CloudFaultException.BadRequest("Invalid key_name provided.");

    private string? FindGroup(string? id, Caller caller) =>
        id is null || (state.Compute.Groups.Find(id) is { } group && caller.Owns(group.ProjectId)) ? id : throw CloudFaultException.BadRequest($"Instance group {id} could not be found.");

    private static string Zone(string? zone) =>
        zone?.Split(':')[0] is not { Length: > 0 } name || name == "nova" ? "nova" : throw CloudFaultException.BadRequest("The requested availability zone is not available");

    private static string? UserData(string? text)
    {
        if (text is null) return null;
        if (text.Length > 65535) throw ComputeFaults.Input("user_data", text[..20] + "…", $"'{text[..20]}…' is too long");
        return Convert.TryFromBase64String(text, new byte[text.Length], out _) ? text : throw ComputeFaults.Input("user_data", text.Length > 40 ? text[..40] : text, $"'{(text.Length > 40 ? text[..40] : text)}' is not a 'base64'");
    }

    public static Dictionary<string, string> Texts(JsonNode? node)
    {
        if (node is null) return [];
        var map = node as JsonObject ?? throw ComputeFaults.Input("metadata", node.ToJsonString(), $"{node.ToJsonString()} is not of type 'object'");
        foreach (var (key, value) in map)
        {
            if (key.Length is 0 or > 255) throw ComputeFaults.Input("metadata", key, $"'{key}' does not match any of the regexes: '^[a-zA-Z0-9-_:. ]{{1,255}}$'");
            if (value is not JsonValue text || text.GetValueKind() != System.Text.Json.JsonValueKind.String)
                throw ComputeFaults.Input(key, value?.ToJsonString() ?? "None", $"{value?.ToJsonString() ?? "None"} is not of type 'string'");
        }
        return map.ToDictionary(item => item.Key, item => CloudJson.Text(item.Value)!);
    }

    public static void RefuseOverQuota(Server draft, ComputeTables tables, Flavor? instead = null)
    {
        var mine = tables.ServersByProject[draft.ProjectId].Where(server => server.GoneAt is null).ToList();
        (string Resource, int More, int Used)[] needs = instead is null
            ? [("instances", 1, mine.Count), ("cores", draft.Flavor.Vcpus, mine.Sum(one => one.Flavor.Vcpus)), ("ram", draft.Flavor.Ram, mine.Sum(one => one.Flavor.Ram))]
            : [("cores", draft.Flavor.Vcpus - instead.Vcpus, mine.Sum(one => one.Flavor.Vcpus)), ("ram", draft.Flavor.Ram - instead.Ram, mine.Sum(one => one.Flavor.Ram))];
        foreach (var (resource, more, used) in needs)
            if (more > 0 && !tables.Quotas.Allows(draft.ProjectId, resource, used, more))
                throw ComputeFaults.OverQuota(resource, more, used, tables.Quotas.Limit(draft.ProjectId, resource));
        if (!tables.Quotas.Allows(draft.ProjectId, "metadata_items", draft.Metadata.Count, 0))
            throw CloudFaultException.Forbidden($"Quota exceeded, too many metadata items: Maximum number of metadata items exceeds {tables.Quotas.Limit(draft.ProjectId, "metadata_items")}");
    }

    private static IEnumerable<JsonObject> Mappings(JsonObject wanted) =>
        (wanted["block_device_mapping_v2"] as JsonArray ?? []).Concat(wanted["block_device_mapping"] as JsonArray ?? []).OfType<JsonObject>();

    /// <summary>Plugs in the volumes that block device mappings name, making those that they only describe.</summary>
    private Server WithVolumes(Server server, JsonObject wanted, string? image, Caller caller, CloudTransaction transaction)
    {
        var attached = new List<VolumeAttachment>();
        var letter = image is null ? 'a' : 'b';
        foreach (var mapping in Mappings(wanted).OrderBy(mapping => CloudJson.Text(mapping["boot_index"]) == "0" ? 0 : 1))
        {
            var volume = VolumeOf(mapping, server, caller, transaction);
            if (volume is null) continue;
            var link = new VolumeAttachment(Guid.NewGuid().ToString(), volume.Id, $"/dev/vd{letter++}", CloudJson.Text(mapping["delete_on_termination"]) is "true" or "True" or "1", CloudJson.Text(mapping["tag"]));
            volumes.Attach(volume, new ServerLink(link.Id, server.Id, link.Device, transaction.Now), booting: true, transaction);
            attached.Add(link);
        }
        return server with { Volumes = attached };
    }

    private Volume? VolumeOf(JsonObject mapping, Server server, Caller caller, CloudTransaction transaction)
    {
        var source = CloudJson.Text(mapping["source_type"]) ?? (mapping["volume_id"] is not null ? "volume" : mapping["snapshot_id"] is not null ? "snapshot" : "blank");
        var id = CloudJson.Text(mapping["uuid"]) ?? CloudJson.Text(mapping["volume_id"]) ?? CloudJson.Text(mapping["snapshot_id"]);
        var toVolume = CloudJson.Text(mapping["destination_type"]) is null or "volume";
        if (source == "volume")
            return state.Volumes.Volumes.Find(id) is { } volume && caller.Owns(volume.ProjectId) && volume.IsThere(transaction.Now)
                ? volume
                : throw CloudFaultException.BadRequest($"Block Device Mapping is Invalid: failed to get volume {id}.");
        if (!toVolume || (source == "blank" && mapping["destination_type"] is null)) return null;
        var wish = new VolumeWish(server.ProjectId, server.UserId)
        {
            Size = int.TryParse(CloudJson.Text(mapping["volume_size"]), out var size) ? size : source == "image" ? throw CloudFaultException.BadRequest("Images with destination_type 'volume' need to have a non-zero size specified") : null,
            Name = "",
            Type = CloudJson.Text(mapping["volume_type"]),
            ImageId = source == "image" ? id : null,
            SnapshotId = source == "snapshot" ? id : null,
        };
        return volumes.Create(wish, transaction);
    }

    private static string HostnameOf(string name)
    {
        var plain = NotInHostname().Replace(name.Replace('_', '-').Replace(' ', '-'), "").Trim('-', '.').ToLowerInvariant();
        return plain.Length > 0 ? plain[..Math.Min(plain.Length, 63)] : "server";
    }

    [GeneratedRegex("[^A-Za-z0-9.-]")]
    private static partial Regex NotInHostname();
}
