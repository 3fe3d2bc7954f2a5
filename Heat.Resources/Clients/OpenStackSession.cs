using System.Collections.Concurrent;
using System.Net;
using Heat.Core.Resources;

namespace Heat.Resources.Clients;

/// <summary>An OpenStack cloud with somebody's credentials.</summary>
public sealed class OpenStackSession : ICloudSession
{
    private static readonly TimeSpan s_foundIdHolds = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_extensionsHold = TimeSpan.FromMinutes(5);

    private readonly Authenticator _authenticator;
    private readonly ITokenSource _tokens;
    private readonly CloudTransport _transport;
    private readonly IReadOnlyList<ServiceClientDescription> _descriptions;
    private readonly AnswerCache<IReadOnlySet<string>> _extensions;
    private readonly ConcurrentDictionary<Type, ServiceClient> _clients = new();
    private readonly AnswerCache<string> _ids;
    private readonly Action? _beforeCall;

    internal OpenStackSession(
        string projectId,
        string userId,
        Authenticator authenticator,
        ITokenSource tokens,
        CloudTransport transport,
        TimeProvider time,
        IReadOnlyList<ServiceClientDescription> descriptions,
        AnswerCache<IReadOnlySet<string>> extensions,
        AnswerCache<string> accountKeys,
        Action? beforeCall)
    {
        ProjectId = projectId;
        UserId = userId;
        _authenticator = authenticator;
        _tokens = tokens;
        _transport = transport;
        Time = time;
        _descriptions = descriptions;
        _extensions = extensions;
        AccountKeys = accountKeys;
        _beforeCall = beforeCall;
        _ids = new AnswerCache<string>(time, capacity: 1000);
    }

    public string ProjectId { get; }

    /// <summary>The user for whom the session acts.</summary>
    public string UserId { get; }

    internal TimeProvider Time { get; }

    /// <summary>The keys with which addresses of objects are signed, by project. Shared by all sessions, so that two who find none at the same time make the same one.</summary>
    internal AnswerCache<string> AccountKeys { get; }

    public string Region => _authenticator.Identity.Region;

    public TService Service<TService>()
        where TService : class => (TService)(object)Client(_descriptions.FirstOrDefault(description => description.Type == typeof(TService))
            ?? throw new InvalidOperationException($"There is no client {typeof(TService).Name}."));

    public async ValueTask<bool> HasServiceAsync(string serviceType, CancellationToken cancellation) =>
        (await _tokens.GetAsync(cancellation)).Catalogue is var catalogue && Aliases(serviceType).Any(catalogue.Has);

    public async ValueTask<bool> HasExtensionAsync(string serviceType, string extension, CancellationToken cancellation)
    {
        if (_descriptions.Select(Client).FirstOrDefault(client => client.ServiceTypes.Contains(serviceType)) is not { } client)
            return false;
        var until = Time.GetUtcNow() + s_extensionsHold;
        var extensions = await _extensions.GetAsync(serviceType, () => client.ListExtensionsAsync(CancellationToken.None), _ => until, cancellation);
        return extensions.Contains(extension);
    }

    public Task<IReadOnlyList<string>> ListAvailabilityZonesAsync(CancellationToken cancellation) => Service<ComputeClient>().ListAvailabilityZonesAsync(cancellation);

    public async Task<string> FindIdAsync(string entity, string nameOrId, CancellationToken cancellation)
    {
        var alias = entity[..entity.IndexOf('.', StringComparison.Ordinal)];
        var client = Client(_descriptions.FirstOrDefault(description => description.Alias == alias) ?? throw new InvalidOperationException($"There is no client that finds a {entity}."));
        var until = Time.GetUtcNow() + s_foundIdHolds;
        return await _ids.GetAsync($"{entity} {nameOrId}", () => client.FindIdAsync(entity[(alias.Length + 1)..], nameOrId, CancellationToken.None), _ => until, cancellation);
    }

    internal Authenticator Authenticator => _authenticator;

    /// <summary>The same cloud with the rights to make projects and users of stacks.</summary>
    internal OpenStackSession ForStackDomain() =>
        new(ProjectId, UserId, _authenticator, new StackDomainTokenSource(_authenticator), _transport, Time, _descriptions, _extensions, AccountKeys, _beforeCall);

    /// <summary>The same cloud as an in-instance user of a stack sees it.</summary>
    internal OpenStackSession ForStackUser(string userId, string password, string projectId) =>
        new(projectId, userId, _authenticator, new StackUserTokenSource(_authenticator, userId, password, projectId), _transport, Time, _descriptions, _extensions, AccountKeys, _beforeCall);

    /// <summary>The address of a service as the catalogue gives it; null when it isn't there.</summary>
    internal async ValueTask<Uri?> FindEndpointAsync(string serviceType, CancellationToken cancellation) =>
        (await _tokens.GetAsync(cancellation)).Catalogue.Find([serviceType], _authenticator.Identity.Interface, Region);

    /// <summary>Sends a call to a service of the catalogue, once more with a new token when the first one is refused.</summary>
    internal async Task<CloudResponse> SendAsync(ServiceClient client, Func<Uri, CloudRequest> request, CancellationToken cancellation)
    {
        var answer = await SendOnceAsync(client, request, cancellation);
        return answer.Status == HttpStatusCode.Unauthorized && _tokens.Renew() ? await SendOnceAsync(client, request, cancellation) : answer;
    }

    /// <summary>Sends a call to somebody who isn't part of the cloud and must not see its tokens.</summary>
    internal Task<CloudResponse> DownloadAsync(CloudRequest request, CancellationToken cancellation) => _transport.SendAsync(request with { LeavesCloud = true }, cancellation);

    private async Task<CloudResponse> SendOnceAsync(ServiceClient client, Func<Uri, CloudRequest> request, CancellationToken cancellation)
    {
        var token = await _tokens.GetAsync(cancellation);
        var region = client.Region ?? Region;
        var endpoint = token.Catalogue.Find(client.ServiceTypes, _authenticator.Identity.Interface, region)
            ?? throw new CloudException("EndpointNotFound", $"{_authenticator.Identity.Interface} endpoint for {client.ServiceTypes[0]} service in {region} region not found", null, FailureNature.Final);
        var call = request(endpoint);
        return await _transport.SendAsync(call with { Headers = [.. call.Headers, ("X-Auth-Token", token.Id)], BeforeSending = _beforeCall }, cancellation);
    }

    private ServiceClient Client(ServiceClientDescription description) => _clients.GetOrAdd(description.Type, _ => description.Create(this));

    /// <summary>The same service goes by several types in catalogues of different age.</summary>
    private IEnumerable<string> Aliases(string serviceType) =>
        _descriptions.Select(Client).FirstOrDefault(client => client.ServiceTypes.Contains(serviceType))?.ServiceTypes ?? [serviceType];
}
