using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.Heat.SoftwareConfigs;

/// <summary>The stored software configurations, as resources use them.</summary>
internal static class ConfigStore
{
    public static OrchestrationClient Client(ResourceContext resource) => resource.Cloud.Service<OrchestrationClient>();

    public static async Task<string> AddAsync(ResourceContext resource, MapValue body, CancellationToken cancellation) =>
        (await Client(resource).PostAsync("/software_configs", body, cancellation)).Get("software_config").AsMap()?.Text("id")
        ?? throw new ResourceException("NotFound", "The orchestration service stored no configuration.");

    public static Task<MapValue?> FindAsync(ResourceContext resource, string id, CancellationToken cancellation) =>
        Client(resource).TryGetAsync($"/software_configs/{ServiceClient.Segment(id)}", "software_config", cancellation);

    /// <summary>Removes a configuration. Already gone is as good.</summary>
    public static Task RemoveAsync(ResourceContext resource, string id, CancellationToken cancellation) =>
        Absence.IgnoreAsync(() => Client(resource).DeleteAsync($"/software_configs/{ServiceClient.Segment(id)}", cancellation));
}
