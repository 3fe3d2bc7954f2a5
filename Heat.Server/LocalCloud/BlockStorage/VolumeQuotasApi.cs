using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.BlockStorage;

/// <summary>/os-quota-sets and /limits of Cinder.</summary>
internal sealed class VolumeQuotasApi(LocalCloudState state) : ICloudApi
{
    private const string Path = "/v3/{project}/os-quota-sets/{target}";

    private VolumeTables Tables => state.Volumes;

    public void Map(CloudRoutes routes)
    {
        routes.Get(Path, request => CloudReply.Ok("quota_set", View(Reachable(request), request.Flag("usage"))));
        routes.Get($"{Path}/defaults", request =>
        {
            var view = CloudJson.Tree(Tables.Quotas.Defaults);
            view["id"] = request.Route("target");
            return CloudReply.Ok("quota_set", view);
        });
        routes.Put(Path, (request, transaction) =>
        {
            request.Caller.RequireAdmin("volume_extension:quotas:update");
            Tables.Quotas.Set(transaction, request.Route("target"), request.Wrapped("quota_set").Where(item => item.Key is not ("tenant_id" or "skip_validation")).Select(Limit).ToList());
            return CloudReply.Ok("quota_set", View(request.Route("target"), usage: false));
        });
        routes.Delete(Path, (request, transaction) =>
        {
            request.Caller.RequireAdmin("volume_extension:quotas:delete");
            Tables.Quotas.Reset(transaction, request.Route("target"));
            return new CloudReply(200);
        });
        routes.Get("/v3/{project}/limits", request => CloudReply.Ok("limits", Limits(request.Caller.ProjectId)));
    }

    private static KeyValuePair<string, int> Limit(KeyValuePair<string, JsonNode?> item) => int.TryParse(CloudJson.Text(item.Value), out var limit) && limit >= -1
        ? KeyValuePair.Create(item.Key, limit)
        : throw CloudFaultException.BadRequest($"Invalid input for field/attribute {item.Key}. Value: {CloudJson.Text(item.Value)}. It is not an integer of at least -1");

    private static string Reachable(CloudRequest request) =>
        request.Caller.Owns(request.Route("target")) ? request.Route("target") : throw CloudFaultException.Forbidden("Policy doesn't allow volume_extension:quotas:show to be performed.");

    private JsonObject View(string project, bool usage)
    {
        var used = Used(project);
        var view = new JsonObject { ["id"] = project };
        foreach (var resource in Tables.Quotas.Resources)
        {
            var limit = Tables.Quotas.Limit(project, resource);
            view[resource] = usage ? new JsonObject { ["limit"] = limit, ["in_use"] = used.GetValueOrDefault(resource), ["reserved"] = 0 } : limit;
        }
        return view;
    }

    private Dictionary<string, int> Used(string project)
    {
        var volumes = Tables.VolumesByProject[project].Where(volume => volume.IsThere(state.Now)).ToList();
        return new()
        {
            ["volumes"] = volumes.Count,
            ["gigabytes"] = volumes.Sum(volume => volume.Size),
            ["snapshots"] = Tables.SnapshotsByProject[project].Count(snapshot => snapshot.IsThere(state.Now)),
            ["backups"] = Tables.BackupsByProject[project].Count(backup => backup.IsThere(state.Now)),
        };
    }

    private JsonObject Limits(string project)
    {
        var used = Used(project);
        var limit = (string resource) => Tables.Quotas.Limit(project, resource);
        return new JsonObject
        {
            ["rate"] = new JsonArray(),
            ["absolute"] = new JsonObject
            {
                ["maxTotalVolumes"] = limit("volumes"), ["maxTotalVolumeGigabytes"] = limit("gigabytes"), ["maxTotalSnapshots"] = limit("snapshots"),
                ["maxTotalBackups"] = limit("backups"), ["maxTotalBackupGigabytes"] = limit("backup_gigabytes"),
                ["totalVolumesUsed"] = used["volumes"], ["totalGigabytesUsed"] = used["gigabytes"], ["totalSnapshotsUsed"] = used["snapshots"],
                ["totalBackupsUsed"] = used["backups"], ["totalBackupGigabytesUsed"] = 0,
            },
        };
    }
}
