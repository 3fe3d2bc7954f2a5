using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Network;

/// <summary>Gateways of networks, with the two actions that connect and disconnect a network.</summary>
internal sealed class NetworkGatewaysApi(NetworkTables tables, DocumentKind kind) : DocumentsApi(tables, kind)
{
    private const string Connections = "ports";

    public override void Map(CloudRoutes routes)
    {
        base.Map(routes);
        routes.Put("/v2.0/network-gateways/{id}/connect_network", Connect);
        routes.Put("/v2.0/network-gateways/{id}/disconnect_network", Disconnect);
    }

    protected override void RefuseInUse(NetworkDocument document)
    {
        if (ConnectionsOf(document).Count > 0)
            throw CloudFaultException.Conflict($"Network Gateway '{document.Id}' still has active mappings with one or more neutron networks.", "GatewayInUse");
    }

    private CloudReply Connect(CloudRequest request, CloudTransaction transaction)
    {
        var gateway = Require(request);
        var mapping = Mapping(request);
        if (Tables.Networks.Find(CloudJson.Text(mapping["network_id"])) is null) throw NetworkFaults.NotFound("Network", "NetworkNotFound", CloudJson.Text(mapping["network_id"]));
        var has = ConnectionsOf(gateway);
        if (has.Exists(one => JsonNode.DeepEquals(one, mapping))) throw CloudFaultException.Conflict($"The specified mapping '{mapping.ToJsonString()}' is already in use on network gateway '{gateway.Id}'.", "GatewayConnectionInUse");
        Put(gateway, has.Append(mapping), transaction);
        return CloudReply.Ok("connection_info", new JsonObject { ["network_gateway_id"] = gateway.Id, ["network_id"] = mapping["network_id"]!.DeepClone(), ["port_id"] = Guid.NewGuid().ToString() });
    }

    private CloudReply Disconnect(CloudRequest request, CloudTransaction transaction)
    {
        var gateway = Require(request);
        var mapping = Mapping(request);
        var has = ConnectionsOf(gateway);
        if (has.RemoveAll(one => JsonNode.DeepEquals(one, mapping)) == 0)
            throw CloudFaultException.NotFound($"The connection {mapping.ToJsonString()} was not found on the network gateway '{gateway.Id}'", "GatewayConnectionNotFound");
        Put(gateway, has, transaction);
        return new CloudReply(200, new JsonObject());
    }

    private void Put(NetworkDocument gateway, IEnumerable<JsonNode?> connections, CloudTransaction transaction) =>
        Merge(gateway, new JsonObject { [Connections] = CloudJson.Array(connections.Select(one => one?.DeepClone())) }, transaction);

    private static List<JsonNode?> ConnectionsOf(NetworkDocument gateway) => [.. gateway.Attributes[Connections] as JsonArray ?? []];

    private static JsonObject Mapping(CloudRequest request) => new()
    {
        ["network_id"] = request.Object["network_id"]?.DeepClone(),
        ["segmentation_type"] = CloudJson.Text(request.Object["segmentation_type"]) ?? "flat",
        ["segmentation_id"] = int.TryParse(CloudJson.Text(request.Object["segmentation_id"]), out var number) ? number : 0,
    };
}
