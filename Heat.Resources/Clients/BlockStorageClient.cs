using Heat.Core.Values;

namespace Heat.Resources.Clients;

/// <summary>Block storage. API: Block Storage v3.</summary>
public sealed class BlockStorageClient(OpenStackSession session) : ServiceClient(session)
{
    private string? _microversion;

    public override IReadOnlyList<string> ServiceTypes { get; } = ["volumev3", "block-storage", "volume"];

    private protected override IReadOnlyList<(string Name, string Value)> Headers => _microversion is null ? [] : [("OpenStack-API-Version", $"volume {_microversion}")];

    /// <summary>The same client speaking a later version of the API.</summary>
    public BlockStorageClient At(string microversion) => new(Session) { _microversion = microversion };

    public async Task<MapValue> GetVolumeAsync(string id, CancellationToken cancellation) =>
        (await GetAsync($"/volumes/{Segment(id)}", cancellation)).Get("volume").AsMap() ?? MapValue.Empty;

    /// <summary>Has the volume do something: <c>os-extend</c>, <c>os-retype</c>, …</summary>
    public Task<MapValue> ActAsync(string volumeId, string action, Value arguments, CancellationToken cancellation) =>
        PostAsync($"/volumes/{Segment(volumeId)}/action", MapValue.Of((action, arguments)), cancellation);

    protected internal override Task<string> FindIdAsync(string kind, string nameOrId, CancellationToken cancellation) => kind switch
    {
        "volume" => ConfirmAsync("/volumes", "volume", "Volume", nameOrId, cancellation),
        "snapshot" => ConfirmAsync("/snapshots", "snapshot", "VolumeSnapshot", nameOrId, cancellation),
        "backup" => ConfirmAsync("/backups", "backup", "Volume backup", nameOrId, cancellation),
        "vtype" => FindNamedAsync("/types?is_public=None", "volume_types", "VolumeType", nameOrId, cancellation),
        "qos_specs" => FindNamedAsync("/qos-specs", "qos_specs", "QoSSpecs", nameOrId, cancellation),
        _ => base.FindIdAsync(kind, nameOrId, cancellation),
    };

    protected internal override async Task<IReadOnlySet<string>> ListExtensionsAsync(CancellationToken cancellation) =>
        (await ListAsync("/extensions", "extensions", cancellation)).Select(extension => extension.Get("alias").AsText()).OfType<string>().ToHashSet();

    private protected override CloudException Fault(CloudResponse answer) => Faults.WithStatusInMessage(answer);

    private async Task<string> ConfirmAsync(string path, string key, string entity, string id, CancellationToken cancellation) =>
        await TryGetAsync($"{path}/{Segment(id)}", key, cancellation) is not null ? id : throw CloudException.EntityNotFound(entity, id);

    private async Task<string> FindNamedAsync(string path, string key, string entity, string nameOrId, CancellationToken cancellation)
    {
        var all = await ListAsync(path, key, cancellation);
        return all.FirstOrDefault(found => found.Get("name").AsText() == nameOrId || found.Get("id").AsText() == nameOrId)?.Get("id").AsText()
            ?? throw CloudException.EntityNotFound(entity, nameOrId);
    }
}
