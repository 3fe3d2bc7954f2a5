using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Heat.Core.Values;

namespace Heat.Resources.Clients;

/// <summary>The answer to a <see cref="CloudRequest"/>.</summary>
internal sealed record CloudResponse(HttpStatusCode Status, ReadOnlyMemory<byte> Body, string MediaType)
{
    public string? RequestId { get; init; }

    public string? SubjectToken { get; init; }

    /// <summary>All headers but those of the body.</summary>
    public HttpResponseHeaders? Headers { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>True for a body that should be a document of the service and is something else, such as the page of a proxy. That a call is accepted may be told on a page.</summary>
    public bool IsNonsense => IsSuccess && Status != HttpStatusCode.Accepted && !Body.IsEmpty && MediaType.Contains("html", StringComparison.OrdinalIgnoreCase);

    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <summary>The body as a map; a body that is none reads as the empty map.</summary>
    public MapValue Map { get; } = ReadMap(Body);

    private static MapValue ReadMap(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
            return MapValue.Empty;
        try
        {
            return ValueJson.Parse(body).AsMap() ?? MapValue.Empty;
        }
        catch (JsonException)
        {
            return MapValue.Empty;
        }
    }
}
