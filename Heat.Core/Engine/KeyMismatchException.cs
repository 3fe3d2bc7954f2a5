namespace Heat.Core.Engine;

/// <summary>Another process uses the same database with another encryption key. The message is for the operator.</summary>
public sealed class KeyMismatchException(string node) : Exception(
    $"The node {node} uses the same database with another encryption key, so neither could read what the other keeps secret. Give all nodes the same Heat:Security:EncryptionKey, or the same secret.key in their data directories.")
{
    public string Node { get; } = node;
}
