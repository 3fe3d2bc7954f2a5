using Heat.Core.SoftwareConfigs;
using Heat.Core.Values;
using Heat.Resources.Clients;
using Heat.Resources.Heat.Signals;
using Microsoft.Extensions.Logging;

namespace Heat.Resources.Heat.SoftwareConfigs;

/// <summary>Writes metadata to temporary addresses in the object store, which ask for no token, and posts them to the queues of servers, as the server's own user.</summary>
internal sealed partial class MetadataDelivery(CloudTransport transport, CloudSessions sessions, ILogger<MetadataDelivery> logger) : IMetadataDelivery
{
    /// <summary>What a resource notes the address as to which its metadata are written.</summary>
    public const string AddressKey = "metadata_put_url";

    public async Task DeliverAsync(IReadOnlyDictionary<string, string> data, MapValue metadata, CancellationToken cancellation)
    {
        try
        {
            if (data.GetValueOrDefault(AddressKey) is { } address)
                await PutAsync(new Uri(address), metadata, cancellation);
            if (StackUserQueue.Metadata.NameIn(data) is { } queue)
                await StackUserQueue.ClientOf(data, sessions.ForNobody().Service<MessagingClient>()).PostMessagesAsync(queue, [metadata], MessagingClient.UsualTtl, cancellation);
        }
        catch (CloudException failure)
        {
            NotDelivered(failure.Message);
        }
    }

    private async Task PutAsync(Uri address, MapValue metadata, CancellationToken cancellation)
    {
        var answer = await transport.SendAsync(new CloudRequest(HttpMethod.Put, address) { Body = metadata, Gate = "object-store" }, cancellation);
        if (!answer.IsSuccess)
            NotDelivered($"{address.AbsolutePath}: HTTP {(int)answer.Status}");
    }

    [LoggerMessage(400, LogLevel.Warning, "Metadata could not be delivered: {Reason}")]
    private partial void NotDelivered(string reason);
}
