using System.Text.Json.Nodes;

namespace Heat.Server.LocalCloud.Door;

/// <summary>What a handler answers: a status and either JSON, bytes or nothing.</summary>
internal sealed record CloudReply(int Status, JsonNode? Body = null)
{
    public static CloudReply NoContent { get; } = new(204);

    public static CloudReply Accepted { get; } = new(202);

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Bytes in place of JSON: the data of an image.</summary>
    public ReadOnlyMemory<byte>? Content { get; init; }

    public string ContentType { get; init; } = "application/octet-stream";

    /// <summary>200 with one object under its name.</summary>
    public static CloudReply Ok(string name, JsonNode? body) => new(200, new JsonObject { [name] = body });

    public static CloudReply Created(string name, JsonNode? body) => new(201, new JsonObject { [name] = body });

    public static CloudReply Accept(string name, JsonNode? body) => new(202, new JsonObject { [name] = body });
}
