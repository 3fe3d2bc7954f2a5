namespace Heat.Core.Values;

/// <summary>Picks a part out of a value by keys of maps and places in lists, as <c>get_attr</c> and <c>get_param</c> do with what follows the name.</summary>
public static class ValuePath
{
    /// <summary>The part, or a null reference when the path leads nowhere. A text is a list of its characters here; places may count from the end.</summary>
    /// <param name="readsIndices">A place in a list may be given as text.</param>
    public static Value? Select(Value value, IEnumerable<Value> path, bool readsIndices = false)
    {
        Value? selected = value;
        foreach (var key in path)
            selected = selected is null ? null : Step(selected, key, readsIndices);
        return selected;
    }

    private static Value? Step(Value collection, Value key, bool readsIndices) => (collection, key) switch
    {
        (MapValue map, TextValue { Text: var name }) => map.TryGetValue(name, out var value) ? value : null,
        (ListValue or TextValue, TextValue { Text: var text }) => readsIndices && NumberText.TryInteger(text, out var index) ? At(collection, index.AsInteger()) : null,
        (ListValue or TextValue, IntegerValue { Number: var index }) => At(collection, index),
        (ListValue or TextValue, FlagValue { Flag: var flag }) => At(collection, flag ? 1 : 0),
        _ => null,
    };

    private static Value? At(Value collection, long? place)
    {
        var count = collection is ListValue list ? list.Count : ((TextValue)collection).Text.Length;
        var index = place < 0 ? place + count : place;
        if (index is not { } found || found < 0 || found >= count)
            return null;
        return collection is ListValue items ? items[(int)found] : ((TextValue)collection).Text[(int)found].ToString();
    }
}
