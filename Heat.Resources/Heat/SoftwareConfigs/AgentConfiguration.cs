using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;
using Heat.Resources.Heat.Signals;

namespace Heat.Resources.Heat.SoftwareConfigs;

/// <summary>What the agent in a server finds in the server's metadata: the deployments, and where to ask for new ones with whose credentials.</summary>
internal static class AgentConfiguration
{
    private const string Key = "os-collect-config";

    /// <param name="collectors">Where the agent looks in any case.</param>
    public static async Task<MapValue> AddedToAsync(ResourceContext resource, MapValue metadata, IReadOnlyList<string> collectors, CancellationToken cancellation)
    {
        var configuration = Emptied(metadata.Get(Key).AsMap() ?? MapValue.Empty);
        var all = new List<string>(collectors);
        if (await TransportAsync(resource, cancellation) is var (collector, settings))
        {
            configuration = configuration.With(collector, settings);
            all.Add(collector);
        }

        all.Add("local");
        return metadata
            .With("deployments", metadata.Get("deployments").AsList() ?? ListValue.Empty)
            .With(Key, configuration.With("collectors", ListValue.Create(all.Select(name => (Value)name))));
    }

    private static async Task<(string Collector, MapValue Settings)?> TransportAsync(ResourceContext resource, CancellationToken cancellation) =>
        resource.Properties.Text("software_config_transport") switch
        {
            "POLL_SERVER_HEAT" => ("heat", await OrchestrationAsync(resource, cancellation)),
            "POLL_SERVER_CFN" => ("cfn", await CloudFormationAsync(resource, cancellation)),
            _ => null,
        };

    private static async Task<MapValue> OrchestrationAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var credentials = await SignalResponder.CredentialsAsync(resource, cancellation);
        return MapValue.Of(
            ("user_id", credentials.Get("user_id")),
            ("password", credentials.Get("password")),
            ("auth_url", credentials.Get("auth_url")),
            ("project_id", credentials.Get("project_id")),
            ("stack_id", $"{resource.Stack.Name}/{resource.Stack.Id}"),
            ("resource_name", resource.Name),
            ("region_name", credentials.Get("region_name")));
    }

    private static async Task<MapValue> CloudFormationAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var address = await resource.Cloud.Service<OrchestrationClient>().CloudFormationAddressAsync(cancellation);
        var (access, secret) = await StackUserResource.KeysAsync(resource, cancellation);
        return MapValue.Of(
            ("metadata_url", address is null ? "" : address.AbsoluteUri.TrimEnd('/') + "/"),
            ("access_key_id", access),
            ("secret_access_key", secret),
            ("stack_name", resource.Stack.Name),
            ("path", $"{resource.Name}.Metadata"));
    }

    // Nulls take back what a server that boots was told of another way.
    private static MapValue Emptied(MapValue configuration) => MapValue.Create(configuration.Select(entry => KeyValuePair.Create(
        entry.Key,
        entry.Value is MapValue settings ? MapValue.Create(settings.Select(setting => KeyValuePair.Create(setting.Key, Value.Null))) : entry.Value)));
}
