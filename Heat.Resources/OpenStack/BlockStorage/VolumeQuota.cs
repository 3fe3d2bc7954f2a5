using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.BlockStorage;

/// <summary>OS::Cinder::Quota — how much of the block storage service a project may have. API: Block Storage v3, /os-quota-sets.</summary>
public sealed class VolumeQuota() : QuotaResource<BlockStorageClient>("/os-quota-sets", "quota_set")
{
    public override ResourceSchema Schema { get; } = new("OS::Cinder::Quota")
    {
        Description = "How much of the block storage service a project may have.",
        Support = SupportStatus.Since("7.0.0"),
        Service = "volumev3",
        Extension = "os-quota-sets",
        Properties =
        [
            Limit("backup_gigabytes", "The size of all backups, in GB.").Since("16.0.0"),
            Limit("backups", "Backups.").Since("16.0.0"),
            Limit("gigabytes", "The size of all volumes and snapshots, in GB."),
            Of,
            Limit("snapshots", "Snapshots."),
            Limit("volumes", "Volumes."),
        ],
    };

    public override string Title => "CinderQuota";

    private protected override async Task EnsureSensibleAsync(ResourceContext resource, MapValue limits, CancellationToken cancellation)
    {
        var usage = (await Client(resource).GetAsync($"{PathOf(resource)}?usage=True", cancellation)).Get("quota_set").AsMap() ?? MapValue.Empty;
        foreach (var (name, limit) in limits)
            if (limit.AsInteger() is >= 0 and var most && usage.Get(name).AsMap()?.Get("in_use").AsInteger() is { } used && used > most)
                throw new ResourceException("ValueError", $"Invalid quota {name} value(s): {most}. Can not be less than the current usage value(s): {used}.");
    }
}
