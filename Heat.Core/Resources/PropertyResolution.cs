using Heat.Core.Diagnostics;
using Heat.Core.Values;

namespace Heat.Core.Resources;

/// <summary>The properties of a resource after they were checked and completed.</summary>
public sealed record PropertyResolution
{
    /// <summary>A value for every property of the schema; null for those without one.</summary>
    public required MapValue Values { get; init; }

    /// <summary>What is wrong, the reference's first complaint first.</summary>
    public required IReadOnlyList<Problem> Problems { get; init; }

    public required IReadOnlyList<PendingConstraint> CustomConstraints { get; init; }

    public required IReadOnlyList<PendingEntity> Entities { get; init; }

    /// <summary>The properties that hang on resources which aren't there yet; their values are only preliminary and weren't checked against constraints.</summary>
    public required IReadOnlySet<string> Unknown { get; init; }

    /// <summary>The values with the ids of cloud objects in place of their names.</summary>
    public MapValue WithIds(IEnumerable<(PendingEntity Entity, string Id)> found) =>
        (MapValue)found.Aggregate((Value)Values, (values, entity) => Replaced(values, entity.Entity.Location, entity.Id));

    private static Value Replaced(Value value, IEnumerable<Value> location, Value replacement)
    {
        if (!location.Any())
            return replacement;
        var (key, rest) = (location.First(), location.Skip(1));
        return (value, key) switch
        {
            (MapValue map, TextValue name) => map.With(name.Text, Replaced(map.Get(name.Text), rest, replacement)),
            (ListValue list, IntegerValue index) => ListValue.Create(list.Select((item, place) => place == index.Number ? Replaced(item, rest, replacement) : item)),
            _ => value,
        };
    }
}
