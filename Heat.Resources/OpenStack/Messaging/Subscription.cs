using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Messaging;

/// <summary>OS::Zaqar::Subscription — has somebody told of the messages in a queue. API: Messaging v2, /queues/{queue}/subscriptions.</summary>
public sealed class Subscription : ResourceType
{
    // Until the year 9000: for ever.
    private const long ForEver = 220367260800;
    private static readonly string[] s_subscriberTypes = ["http", "https", "mailto", "trust+http", "trust+https"];

    public override ResourceSchema Schema { get; } = new("OS::Zaqar::Subscription")
    {
        Description = "Has somebody told of the messages in a queue.",
        Service = "messaging",
        Support = SupportStatus.Since("8.0.0"),
        Properties =
        [
            Property.Map("options", "How the subscriber is told.").Updatable(),
            Property.Text("queue_name", "The name of the queue.").Required().Satisfying("zaqar.queue"),
            Property.Text("subscriber", "The address of who is told, such as https://… or mailto:….").Required().Updatable(),
            Property.Integer("ttl", "For how many seconds it holds.").InRange(60).DefaultsTo(ForEver).Updatable(),
        ],
    };

    public override Task<IReadOnlyList<string>> ValidateAsync(MapValue properties, IReadOnlySet<string> unknown, ICloudSession cloud, CancellationToken cancellation) =>
        Task.FromResult(properties.Text("subscriber") is not { } subscriber || unknown.Contains("subscriber") || s_subscriberTypes.Contains(subscriber.Split(':')[0])
            ? PropertyRules.None
            : [$"The subscriber type of must be one of: {string.Join(", ", s_subscriberTypes)}."]);

    /// <summary>A queue has one subscription of each subscriber: one that a lost call made is given again.</summary>
    public override Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation) => Client(resource).SubscribeAsync(QueueOf(resource), Body(resource), cancellation);

    public override Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation) =>
        Client(resource).ChangeSubscriptionAsync(QueueOf(resource), resource.RequiredPhysicalId, Body(resource), cancellation);

    public override Task DeleteAsync(ResourceContext resource, CancellationToken cancellation) => Client(resource).UnsubscribeAsync(QueueOf(resource), resource.RequiredPhysicalId, cancellation);

    public override async Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation) =>
        resource.PhysicalId is { } id ? MapValue.Of(("show", await Client(resource).ReadSubscriptionAsync(QueueOf(resource), id, cancellation))) : MapValue.Empty;

    private static MessagingClient Client(ResourceContext resource) => resource.Cloud.Service<MessagingClient>();

    private static string QueueOf(ResourceContext resource) => resource.Properties.Text("queue_name") ?? "";

    private static MapValue Body(ResourceContext resource) => MapValue.Of(
        ("subscriber", resource.Properties.Get("subscriber")),
        ("ttl", resource.Properties.Get("ttl")),
        ("options", resource.Properties.Get("options").AsMap() ?? MapValue.Empty));
}
