using Heat.Core.Parameters;
using Heat.Core.Values;

namespace Heat.Core.Stacks;

/// <summary>What the hidden parameters of a stack hold, so that it can be masked wherever it turns up in what people are shown.</summary>
internal sealed class HiddenValues
{
    private readonly List<string> _texts;

    public HiddenValues(IEnumerable<ParameterSchema> parameters, MapValue values) =>
        _texts = [.. parameters.Where(parameter => parameter.IsHidden).SelectMany(parameter => Texts(values.Get(parameter.Name))).Where(text => text.Length > 0).Distinct()];

    /// <summary>The value with every hidden text in it masked.</summary>
    public Value Mask(Value value) => _texts.Count == 0 ? value : value switch
    {
        TextValue text => _texts.Aggregate(text.Text, (shown, hidden) => shown.Replace(hidden, ParameterSchema.Mask, StringComparison.Ordinal)),
        ListValue list => ListValue.Create(list.Select(Mask)),
        MapValue map => MapValue.Create(map.Select(entry => KeyValuePair.Create(entry.Key, Mask(entry.Value)))),
        _ => value,
    };

    private static IEnumerable<string> Texts(Value value) => value switch
    {
        TextValue text => [text.Text],
        ListValue list => list.SelectMany(Texts),
        MapValue map => map.Values.SelectMany(Texts),
        _ => [],
    };
}
