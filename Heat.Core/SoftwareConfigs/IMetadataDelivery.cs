using Heat.Core.Values;

namespace Heat.Core.SoftwareConfigs;

/// <summary>Brings the metadata of servers to where their agents fetch them, when that isn't our own API.</summary>
public interface IMetadataDelivery
{
    /// <summary>Writes metadata to an address. When that fails, the next change of what is deployed brings them.</summary>
    Task DeliverAsync(string address, MapValue metadata, CancellationToken cancellation);
}
