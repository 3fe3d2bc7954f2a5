using System.Text.Json;
using Heat.Core.Engine;
using Heat.Core.Stacks.Failures;
using Heat.Core.Values;
using Heat.Server.Orchestration.Faults;

namespace Heat.Server.Orchestration.Reading;

/// <summary>Reads request bodies. A body counts only if it is declared as JSON, or as nothing in particular, and begins like an object.</summary>
internal sealed class BodyReader(LimitOptions limits)
{
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 100 };
    private static readonly HashSet<string> s_types = new(StringComparer.OrdinalIgnoreCase) { "", "text/plain", "JSON", "application/json" };

    /// <summary>The body; a request without one that counts is malformed.</summary>
    public async Task<MapValue> ReadAsync(HttpContext http) => await ReadOptionalAsync(http) ?? throw ApiException.Malformed();

    /// <summary>The body, or null when there is none.</summary>
    public async Task<MapValue?> ReadOptionalAsync(HttpContext http)
    {
        var bytes = await ReadBytesAsync(http);
        var type = (http.Request.ContentType ?? "").Split(';')[0].Trim();
        if (bytes.Length == 0 || !s_types.Contains(type) || bytes[0] != (byte)'{')
            return null;
        using var document = JsonDocument.Parse(bytes, s_options);
        try
        {
            return ValueJson.From(document.RootElement) as MapValue;
        }
        catch (InvalidOperationException notText)
        {
            // Only reading a text shows that it isn't one: half of a surrogate pair, or bytes that aren't UTF-8.
            throw ApiException.BadRequest(notText.Message);
        }
    }

    private async Task<byte[]> ReadBytesAsync(HttpContext http)
    {
        if (http.Request.ContentLength is { } length && length > limits.MaxJsonBodySize)
            throw TooLarge(length);
        using var buffer = new MemoryStream();
        var chunk = new byte[16384];
        int read;
        while ((read = await http.Request.Body.ReadAsync(chunk, http.RequestAborted)) > 0)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > limits.MaxJsonBodySize)
                throw TooLarge(buffer.Length);
        }

        return buffer.ToArray();
    }

    private LimitExceededException TooLarge(long size) =>
        new($"Request limit exceeded: JSON body size ({size} bytes) exceeds maximum allowed size ({limits.MaxJsonBodySize} bytes).");
}
