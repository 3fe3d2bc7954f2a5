namespace Heat.Core.Resources;

/// <summary>
/// The cloud as one project sees it, with somebody's credentials. The engine only opens and hands on sessions; what can be done with one is the business of the resource types,
/// which ask it for the client of a service.
/// </summary>
public interface ICloudSession
{
    string ProjectId { get; }

    string Region { get; }

    /// <summary>The client of a service, bound to this session. Throws when there is no such client.</summary>
    TService Service<TService>()
        where TService : class;

    /// <summary>True when the catalogue lists a service of this type, such as <c>compute</c>.</summary>
    ValueTask<bool> HasServiceAsync(string serviceType, CancellationToken cancellation);

    /// <summary>True when the network service offers this extension.</summary>
    ValueTask<bool> HasExtensionAsync(string serviceType, string extension, CancellationToken cancellation);

    /// <summary>The names of the availability zones in which servers can run.</summary>
    Task<IReadOnlyList<string>> ListAvailabilityZonesAsync(CancellationToken cancellation);

    /// <summary>The id of the object that a name or id means. <paramref name="entity"/> is written as in <see cref="PropertySchema.Entity"/>.</summary>
    /// <exception cref="ResourceException">There is none, or more than one.</exception>
    Task<string> FindIdAsync(string entity, string nameOrId, CancellationToken cancellation);
}
