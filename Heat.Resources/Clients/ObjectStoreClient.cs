using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.Clients;

/// <summary>Containers and objects. API: Object Storage v1.</summary>
public sealed class ObjectStoreClient(OpenStackSession session) : ServiceClient(session)
{
    private const string KeyHeader = "X-Account-Meta-Temp-Url-Key";

    // The last moment that all versions of the service understand.
    private const long EndOfTime = int.MaxValue;

    public override IReadOnlyList<string> ServiceTypes { get; } = ["object-store"];

    /// <summary>The session's project and user as access lists write them.</summary>
    public string Owner => $"{Session.ProjectId}:{Session.UserId}";

    /// <summary>Makes a container, or changes what the headers say of one that is there.</summary>
    public Task PutContainerAsync(string container, IReadOnlyList<(string Name, string Value)> headers, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Put, $"/{Segment(container)}", null, headers, cancellation);

    /// <summary>Notes facts with the account.</summary>
    public Task ChangeAccountAsync(IReadOnlyList<(string Name, string Value)> headers, CancellationToken cancellation) => SendAsync(HttpMethod.Post, "", null, headers, cancellation);

    /// <summary>What the service tells of a container: headers, by their names in lower case.</summary>
    public async Task<MapValue> ReadContainerAsync(string container, CancellationToken cancellation)
    {
        var answer = await SendAsync(HttpMethod.Head, $"/{Segment(container)}", null, [], cancellation);
        return MapValue.Create((answer.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
            .Select(header => KeyValuePair.Create(header.Key.ToLowerInvariant(), (Value)string.Join(',', header.Value))));
    }

    /// <summary>The address of the account.</summary>
    public async Task<Uri> AccountAddressAsync(CancellationToken cancellation) =>
        await Session.FindEndpointAsync("object-store", cancellation) ?? throw CloudException.EntityNotFound("endpoint", "object-store");

    public Task PutObjectAsync(string container, string name, string content, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Put, PathOf(container, name), Encoding.UTF8.GetBytes(content), [], cancellation);

    public async Task<string> ReadObjectAsync(string container, string name, CancellationToken cancellation) =>
        (await SendAsync(HttpMethod.Get, PathOf(container, name), null, [], cancellation)).Text;

    public Task DeleteObjectAsync(string container, string name, CancellationToken cancellation) => DeleteAsync(PathOf(container, name), cancellation);

    public Task DeleteContainerAsync(string container, CancellationToken cancellation) => DeleteAsync($"/{Segment(container)}", cancellation);

    /// <summary>Deletes a container unless somebody uses it still. Already gone is as good.</summary>
    public async Task DeleteContainerIfEmptyAsync(string container, CancellationToken cancellation)
    {
        try
        {
            await DeleteContainerAsync(container, cancellation);
        }
        catch (CloudException kept) when (kept.Nature is FailureNature.NotFound or FailureNature.Conflict)
        {
            // It is gone, or it isn't empty.
        }
    }

    /// <summary>The names of a container's objects, in their order.</summary>
    public async Task<IReadOnlyList<string>> ListObjectsAsync(string container, CancellationToken cancellation)
    {
        var answer = await SendAsync(HttpMethod.Get, $"/{Segment(container)}?format=json", null, [], cancellation);
        return answer.Body.IsEmpty ? [] : [.. ValueJson.Parse(answer.Body).Maps().Select(item => item.Get("name").AsText()).OfType<string>()];
    }

    /// <summary>An address with which anybody can read, or write, an object.</summary>
    public async Task<string> TemporaryAddressAsync(HttpMethod method, string container, string name, CancellationToken cancellation)
    {
        var root = (await AccountAddressAsync(cancellation)).AbsoluteUri.TrimEnd('/');
        // The service signs the path as it sees it itself, wherever it is mounted.
        var path = $"{root[root.IndexOf("/v1/", StringComparison.Ordinal)..]}/{container}/{name}";
        var expires = EndOfTime.ToString(CultureInfo.InvariantCulture);
        var key = Encoding.UTF8.GetBytes(await Session.AccountKeys.GetAsync(Session.ProjectId, () => KeyAsync(CancellationToken.None), _ => DateTimeOffset.MinValue, cancellation));
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{method}\n{expires}\n{path}")));
        return $"{root}{PathOf(container, name)}?temp_url_sig={signature}&temp_url_expires={expires}";
    }

    private protected override CloudException Fault(CloudResponse answer) => Faults.WithStatusInMessage(answer);

    /// <summary>The account's key for temporary addresses. It is made when there is none yet.</summary>
    private async Task<string> KeyAsync(CancellationToken cancellation)
    {
        var account = await SendAsync(HttpMethod.Head, "", null, [], cancellation);
        if (account.Headers?.TryGetValues(KeyHeader, out var known) == true && known.FirstOrDefault() is { Length: > 0 } key)
            return key;
        var made = RandomNumberGenerator.GetHexString(32, lowercase: true);
        await SendAsync(HttpMethod.Post, "", null, [(KeyHeader, made)], cancellation);
        return made;
    }

    private Task<CloudResponse> SendAsync(HttpMethod method, string path, byte[]? content, IReadOnlyList<(string Name, string Value)> headers, CancellationToken cancellation) =>
        SendAsync(
            endpoint => new CloudRequest(method, new Uri(endpoint.AbsoluteUri.TrimEnd('/') + path))
            {
                RawBody = content,
                ContentType = "application/octet-stream",
                Headers = headers,
                Gate = ServiceTypes[0],
            },
            cancellation);

    private static string PathOf(string container, string name) => $"/{Segment(container)}/{string.Join('/', name.Split('/').Select(Segment))}";
}
