using Heat.Core.Values;

namespace Heat.Core.SoftwareConfigs;

/// <summary>Brings the metadata of servers to where their agents fetch them, when that isn't our own API.</summary>
public interface IMetadataDelivery
{
    /// <summary>Writes metadata wherever the server's agent looks for them. When that fails, the next change of what is deployed brings them.</summary>
    /// <param name="data">What the server's resource has noted: there it says where that is.</param>
    Task DeliverAsync(IReadOnlyDictionary<string, string> data, MapValue metadata, CancellationToken cancellation);
}
