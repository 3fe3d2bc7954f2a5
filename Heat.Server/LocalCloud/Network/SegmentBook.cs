using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Network;

/// <summary>The segments that networks are made of: each network has one from the start, without a name; administrators add others.</summary>
internal sealed class SegmentBook(NetworkTables tables)
{
    private const string Collection = "segments";

    public IEnumerable<NetworkDocument> Of(string network) => tables.DocumentsByCollection[Collection].Where(segment => NetworkOf(segment) == network);

    public NetworkDocument? Find(string id) => tables.Documents.Find(id) is { Collection: Collection } segment ? segment : null;

    public static string? NetworkOf(NetworkDocument segment) => CloudJson.Text(segment.Attributes["network_id"]);

    /// <summary>Sees to it that the first segment is what the network says of itself.</summary>
    public void Keep(VirtualNetwork network, CloudTransaction transaction)
    {
        var segment = Of(network.Id).FirstOrDefault(one => one.Name.Length == 0) ?? new NetworkDocument
        {
            Id = Guid.NewGuid().ToString(),
            Collection = Collection,
            // Only administrators see it, whoever has the network.
            ProjectId = "",
            CreatedAt = transaction.Now,
        };
        transaction.Put(tables.Documents, segment with
        {
            UpdatedAt = transaction.Now,
            Attributes = new JsonObject
            {
                ["network_id"] = network.Id,
                ["network_type"] = network.ProviderNetworkType,
                ["physical_network"] = network.ProviderPhysicalNetwork,
                ["segmentation_id"] = network.ProviderSegmentationId,
            },
        });
    }

    public void Drop(VirtualNetwork network, CloudTransaction transaction)
    {
        foreach (var segment in Of(network.Id).ToList()) transaction.Remove(tables.Documents, segment);
    }
}
