using Heat.Core.Values;

namespace Heat.Core.Stacks;

/// <summary>What <c>resource_facade</c> tells a nested stack about the resource that it stands for.</summary>
public sealed record FacadeValues(Value Metadata, Value DeletionPolicy, Value UpdatePolicy)
{
    /// <summary>The value by the name that templates use for it; a null reference when there is none of that name.</summary>
    public Value? Named(string what) => what switch
    {
        "metadata" => Metadata,
        "deletion_policy" => DeletionPolicy,
        "update_policy" => UpdatePolicy,
        _ => null,
    };
}
