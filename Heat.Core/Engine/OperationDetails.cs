using Heat.Core.Security;
using Heat.Core.Storage;
using Heat.Core.Values;

namespace Heat.Core.Engine;

/// <summary>What an operation has to know besides its stack. Kept sealed with the operation.</summary>
internal sealed record OperationDetails
{
    private const string SnapshotKey = "snapshot";
    private const string AdoptedKey = "adopted";
    private const string AbandonsKey = "abandons";

    public static OperationDetails None { get; } = new();

    /// <summary>The snapshot that is to be taken.</summary>
    public Guid? Snapshot { get; init; }

    /// <summary>The resources that a new stack is to take over, as the document tells of them; null when it makes its own.</summary>
    public MapValue? Adopted { get; init; }

    /// <summary>The stack goes, and what it made stays.</summary>
    public bool Abandons { get; init; }

    public static OperationDetails Of(OperationRecord operation, SecretBox secrets)
    {
        if (operation.Details is null)
            return None;
        var stored = secrets.OpenMap(operation.Details, operation.Id);
        return new OperationDetails
        {
            Snapshot = stored.Get(SnapshotKey).AsText() is { } snapshot ? Guid.Parse(snapshot) : null,
            Adopted = stored.Get(AdoptedKey).AsMap(),
            Abandons = stored.Get(AbandonsKey).AsFlag() == true,
        };
    }

    public byte[]? Seal(Guid operation, SecretBox secrets) => this == None ? null : secrets.Seal(
        MapValue.Of((SnapshotKey, Snapshot?.ToString()), (AdoptedKey, Adopted ?? Value.Null), (AbandonsKey, Abandons)),
        operation);
}
