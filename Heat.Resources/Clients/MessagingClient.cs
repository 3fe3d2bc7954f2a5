using System.Globalization;
using Heat.Core.Values;

namespace Heat.Resources.Clients;

/// <summary>Queues of messages. API: Messaging v2.</summary>
public sealed class MessagingClient(OpenStackSession session) : ServiceClient(session)
{
    /// <summary>How many seconds a message is kept when nobody says.</summary>
    public const long UsualTtl = 3600;

    private const string PatchType = "application/openstack-messaging-v2.0-json-patch";
    private const int MostPerPage = 20;
    private readonly string _clientId = Guid.NewGuid().ToString();

    public override IReadOnlyList<string> ServiceTypes { get; } = ["messaging"];

    protected override string Version => "v2";

    private protected override IReadOnlyList<(string Name, string Value)> Headers => [("Client-ID", _clientId)];

    /// <summary>The same service, called by an in-instance user of a stack.</summary>
    public MessagingClient AsStackUser(string userId, string password, string projectId) => new(Session.ForStackUser(userId, password, projectId));

    /// <summary>The address of a queue.</summary>
    public async Task<string> AddressOfAsync(string queue, CancellationToken cancellation)
    {
        var endpoint = await Session.FindEndpointAsync(ServiceTypes[0], cancellation) ?? throw CloudException.EntityNotFound("endpoint", ServiceTypes[0]);
        return AddressOf(endpoint, PathOf(queue)).AbsoluteUri;
    }

    /// <summary>Makes a queue. One that is there already stays as it is.</summary>
    public Task MakeQueueAsync(string queue, MapValue metadata, CancellationToken cancellation) => PutAsync(PathOf(queue), metadata, cancellation);

    public Task<MapValue> ReadMetadataAsync(string queue, CancellationToken cancellation) => GetAsync(PathOf(queue), cancellation);

    /// <summary>Gives a queue these metadata in place of those that it has. Settings of the service, whose names begin with an underscore, stay unless they are given.</summary>
    public async Task ReplaceMetadataAsync(string queue, MapValue metadata, CancellationToken cancellation)
    {
        var before = await ReadMetadataAsync(queue, cancellation);
        var removed = before.Keys.Where(name => !metadata.ContainsKey(name) && !name.StartsWith('_')).Select(name => MapValue.Of(("op", "remove"), ("path", PointerTo(name))));
        var added = metadata.Select(entry => MapValue.Of(("op", "add"), ("path", PointerTo(entry.Key)), ("value", entry.Value)));
        var operations = ListValue.Create(removed.Concat(added));
        if (operations.Count > 0)
            await SendAsync(endpoint => new CloudRequest(HttpMethod.Patch, AddressOf(endpoint, PathOf(queue)))
            {
                RawBody = System.Text.Encoding.UTF8.GetBytes(ValueJson.Write(operations)),
                ContentType = PatchType,
                Headers = Headers,
                Gate = ServiceTypes[0],
            }, cancellation);
    }

    /// <summary>Deletes a queue with its messages. Already gone is as good.</summary>
    public Task DeleteQueueAsync(string queue, CancellationToken cancellation) => Absence.IgnoreAsync(() => DeleteAsync(PathOf(queue), cancellation));

    /// <summary>Removes all messages.</summary>
    public Task EmptyQueueAsync(string queue, CancellationToken cancellation) =>
        PostAsync(PathOf(queue) + "/purge", MapValue.Of(("resource_types", ListValue.Of("messages"))), cancellation);

    /// <summary>Posts messages, in their order. The queue is made with the first one.</summary>
    public Task PostMessagesAsync(string queue, IEnumerable<Value> bodies, long ttl, CancellationToken cancellation) =>
        PostAsync($"{PathOf(queue)}/messages", MapValue.Of(("messages", ListValue.Create(bodies.Select(body => (Value)MapValue.Of(("ttl", ttl), ("body", body)))))), cancellation);

    /// <summary>The oldest messages, whoever posted them, as id and body. They stay until they are deleted.</summary>
    public async Task<IReadOnlyList<(string Id, Value Body)>> PeekAsync(string queue, CancellationToken cancellation)
    {
        var found = await GetAsync($"{PathOf(queue)}/messages?limit={MostPerPage}&echo=true&include_claimed=true", cancellation);
        return [.. found.Get("messages").Maps().Select(message => (message.Text("id") ?? "", message.Get("body")))];
    }

    public Task DeleteMessageAsync(string queue, string id, CancellationToken cancellation) => Absence.IgnoreAsync(() => DeleteAsync($"{PathOf(queue)}/messages/{Segment(id)}", cancellation));

    /// <summary>A signature with which anybody can use parts of a queue.</summary>
    /// <param name="request">The <c>paths</c> and <c>methods</c> that it is for, and when it <c>expires</c>.</param>
    public Task<MapValue> ShareAsync(string queue, MapValue request, CancellationToken cancellation) => PostAsync(PathOf(queue) + "/share", request, cancellation);

    /// <summary>Subscribes to a queue and gives the subscription's id.</summary>
    public async Task<string?> SubscribeAsync(string queue, MapValue subscription, CancellationToken cancellation) =>
        (await PostAsync($"{PathOf(queue)}/subscriptions", subscription, cancellation)).Text("subscription_id");

    public Task<MapValue> ReadSubscriptionAsync(string queue, string id, CancellationToken cancellation) => GetAsync(PathOf(queue, id), cancellation);

    public Task ChangeSubscriptionAsync(string queue, string id, MapValue subscription, CancellationToken cancellation) => PatchAsync(PathOf(queue, id), subscription, cancellation);

    public Task UnsubscribeAsync(string queue, string id, CancellationToken cancellation) => Absence.IgnoreAsync(() => DeleteAsync(PathOf(queue, id), cancellation));

    /// <summary>The moment so many seconds from now, as signatures name their end.</summary>
    public static string ExpiryAfter(long seconds, TimeProvider time) => time.GetUtcNow().AddSeconds(seconds).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    private protected override CloudException Fault(CloudResponse answer) => Faults.OfMessaging(answer);

    private static string PathOf(string queue) => $"/queues/{Segment(queue)}";

    private static string PathOf(string queue, string subscription) => $"{PathOf(queue)}/subscriptions/{Segment(subscription)}";

    private static string PointerTo(string name) => "/metadata/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
