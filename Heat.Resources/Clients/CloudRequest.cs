using System.Net.Http.Headers;
using Heat.Core.Values;

namespace Heat.Resources.Clients;

/// <summary>One call of a service, as often as it has to be sent.</summary>
internal sealed record CloudRequest(HttpMethod Method, Uri Address)
{
    public MapValue? Body { get; init; }

    /// <summary>The body's media type; JSON Patch has one of its own.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>A body that isn't a map, already as bytes.</summary>
    public ReadOnlyMemory<byte>? RawBody { get; init; }

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Calls with the same gate share a bound on how many run at once.</summary>
    public required string Gate { get; init; }

    /// <summary>Goes to somebody who isn't part of the cloud.</summary>
    public bool LeavesCloud { get; init; }

    /// <summary>Doing it twice is as good as once, though the method doesn't say so.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>Whether it may be made again when nobody knows what became of it.</summary>
    public bool MayBeRepeated => IsRepeatable || Method == HttpMethod.Get || Method == HttpMethod.Head || Method == HttpMethod.Delete;

    /// <summary>The longest answer that is read; null for any length, as from services that are trusted.</summary>
    public int? MaximumBytes { get; init; }

    /// <summary>Called just before the call leaves, each time; throws when it must not.</summary>
    public Action? BeforeSending { get; init; }

    public HttpRequestMessage ToMessage()
    {
        BeforeSending?.Invoke();
        var message = new HttpRequestMessage(Method, Address);
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        foreach (var (name, value) in Headers)
            message.Headers.TryAddWithoutValidation(name, value);
        if ((RawBody ?? (Body is null ? null : ValueJson.WriteBytes(Body))) is { } bytes)
        {
            message.Content = BeforeSending is null ? new ReadOnlyMemoryContent(bytes) : new GuardedContent(bytes, BeforeSending);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue(ContentType);
        }

        return message;
    }
}
