using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates.Hot.Functions;

/// <summary><c>map_merge: [map, map, …]</c> — one map of all entries; later ones win.</summary>
[Function(HotVersions.Dialect, "map_merge", HotVersions.Mitaka, Description = "A function for merging maps.")]
internal sealed class MapMerge(FunctionCall call) : Function(call)
{
    protected override Value? Result(IEvaluationScope scope)
    {
        var maps = Argument(scope) switch
        {
            ListValue list => list,
            // A text is a list of its characters here, none of which is a map.
            TextValue { Text: var text } => ListValue.Create(text.Select(character => (Value)character.ToString())),
            _ => throw TypeError($"Incorrect arguments to \"{Name}\" should be: \"{Name}\" : [ {{ \"key1\": \"val1\" }}, {{ \"key2\": \"val2\" }} ]"),
        };
        return MapValue.Create(maps.SelectMany(Entries));
    }

    private IEnumerable<KeyValuePair<string, Value>> Entries(Value item) => item switch
    {
        NullValue => [],
        MapValue map => map,
        _ => throw TypeError("Incorrect arguments: Items to merge must be maps."),
    };
}
