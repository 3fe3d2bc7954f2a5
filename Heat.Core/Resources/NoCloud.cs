using Heat.Core.Templates;

namespace Heat.Core.Resources;

/// <summary>No cloud at all: nothing can be done in it, and whatever is named may exist.</summary>
public sealed class NoCloud : ICloudSession
{
    public string ProjectId => "";

    public string Region => "";

    public TService Service<TService>()
        where TService : class => throw new ResourceException("NotFound", $"There is no cloud to ask for {typeof(TService).Name}.");

    public ValueTask<bool> HasServiceAsync(string serviceType, CancellationToken cancellation) => ValueTask.FromResult(true);

    public ValueTask<bool> HasExtensionAsync(string serviceType, string extension, CancellationToken cancellation) => ValueTask.FromResult(true);

    public Task<IReadOnlyList<string>> ListAvailabilityZonesAsync(CancellationToken cancellation) => Task.FromResult(IResourceValues.DefaultZones);

    /// <summary>What was given, as if it were an id.</summary>
    public Task<string> FindIdAsync(string entity, string nameOrId, CancellationToken cancellation) => Task.FromResult(nameOrId);
}
