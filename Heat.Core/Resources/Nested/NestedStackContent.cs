using Heat.Core.Templates;
using Heat.Core.Values;

namespace Heat.Core.Resources.Nested;

/// <summary>What a nested stack is to be made of.</summary>
/// <param name="FileName">The file that the template comes from; empty when it was made up for the occasion.</param>
/// <param name="Pause">How long to wait before the next content of a series.</param>
public sealed record NestedStackContent(Template Template, MapValue Parameters, string FileName = "", TimeSpan Pause = default)
{
    /// <summary>What resource types stand for in the nested stack, over what they stand for around it.</summary>
    public MapValue Registry { get; init; } = MapValue.Empty;

    /// <summary>The parameters that the nested stack takes from the stack around it, if both have them.</summary>
    public IReadOnlyList<string> Inherits { get; init; } = [];
}
