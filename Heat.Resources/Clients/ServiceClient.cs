using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.Clients;

/// <summary>
/// Authenticated HTTP to one service of the catalogue: maps in, maps out, faults as <see cref="CloudException"/>s. Paths are relative to the service's versioned root;
/// parts that come from people are written with <see cref="Segment"/>.
/// </summary>
public abstract class ServiceClient(OpenStackSession session)
{
    protected OpenStackSession Session { get; } = session;

    /// <summary>The catalogue's types of this service, the present one first.</summary>
    public abstract IReadOnlyList<string> ServiceTypes { get; }

    /// <summary>The region whose endpoint is used; null for the session's own.</summary>
    internal string? Region { get; private protected init; }

    /// <summary>The version segment that an endpoint has to go through, such as <c>v2.0</c>; null when the catalogue gives the full address.</summary>
    protected virtual string? Version => null;

    /// <summary>Headers that every call carries, such as the microversion.</summary>
    private protected virtual IReadOnlyList<(string Name, string Value)> Headers => [];

    public async Task<MapValue> GetAsync(string path, CancellationToken cancellation) => (await SendAsync(HttpMethod.Get, path, null, cancellation)).Map;

    public async Task<MapValue> PostAsync(string path, MapValue body, CancellationToken cancellation) => (await SendAsync(HttpMethod.Post, path, body, cancellation)).Map;

    public async Task<MapValue> PutAsync(string path, MapValue body, CancellationToken cancellation) => (await SendAsync(HttpMethod.Put, path, body, cancellation)).Map;

    public async Task<MapValue> PatchAsync(string path, MapValue body, CancellationToken cancellation) => (await SendAsync(HttpMethod.Patch, path, body, cancellation)).Map;

    public Task DeleteAsync(string path, CancellationToken cancellation) => SendAsync(HttpMethod.Delete, path, null, cancellation);

    /// <summary>All objects of a collection, page after page.</summary>
    /// <param name="key">The key under which the answer holds them.</param>
    public async Task<IReadOnlyList<MapValue>> ListAsync(string path, string key, CancellationToken cancellation)
    {
        List<MapValue> found = [];
        for (var next = path; next is not null;)
        {
            var page = await GetAsync(next, cancellation);
            found.AddRange(page.Get(key).Maps());
            var following = NextPage(path, page, key);
            // A page that links to itself would never end.
            next = following == next ? null : following;
        }
        return found;
    }

    /// <summary>The object, or null when there is none.</summary>
    public async Task<MapValue?> TryGetAsync(string path, string key, CancellationToken cancellation)
    {
        try
        {
            return (await GetAsync(path, cancellation)).Get(key).AsMap();
        }
        catch (CloudException missing) when (missing.Nature == FailureNature.NotFound)
        {
            return null;
        }
    }

    /// <summary>A part of a path or query, escaped.</summary>
    public static string Segment(string text) => Uri.EscapeDataString(text);

    /// <summary>The id of the object of a kind (such as <c>flavor</c>) with this name or id.</summary>
    protected internal virtual Task<string> FindIdAsync(string kind, string nameOrId, CancellationToken cancellation) =>
        throw new InvalidOperationException($"{GetType().Name} doesn't know how to find a {kind}.");

    /// <summary>The aliases of the service's extensions.</summary>
    protected internal virtual Task<IReadOnlySet<string>> ListExtensionsAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlySet<string>>(new HashSet<string>());

    private protected abstract CloudException Fault(CloudResponse answer);

    private protected Task<CloudResponse> SendAsync(HttpMethod method, string path, MapValue? body, CancellationToken cancellation) =>
        SendAsync(endpoint => new CloudRequest(method, AddressOf(endpoint, path)) { Body = body, Headers = Headers, Gate = ServiceTypes[0] }, cancellation);

    private protected async Task<CloudResponse> SendAsync(Func<Uri, CloudRequest> request, CancellationToken cancellation)
    {
        var answer = await Session.SendAsync(this, request, cancellation);
        if (answer.IsNonsense)
            throw new CloudException("UnexpectedAnswer", $"What is at the address of the {ServiceTypes[0]} service isn't that service: it answers with a page ({answer.MediaType}). The service catalogue may be wrong.", answer.Status, FailureNature.Final);
        return answer.IsSuccess ? answer : throw Fault(answer);
    }

    private protected Uri AddressOf(Uri endpoint, string path)
    {
        var root = endpoint.AbsoluteUri.TrimEnd('/');
        var goesThroughVersion = Version is null || endpoint.AbsolutePath.Split('/').Contains(Version);
        return new Uri(goesThroughVersion ? root + path : $"{root}/{Version}{path}");
    }

    /// <summary>The path of the page after this one: services link it with its full address, of which the query is what matters.</summary>
    private static string? NextPage(string path, MapValue page, string key)
    {
        var link = page.Get("next").AsText() ?? page.Get(key + "_links").Maps().FirstOrDefault(link => link.Get("rel").AsText() == "next")?.Get("href").AsText();
        return link is null || !link.Contains('?', StringComparison.Ordinal) ? null : path.Split('?')[0] + link[link.IndexOf('?', StringComparison.Ordinal)..];
    }
}
