using Heat.Core.SoftwareConfigs;
using Heat.Core.Values;
using Microsoft.Extensions.Logging;

namespace Heat.Resources.Clients;

/// <summary>Writes metadata to temporary addresses in the object store, which ask for no token.</summary>
internal sealed partial class MetadataDelivery(CloudTransport transport, ILogger<MetadataDelivery> logger) : IMetadataDelivery
{
    public async Task DeliverAsync(string address, MapValue metadata, CancellationToken cancellation)
    {
        var uri = new Uri(address);
        try
        {
            var answer = await transport.SendAsync(new CloudRequest(HttpMethod.Put, uri) { Body = metadata, Gate = "object-store" }, cancellation);
            if (!answer.IsSuccess)
                NotDelivered(uri.AbsolutePath, $"HTTP {(int)answer.Status}");
        }
        catch (CloudException failure)
        {
            NotDelivered(uri.AbsolutePath, failure.Message);
        }
    }

    [LoggerMessage(400, LogLevel.Warning, "Metadata could not be written to {Path}: {Reason}")]
    private partial void NotDelivered(string path, string reason);
}
