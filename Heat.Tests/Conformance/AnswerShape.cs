using Heat.Core.Values;
using Heat.Tests.Hosting;

namespace Heat.Tests.Conformance;

/// <summary>Brings an answer into the form that its step compares: parts picked out, ignored or put in order.</summary>
internal static class AnswerShape
{
    private const string Ignored = "<ignored>";

    public static Value Apply(MapValue step, Value answer)
    {
        foreach (var (path, wanted) in step.Get("keep").AsMap() ?? MapValue.Empty)
            answer = Change(answer, path, list => list is ListValue items
                ? ListValue.Create(items.Where(item => wanted.AsMap()!.All(value => ApiAnswer.Dig(item, value.Key) == value.Value)))
                : list);
        if (step.ContainsKey("only"))
            answer = MapValue.Create(step.Get("only").Texts().Select(path => KeyValuePair.Create(path, ApiAnswer.Dig(answer, path))));
        if (answer is MapValue map && map.Get("error") is MapValue error && error.ContainsKey("traceback"))
            answer = map.With("error", error.With("traceback", Ignored));
        foreach (var path in step.Get("ignore").Texts())
            answer = Change(answer, path, _ => Ignored);
        foreach (var path in step.Get("unordered").Texts())
            answer = answer is MapValue picked && picked.ContainsKey(path) ? picked.With(path, InOrder(picked.Get(path))) : Change(answer, path, InOrder);
        return answer;
    }

    private static Value InOrder(Value value) =>
        value is ListValue list ? ListValue.Create(list.OrderBy(item => Normalisation.Blind(ValueText.Json(item, sortKeys: true)), StringComparer.Ordinal)) : value;

    private static Value Change(Value value, string path, Func<Value, Value> change)
    {
        if (path.Length == 0)
            return change(value);
        var parts = path.Split('.', 2);
        var rest = parts.Length > 1 ? parts[1] : "";
        return value switch
        {
            MapValue map when parts[0] == "*" => MapValue.Create(map.Select(entry => KeyValuePair.Create(entry.Key, Change(entry.Value, rest, change)))),
            MapValue map when map.ContainsKey(parts[0]) => map.With(parts[0], Change(map.Get(parts[0]), rest, change)),
            ListValue list when parts[0] == "*" => ListValue.Create(list.Select(item => Change(item, rest, change))),
            ListValue list when int.TryParse(parts[0], out var place) => ListValue.Create(list.Select((item, index) => index == place ? Change(item, rest, change) : item)),
            _ => value,
        };
    }
}
