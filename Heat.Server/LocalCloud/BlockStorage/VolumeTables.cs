using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.BlockStorage;

/// <summary>What the block storage service stores.</summary>
internal sealed class VolumeTables
{
    private static readonly Dictionary<string, int> s_limits = new()
    {
        ["volumes"] = 1000, ["snapshots"] = 1000, ["gigabytes"] = 100_000, ["backups"] = 100, ["backup_gigabytes"] = 10_000, ["per_volume_gigabytes"] = -1, ["groups"] = 10,
    };

    public VolumeTables(LocalCloudState state)
    {
        Volumes = state.Table<Volume>("volume.volume");
        Snapshots = state.Table<Snapshot>("volume.snapshot");
        Backups = state.Table<Backup>("volume.backup");
        Types = state.Table<VolumeType>("volume.type");
        QosSpecs = state.Table<QosSpecs>("volume.qos_specs");
        Quotas = new Quotas(state.Table<QuotaSet>("volume.quota"), s_limits);
        VolumesByProject = Volumes.IndexedBy(volume => volume.ProjectId);
        SnapshotsByProject = Snapshots.IndexedBy(snapshot => snapshot.ProjectId);
        SnapshotsByVolume = Snapshots.IndexedBy(snapshot => snapshot.VolumeId);
        BackupsByProject = Backups.IndexedBy(backup => backup.ProjectId);
        LeavingVolumes = Volumes.IndexedBy(volume => volume.GoneAt is null ? null : "leaving");
        LeavingSnapshots = Snapshots.IndexedBy(snapshot => snapshot.GoneAt is null ? null : "leaving");
        LeavingBackups = Backups.IndexedBy(backup => backup.GoneAt is null ? null : "leaving");
    }

    public CloudTable<Volume> Volumes { get; }

    public CloudTable<Snapshot> Snapshots { get; }

    public CloudTable<Backup> Backups { get; }

    public CloudTable<VolumeType> Types { get; }

    public CloudTable<QosSpecs> QosSpecs { get; }

    public Quotas Quotas { get; }

    public CloudIndex<Volume> VolumesByProject { get; }

    public CloudIndex<Snapshot> SnapshotsByProject { get; }

    public CloudIndex<Snapshot> SnapshotsByVolume { get; }

    public CloudIndex<Backup> BackupsByProject { get; }

    public CloudIndex<Volume> LeavingVolumes { get; }

    public CloudIndex<Snapshot> LeavingSnapshots { get; }

    public CloudIndex<Backup> LeavingBackups { get; }
}
