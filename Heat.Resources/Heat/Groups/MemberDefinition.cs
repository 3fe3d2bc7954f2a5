using Heat.Core.Values;

namespace Heat.Resources.Heat.Groups;

/// <summary>The definition that all members of a group share, in which a text stands for the number of the member.</summary>
internal sealed class MemberDefinition(MapValue shared, string indexVariable)
{
    private readonly MapValue _shared = MapValue.Create(shared.Where(entry => !entry.Value.IsNull));

    /// <summary>The definition of one member, as a template has it.</summary>
    public MapValue Of(string member) => _shared.Get("properties").AsMap() is { } properties
        ? _shared.With("properties", MapValue.Create(properties.Where(property => !property.Value.IsNull).Select(property => KeyValuePair.Create(property.Key, Numbered(property.Value, member)))))
        : _shared;

    private Value Numbered(Value value, string member) => value switch
    {
        TextValue { Text: var text } => text.Replace(indexVariable, member, StringComparison.Ordinal),
        ListValue list => ListValue.Create(list.Select(item => Numbered(item, member))),
        MapValue map => MapValue.Create(map.Select(entry => KeyValuePair.Create(entry.Key, Numbered(entry.Value, member)))),
        _ => value,
    };
}
