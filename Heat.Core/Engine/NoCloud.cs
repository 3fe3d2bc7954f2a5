using Heat.Core.Resources;
using Heat.Core.Templates;

namespace Heat.Core.Engine;

/// <summary>No cloud at all, where none will be asked for.</summary>
internal sealed class NoCloud : ICloudSession
{
    public string ProjectId => "";

    public string Region => "";

    public TService Service<TService>()
        where TService : class => throw new ResourceException("NotFound", $"There is no cloud to ask for {typeof(TService).Name}.");

    public ValueTask<bool> HasServiceAsync(string serviceType, CancellationToken cancellation) => ValueTask.FromResult(false);

    public ValueTask<bool> HasExtensionAsync(string serviceType, string extension, CancellationToken cancellation) => ValueTask.FromResult(false);

    public Task<IReadOnlyList<string>> ListAvailabilityZonesAsync(CancellationToken cancellation) => Task.FromResult(IResourceValues.DefaultZones);

    public Task<string> FindIdAsync(string entity, string nameOrId, CancellationToken cancellation) =>
        throw new ResourceException("NotFound", $"There is no cloud to look up {nameOrId} in.", FailureNature.NotFound);
}
