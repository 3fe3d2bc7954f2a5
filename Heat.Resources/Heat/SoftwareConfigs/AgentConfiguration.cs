using Heat.Core.Resources;
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
    private const string Message = "ZAQAR_MESSAGE";
    private const string ContainerKey = "metadata_container";
    private const string ObjectKey = "metadata_object_name";

    /// <summary>True when the agent has to be told of another way to ask for its deployments.</summary>
    public static bool IsChanged(PropertyChanges changes) => changes.Contains(Transport) || changes.Contains(Place);

    /// <summary>Writes the agent's configuration into the metadata, beside whatever is there by then.</summary>
    /// <param name="collectors">Where the agent looks in any case.</param>
    /// <returns>The metadata with it.</returns>
    public static async Task<MapValue> WriteAsync(ResourceContext resource, IReadOnlyList<string> collectors, CancellationToken cancellation)
    {
        var way = resource.Properties.Text(Transport);
        if (way != Message)
            await StackUserQueue.Metadata.RemoveAsync(resource, cancellation);
        if (way != TemporaryAddress || IsMoved(resource))
            await RemoveObjectAsync(resource, cancellation);
        var transport = await TransportAsync(resource, way, cancellation);
        var written = await resource.ChangeMetadataAsync(metadata => Added(metadata, collectors, transport), cancellation);
        if (resource.Data.GetValueOrDefault(ObjectKey) is { } name && resource.Data.GetValueOrDefault(ContainerKey) is { } container)
            await Store(resource).PutObjectAsync(container, name, ValueJson.Write(written), cancellation);
        await StackUserQueue.Metadata.PostAsync(resource, written, cancellation);
        return written;
    }

    /// <summary>New metadata with the deployments of the old ones, and with the agent's configuration as far as the new ones don't say otherwise.</summary>
    public static MapValue Kept(MapValue old, MapValue metadata) => metadata
        .With("deployments", old.Get("deployments").AsList() ?? ListValue.Empty)
        .With(Key, (old.Get(Key).AsMap() ?? MapValue.Empty).With(metadata.Get(Key).AsMap() ?? MapValue.Empty));

    /// <summary>Removes what was written elsewhere for the agent to fetch.</summary>
    public static async Task RemoveAsync(ResourceContext resource, CancellationToken cancellation)
    {
        await StackUserQueue.Metadata.RemoveAsync(resource, cancellation);
        await RemoveObjectAsync(resource, cancellation);
    }

    private static async Task RemoveObjectAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (resource.Data.GetValueOrDefault(ObjectKey) is not { } name || resource.Data.GetValueOrDefault(ContainerKey) is not { } container)
            return;
        await Absence.IgnoreAsync(() => Store(resource).DeleteObjectAsync(container, name, cancellation));
        await Store(resource).DeleteContainerIfEmptyAsync(container, cancellation);
        foreach (var key in new[] { MetadataDelivery.AddressKey, ObjectKey, ContainerKey })
            resource.RecordData(key, null);
    }

    /// <summary>True when the template names another place for the object than the one where it is.</summary>
    private static bool IsMoved(ResourceContext resource)
    {
        var place = resource.Properties.Get(Place).AsMap() ?? MapValue.Empty;
        return (place.Text("container") ?? resource.PhysicalName) != resource.Data.GetValueOrDefault(ContainerKey)
            || (place.Text("object") is { } name && name != resource.Data.GetValueOrDefault(ObjectKey));
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

    private static async Task<(string Collector, MapValue Settings)?> TransportAsync(ResourceContext resource, string? way, CancellationToken cancellation) => way switch
    {
        "POLL_SERVER_HEAT" => ("heat", await OrchestrationAsync(resource, cancellation)),
        "POLL_SERVER_CFN" => ("cfn", await CloudFormationAsync(resource, cancellation)),
        TemporaryAddress => ("request", await ObjectStoreAsync(resource, cancellation)),
        Message => ("zaqar", await QueueAsync(resource, cancellation)),
        _ => null,
    };

    private static async Task<MapValue> OrchestrationAsync(ResourceContext resource, CancellationToken cancellation) =>
        (await LoginAsync(resource, cancellation)).With(MapValue.Of(("stack_id", $"{resource.Stack.Name}/{resource.Stack.Id}"), ("resource_name", resource.Name)));

    private static async Task<MapValue> QueueAsync(ResourceContext resource, CancellationToken cancellation) =>
        (await LoginAsync(resource, cancellation)).With("queue_id", await StackUserQueue.Metadata.PrepareAsync(resource, cancellation));

    private static async Task<MapValue> LoginAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var credentials = await SignalResponder.CredentialsAsync(resource, cancellation);
        return MapValue.Create(new[] { "user_id", "password", "auth_url", "project_id", "region_name" }.Select(name => KeyValuePair.Create(name, credentials.Get(name))));
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
        var container = place.Text("container") ?? resource.PhysicalName;
        var name = place.Text("object") ?? resource.Data.GetValueOrDefault(ObjectKey) ?? Guid.NewGuid().ToString();
        resource.RecordData(ContainerKey, container);
        resource.RecordData(ObjectKey, name);
        await Store(resource).PutContainerAsync(container, [], cancellation);
        resource.RecordData(MetadataDelivery.AddressKey, await Store(resource).TemporaryAddressAsync(HttpMethod.Put, container, name, cancellation));
        return MapValue.Of(("metadata_url", await Store(resource).TemporaryAddressAsync(HttpMethod.Get, container, name, cancellation)));
    }

    private static ObjectStoreClient Store(ResourceContext resource) => resource.Cloud.Service<ObjectStoreClient>();

    // Nulls take back what a server that boots was told of another way.
    private static MapValue Emptied(MapValue configuration) => MapValue.Create(configuration.Select(entry => KeyValuePair.Create(
        entry.Key,
        entry.Value is MapValue settings ? MapValue.Create(settings.Select(setting => KeyValuePair.Create(setting.Key, Value.Null))) : entry.Value)));
}
