using Heat.Core.Values;

namespace Heat.Resources.Clients;

/// <summary>Compute. API: Compute v2.1.</summary>
public sealed class ComputeClient(OpenStackSession session) : ServiceClient(session)
{
    /// <summary>The newest version that the service speaks, for looking: it tells most.</summary>
    public const string Latest = "latest";

    private string _microversion = "2.1";

    public override IReadOnlyList<string> ServiceTypes { get; } = ["compute"];

    private protected override IReadOnlyList<(string Name, string Value)> Headers =>
        [("OpenStack-API-Version", $"compute {_microversion}"), ("X-OpenStack-Nova-API-Version", _microversion)];

    /// <summary>The same client speaking a later version of the API.</summary>
    public ComputeClient At(string microversion) => new(Session) { _microversion = microversion };

    /// <summary>True when the service speaks this version of the API.</summary>
    public async Task<bool> SupportsAsync(string microversion, CancellationToken cancellation)
    {
        var root = await TryGetAsync("/", "version", cancellation);
        return System.Version.TryParse(root?.Get("version").AsText(), out var latest) && latest >= System.Version.Parse(microversion);
    }

    public async Task<MapValue> GetServerAsync(string id, CancellationToken cancellation) =>
        (await GetAsync($"/servers/{Segment(id)}", cancellation)).Get("server").AsMap() ?? MapValue.Empty;

    public async Task<IReadOnlyList<string>> ListAvailabilityZonesAsync(CancellationToken cancellation) =>
        [.. (await ListAsync("/os-availability-zone", "availabilityZoneInfo", cancellation)).Select(zone => zone.Get("zoneName").AsText()).OfType<string>()];

    /// <summary>Has the server do something: <c>resize</c>, <c>os-start</c>, …</summary>
    public Task<MapValue> ActAsync(string serverId, string action, Value arguments, CancellationToken cancellation) =>
        PostAsync($"/servers/{Segment(serverId)}/action", MapValue.Of((action, arguments)), cancellation);

    protected internal override async Task<string> FindIdAsync(string kind, string nameOrId, CancellationToken cancellation) => kind switch
    {
        "flavor" => await FindFlavorIdAsync(nameOrId, cancellation),
        "host" => (await ListAsync("/os-hypervisors", "hypervisors", cancellation)).Any(host => host.Get("hypervisor_hostname").AsText() == nameOrId) ? nameOrId : throw CloudException.EntityNotFound("Hypervisor", nameOrId),
        "keypair" => await TryGetAsync($"/os-keypairs/{Segment(nameOrId)}", "keypair", cancellation) is not null ? nameOrId : throw CloudException.EntityNotFound("Key", nameOrId),
        "server" => await TryGetAsync($"/servers/{Segment(nameOrId)}", "server", cancellation) is not null ? nameOrId : throw CloudException.EntityNotFound("Server", nameOrId),
        _ => await base.FindIdAsync(kind, nameOrId, cancellation),
    };

    private protected override CloudException Fault(CloudResponse answer) => Faults.WithStatusInMessage(answer);

    private async Task<string> FindFlavorIdAsync(string nameOrId, CancellationToken cancellation)
    {
        if (await TryGetAsync($"/flavors/{Segment(nameOrId)}", "flavor", cancellation) is not null)
            return nameOrId;
        var flavors = await ListAsync("/flavors?is_public=None", "flavors", cancellation);
        var ids = flavors.Where(flavor => flavor.Get("name").AsText() == nameOrId).Ids().ToList();
        return ids.Count switch
        {
            1 => ids[0],
            0 => throw CloudException.NotFound($"No Flavor matching {ValueText.Literal(MapValue.Of(("name", nameOrId)))}. (HTTP 404)"),
            _ => throw CloudException.Ambiguous("NoUniqueMatch", "ClientException"),
        };
    }
}
