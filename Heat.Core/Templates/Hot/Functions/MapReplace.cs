using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates.Hot.Functions;

/// <summary><c>map_replace: [map, {keys: {old: new}, values: {old: new}}]</c> — a map with other keys and values.</summary>
[Function(HotVersions.Dialect, "map_replace", HotVersions.Newton, Description = "A function for performing substitutions on maps.")]
internal sealed class MapReplace(FunctionCall call) : Function(call)
{
    protected override Value? Result(IEvaluationScope scope)
    {
        if (Argument(scope) is not ListValue { Count: > 0 } arguments)
            throw TypeError(Example());
        var map = Map(arguments[0]);
        var replacements = arguments.Count == 2 ? Map(arguments[1]) : throw TypeError(Example());
        if (replacements.Keys.Any(key => key is not ("keys" or "values")))
            throw ValueError(Example());
        return Replaced(map, Map(replacements.Get("keys")), Map(replacements.Get("values")));
    }

    private MapValue Replaced(MapValue map, MapValue keys, MapValue values)
    {
        Dictionary<string, Value> result = [];
        foreach (var (key, value) in map)
        {
            var newKey = keys.Get(key) is { IsNull: false } replacement ? ValueText.Plain(replacement) : key;
            if (newKey != key && map.ContainsKey(newKey))
                throw ValueError($"key replacement {newKey} collides with a key in the input map");
            if (!result.TryAdd(newKey, value is TextValue text && values.TryGetValue(text.Text, out var newValue) ? newValue : value))
                throw ValueError($"key replacement {newKey} collides with a key in the output map");
        }

        return MapValue.Create(result);
    }

    private MapValue Map(Value value) => value switch
    {
        NullValue => MapValue.Empty,
        MapValue map => map,
        _ => throw TypeError($"Incorrect arguments: to \"{Name}\", arguments must be a list of maps. Example:  {Form()}"),
    };

    private string Example() => $"Incorrect arguments to \"{Name}\" should be: {Form()}";

    private string Form() => $"\"{Name}\" : [ {{ \"key1\": \"val1\" }}, {{\"keys\": {{\"key1\": \"key2\"}}, \"values\": {{\"val1\": \"val2\"}}}}]";
}
