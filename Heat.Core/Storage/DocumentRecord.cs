namespace Heat.Core.Storage;

/// <summary>A template or a set of files, stored once however many stacks use it.</summary>
/// <param name="Key">The SHA-256 of the content, in hexadecimal digits.</param>
/// <param name="Content">JSON.</param>
public sealed record DocumentRecord(string Key, string Content);
