using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Heat.Server.Hosting;
using Heat.Server.LocalCloud.Identity;

namespace Heat.Server.LocalCloud.Door;

/// <summary>A request as handlers see it: who asks, the route, the query and the body, already read.</summary>
internal sealed class CloudRequest(HttpContext http, ReadOnlyMemory<byte> content, Caller? caller, int microversion)
{
    private JsonNode? _body;

    /// <summary>Who asks; anonymous routes have nobody.</summary>
    public Caller Caller => caller ?? throw new CloudFaultException(401, "The request you have made requires authentication.");

    /// <summary>The x of version 2.x or 3.x that the client asked for.</summary>
    public int Microversion => microversion;

    public ReadOnlyMemory<byte> Content => content;

    public string Method => http.Request.Method;

    public string Path => http.Request.Path;

    public IEnumerable<KeyValuePair<string, string?>> QueryItems =>
        http.Request.Query.SelectMany(item => item.Value.Select(value => KeyValuePair.Create(item.Key, value)));

    /// <summary>The cloud's address as the client knows it.</summary>
    public string Origin => http.RootForClients();

    /// <summary>The URL without its query.</summary>
    public string Url => $"{Origin}{http.Request.Path}";

    public string Route(string name) => (string)http.GetRouteValue(name)!;

    public string? Query(string name) => http.Request.Query.TryGetValue(name, out var values) ? values[0] : null;

    public bool Flag(string name) => Query(name) is { } value && value is "1" or "True" or "true" or "";

    public string? Header(string name) => http.Request.Headers.TryGetValue(name, out var values) ? values[0] : null;

    /// <summary>Headers that begin like this, by the rest of their names in lower case.</summary>
    public IEnumerable<(string Name, string Value)> HeadersBeginning(string prefix) => http.Request.Headers
        .Where(header => header.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        .Select(header => (header.Key[prefix.Length..].ToLowerInvariant(), header.Value.ToString()));

    public int? Number(string name)
    {
        if (Query(name) is not { } text) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw CloudFaultException.BadRequest($"Invalid input for query parameters {name}. Value: {text}. '{text}' does not match '^[0-9]*$'");
    }

    /// <summary>The whole body as JSON.</summary>
    public JsonNode? Json => _body ??= Parse();

    public JsonObject Object => Json as JsonObject ?? throw CloudFaultException.BadRequest("The request body is not a JSON object.");

    /// <summary>The object that the body holds under a name, as all services wrap what they take.</summary>
    public JsonObject Wrapped(string name) =>
        Object[name] as JsonObject ?? throw CloudFaultException.BadRequest($"Invalid input for field/attribute {name}. '{name}' is a required property");

    /// <summary>The one thing to do that an action's body names, and what it is to be done with.</summary>
    public (string Name, JsonNode? Arguments) Action => Object is { Count: > 0 } body
        ? (body.First().Key, body.First().Value)
        : throw CloudFaultException.BadRequest("There is no such action: None");

    private JsonNode? Parse()
    {
        if (content.IsEmpty) return null;
        try
        {
            return JsonNode.Parse(content.Span, documentOptions: new JsonDocumentOptions { MaxDepth = 64, AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            throw CloudFaultException.BadRequest("The server could not comply with the request since it is either malformed or otherwise incorrect.");
        }
    }
}
