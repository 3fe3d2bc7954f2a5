using Heat.Core.Resources;
using Heat.Core.SoftwareConfigs;
using Heat.Core.Values;
using Heat.Resources.Clients;
using Heat.Resources.Heat.Signals;

namespace Heat.Resources.Heat.SoftwareConfigs;

/// <summary>What the agent in a server finds in the server's metadata: the deployments, and where to ask for new ones with whose credentials.</summary>
internal static class AgentConfiguration
{
    /// <summary>The property that says how the agent asks for deployments.</summary>
    public const string Transport = "software_config_transport";

    /// <summary>The property that says where in the object store deployments are kept.</summary>
    public const string Place = "deployment_swift_data";

    private const string Key = "os-collect-config";
    private const string TemporaryAddress = "POLL_TEMP_URL";
    private const string ContainerKey = "metadata_container";
    private const string ObjectKey = "metadata_object_name";

    /// <summary>True when the agent has to be told of another way to ask for its deployments.</summary>
    public static bool IsChanged(PropertyChanges changes) => changes.Contains(Transport) || changes.Contains(Place);

    /// <summary>Writes the agent's configuration into the metadata, beside whatever is there by then.</summary>
    /// <param name="collectors">Where the agent looks in any case.</param>
    /// <returns>The metadata with it.</returns>
    public static async Task<MapValue> WriteAsync(ResourceContext resource, IReadOnlyList<string> collectors, CancellationToken cancellation)
    {
        var transport = await TransportAsync(resource, cancellation);
        var written = await resource.ChangeMetadataAsync(metadata => Added(metadata, collectors, transport), cancellation);
        // Who fetches the metadata from where they were written until now has to learn of the new place there.
        if (resource.Data.GetValueOrDefault(ObjectKey) is { } name && resource.Data.GetValueOrDefault(ContainerKey) is { } container)
            await Store(resource).PutObjectAsync(container, name, ValueJson.Write(written), cancellation);
        return written;
    }

    /// <summary>New metadata with the deployments of the old ones, and with the agent's configuration as far as the new ones don't say otherwise.</summary>
    public static MapValue Kept(MapValue old, MapValue metadata) => metadata
        .With("deployments", old.Get("deployments").AsList() ?? ListValue.Empty)
        .With(Key, (old.Get(Key).AsMap() ?? MapValue.Empty).With(metadata.Get(Key).AsMap() ?? MapValue.Empty));

    /// <summary>Removes what was written elsewhere for the agent to fetch.</summary>
    public static async Task RemoveAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (resource.Data.GetValueOrDefault(ObjectKey) is not { } name || resource.Data.GetValueOrDefault(ContainerKey) is not { } container)
            return;
        await Absence.IgnoreAsync(() => Store(resource).DeleteObjectAsync(container, name, cancellation));
        await Store(resource).DeleteContainerIfEmptyAsync(container, cancellation);
    }

    private static MapValue Added(MapValue metadata, IReadOnlyList<string> collectors, (string Collector, MapValue Settings)? transport)
    {
        var configuration = Emptied(metadata.Get(Key).AsMap() ?? MapValue.Empty);
        var all = new List<string>(collectors);
        if (transport is var (collector, settings))
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
        resource.Properties.Text(Transport) switch
        {
            "POLL_SERVER_HEAT" => ("heat", await OrchestrationAsync(resource, cancellation)),
            "POLL_SERVER_CFN" => ("cfn", await CloudFormationAsync(resource, cancellation)),
            TemporaryAddress => ("request", await ObjectStoreAsync(resource, cancellation)),
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

    /// <summary>An object of the store that anybody with its address may read. Its name is noted first, so that it stays the same and isn't forgotten.</summary>
    private static async Task<MapValue> ObjectStoreAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var place = resource.Properties.Get(Place).AsMap() ?? MapValue.Empty;
        var container = place.Text("container") ?? resource.Data.GetValueOrDefault(ContainerKey) ?? resource.PhysicalName;
        var name = place.Text("object") ?? resource.Data.GetValueOrDefault(ObjectKey) ?? Guid.NewGuid().ToString();
        resource.RecordData(ContainerKey, container);
        resource.RecordData(ObjectKey, name);
        await Store(resource).PutContainerAsync(container, [], cancellation);
        resource.RecordData(SoftwareConfigService.DeliveryAddress, await Store(resource).TemporaryAddressAsync(HttpMethod.Put, container, name, cancellation));
        return MapValue.Of(("metadata_url", await Store(resource).TemporaryAddressAsync(HttpMethod.Get, container, name, cancellation)));
    }

    private static ObjectStoreClient Store(ResourceContext resource) => resource.Cloud.Service<ObjectStoreClient>();

    // Nulls take back what a server that boots was told of another way.
    private static MapValue Emptied(MapValue configuration) => MapValue.Create(configuration.Select(entry => KeyValuePair.Create(
        entry.Key,
        entry.Value is MapValue settings ? MapValue.Create(settings.Select(setting => KeyValuePair.Create(setting.Key, Value.Null))) : entry.Value)));
}
