namespace Heat.Core.Storage;

/// <summary>An object of the local cloud.</summary>
/// <param name="Body">JSON.</param>
public sealed record CloudObjectRecord(string Kind, string Id, string Body);
