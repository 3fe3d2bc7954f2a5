namespace Heat.Server.LocalCloud.Store;

/// <summary>Where the local cloud keeps its objects durably. One save is all or nothing.</summary>
/// <remarks>Saves are started one at a time, in the order of the changes, and awaited together: an implementation takes its place in the queue before its first await.</remarks>
internal interface ICloudJournal
{
    Task<IReadOnlyList<CloudRecord>> LoadAsync(CancellationToken cancellationToken);

    Task SaveAsync(IReadOnlyList<CloudChange> changes, CancellationToken cancellationToken);
}

/// <summary>One stored object as JSON.</summary>
internal sealed record CloudRecord(string Kind, string Id, string Body);

/// <summary>One object's new JSON, or null when it was removed.</summary>
internal sealed record CloudChange(string Kind, string Id, string? Body);
