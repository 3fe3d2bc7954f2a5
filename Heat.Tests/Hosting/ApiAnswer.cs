using Heat.Core.Values;

namespace Heat.Tests.Hosting;

/// <summary>What the API answered.</summary>
/// <param name="Location">Where a redirect, or a new stack, is.</param>
internal sealed record ApiAnswer(int Status, string? Location, Value Body)
{
    /// <summary>A part of the body by keys and places, separated by dots; null when there is none.</summary>
    public Value Dig(string path) => Dig(Body, path);

    public static Value Dig(Value value, string path)
    {
        foreach (var key in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
            value = value switch
            {
                MapValue map => map.Get(key),
                ListValue list when int.TryParse(key, out var place) && place < list.Count => list[place],
                _ => Value.Null,
            };
        return value;
    }
}
