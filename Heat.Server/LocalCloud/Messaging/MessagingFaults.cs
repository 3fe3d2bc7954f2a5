using System.Text.Json;
using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;

namespace Heat.Server.LocalCloud.Messaging;

/// <summary>Refusals as the messaging service words them, and the checks that many requests need.</summary>
internal static class MessagingFaults
{
    public const int MostPerPage = 20;

    public static CloudFaultException BadRequest(string message) => CloudFaultException.BadRequest(message, "Invalid API request");

    public static CloudFaultException BadBody(string message) => CloudFaultException.BadRequest(message, "Invalid request body");

    public static CloudFaultException NotFound(string message) => CloudFaultException.NotFound(message, "Not found");

    public static CloudFaultException Conflict(string message) => CloudFaultException.Conflict(message, "Resource conflict");

    /// <summary>The length of a page that a query asks for.</summary>
    public static int Limit(CloudRequest request)
    {
        var limit = request.Number("limit") ?? 10;
        return limit is > 0 and <= MostPerPage ? limit : throw BadRequest($"Limit must be at least 1 and may not be greater than {MostPerPage}.");
    }

    /// <summary>A whole number of a body; null when it isn't there.</summary>
    public static long? Whole(JsonObject body, string name) => body[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<long>(out var number) => number,
        _ => throw BadBody($"The value of the \"{name}\" field must be a int."),
    };
}
