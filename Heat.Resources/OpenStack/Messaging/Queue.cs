using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Messaging;

/// <summary>OS::Zaqar::Queue — a queue of messages. API: Messaging v2, /queues.</summary>
public sealed class Queue : ResourceType
{
    private const int LongestName = 64;

    public override ResourceSchema Schema { get; } = new("OS::Zaqar::Queue")
    {
        Description = "A queue of messages.",
        Service = "messaging",
        Support = SupportStatus.Since("2014.2"),
        NameLimit = LongestName,
        Properties =
        [
            Property.Map("metadata", "Whatever is to be noted with the queue.").Updatable(),
            Property.Text("name", "The name; one is made up when it is left out.").OfLength(null, LongestName),
        ],
        Attributes =
        [
            Attribute.Any("href", "The address of the queue."),
            Attribute.Any("queue_id", "The id of the queue.").Live().Supported(SupportStatus.Since("2014.1").DeprecatedIn("2015.1").HiddenIn("6.0.0")),
        ],
    };

    /// <summary>Queues are known by their names: one that a lost call made is simply found.</summary>
    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var (name, metadata) = (resource.Properties.Text("name") ?? resource.PhysicalName, Metadata(resource));
        await Client(resource).MakeQueueAsync(name, metadata, cancellation);
        if (metadata.Count > 0)
            await Client(resource).ReplaceMetadataAsync(name, metadata, cancellation);
        return name;
    }

    public override Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation) =>
        Client(resource).ReplaceMetadataAsync(resource.RequiredPhysicalId, Metadata(resource), cancellation);

    public override Task DeleteAsync(ResourceContext resource, CancellationToken cancellation) => Client(resource).DeleteQueueAsync(resource.RequiredPhysicalId, cancellation);

    public override async Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (resource.PhysicalId is not { } name)
            return MapValue.Empty;
        return MapValue.Of(
            ("href", await Client(resource).AddressOfAsync(name, cancellation)),
            ("queue_id", name),
            ("show", MapValue.Of(("metadata", await Client(resource).ReadMetadataAsync(name, cancellation)))));
    }

    private static MessagingClient Client(ResourceContext resource) => resource.Cloud.Service<MessagingClient>();

    private static MapValue Metadata(ResourceContext resource) => resource.Properties.Get("metadata").AsMap() ?? MapValue.Empty;
}
