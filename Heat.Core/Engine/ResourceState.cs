using Heat.Core.Security;
using Heat.Core.Storage;
using Heat.Core.Values;

namespace Heat.Core.Engine;

/// <summary>A resource's record together with its opened parts, so that nothing is opened or parsed twice during an operation.</summary>
internal sealed record ResourceState
{
    public required ResourceRecord Record { get; init; }

    public required MapValue Properties { get; init; }

    public required MapValue Attributes { get; init; }

    public required MapValue Data { get; init; }

    /// <summary>What <c>get_resource</c> gives; null before there is anything.</summary>
    public Value? Reference { get; init; }

    public Guid Id => Record.Id;

    public string Name => Record.Name;

    /// <summary>The records of what it uses: all of that has to outlive it.</summary>
    public IReadOnlySet<Guid> Requires => ValueJson.Parse(Record.Requires).Texts().Select(Guid.Parse).ToHashSet();

    /// <summary>True when attributes may be asked for: something was done with the resource, and it isn't being deleted.</summary>
    public bool HasAttributes => Record.Action is not (Stacks.StackAction.Init or Stacks.StackAction.Delete);

    public static ResourceState Open(ResourceRecord record, SecretBox secrets) => new()
    {
        Record = record,
        Properties = secrets.OpenMap(record.Properties, record.Id),
        Attributes = secrets.OpenMap(record.Attributes, record.Id),
        Data = secrets.OpenMap(record.Data, record.Id),
        Reference = record.Reference is { } reference ? ValueJson.Parse(secrets.Open(reference, record.Id)) : null,
    };

    public ResourceState WithProperties(MapValue properties, SecretBox secrets) =>
        this with { Properties = properties, Record = Record with { Properties = secrets.Seal(properties, Id) } };

    public ResourceState WithAttributes(MapValue attributes, SecretBox secrets) =>
        this with { Attributes = attributes, Record = Record with { Attributes = secrets.SealUnlessEmpty(attributes, Id) } };

    public ResourceState WithData(MapValue data, SecretBox secrets) =>
        this with { Data = data, Record = Record with { Data = secrets.SealUnlessEmpty(data, Id) } };

    public ResourceState WithReference(Value? reference, SecretBox secrets) =>
        this with { Reference = reference, Record = Record with { Reference = reference is null ? null : secrets.Seal(reference, Id) } };
}
