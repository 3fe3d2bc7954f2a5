using Heat.Core.Storage;

namespace Heat.Core.Engine;

/// <summary>
/// A resource's record on its way to the disk. Signals change metadata and data too, beside the operation that holds the record in memory:
/// so these two are written only when the operation itself has changed them.
/// </summary>
internal sealed record NotedResource(ResourceRecord Record, bool ChangesMetadata, bool ChangesData)
{
    public static NotedResource Changed(ResourceRecord record, ResourceRecord? before) =>
        new(record, before is null || before.Metadata != record.Metadata, before is null || !ReferenceEquals(before.Data, record.Data));

    /// <summary>This note together with an earlier one that isn't written yet.</summary>
    public NotedResource After(NotedResource? earlier) => earlier is null
        ? this
        : this with { ChangesMetadata = ChangesMetadata || earlier.ChangesMetadata, ChangesData = ChangesData || earlier.ChangesData };

    /// <summary>The record to write over a stored one.</summary>
    public ResourceRecord Over(ResourceRecord stored) => Record with
    {
        Metadata = ChangesMetadata ? Record.Metadata : stored.Metadata,
        Data = ChangesData ? Record.Data : stored.Data,
    };
}
