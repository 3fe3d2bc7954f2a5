using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates.Hot.Functions;

/// <summary><c>repeat: {template, for_each: {placeholder: list}}</c> — the template once for every combination of items, the last list changing fastest.</summary>
[Function(HotVersions.Dialect, "repeat", HotVersions.Kilo, Until = HotVersions.Newton, Description = "A function for iterating over a list of items.")]
internal class Repeat : Function
{
    private readonly Expression _forEach;
    private readonly Expression _template;

    public Repeat(FunctionCall call)
        : base(call)
    {
        Map = Arguments as MapExpression ?? throw TypeError($"Arguments to \"{Name}\" must be a map");
        if (!Map.Entries.TryGetValue("for_each", out _forEach!) || !Map.Entries.TryGetValue("template", out _template!))
            throw call.KeyError("\"repeat\" syntax should be repeat:\n              template: This is %var%\n              for_each:\n                %var%: ['a', 'b', 'c']");
    }

    protected MapExpression Map { get; }

    /// <summary>All combinations; otherwise the first items together, then the second ones, and so on.</summary>
    protected virtual bool CombinesAll => true;

    protected override void Check(IEvaluationScope scope)
    {
        if (_forEach is not MapExpression and not Function)
            throw TypeError($"The \"for_each\" argument to \"{Name}\" must contain a map");
    }

    protected override Value? Result(IEvaluationScope scope)
    {
        var forEach = _forEach.Evaluate(scope) as MapValue ?? throw TypeError($"The \"for_each\" argument to \"{Name}\" must contain a map");
        if (forEach.Count == 0)
            throw ValueError("not enough values to unpack (expected 2, got 0)");
        string[] placeholders = [.. forEach.Keys];
        Value[][] lists = [.. forEach.Values.Select(value => value.IsNull ? [] : Items(value))];
        if (!CombinesAll && forEach.Where(entry => !entry.Value.IsNull).Select(entry => Items(entry.Value).Length).Distinct().Count() > 1)
            throw ValueError($"For {Name}, the length of for_each values should be equal if no nested loop.");
        var template = _template.Evaluate(scope);
        CheckCopies(CombinesAll ? lists.Aggregate(1.0, (product, list) => product * list.Length) : lists.Max(list => list.Length), template);
        return ListValue.Create(Choices(lists).Select(choice => Replaced(template, placeholders, choice)));
    }

    protected virtual Value[] Items(Value value) => value is ListValue list ? [.. list] : throw TypeError($"The values of the \"for_each\" argument to \"{Name}\" must be lists");

    private IEnumerable<Value[]> Choices(Value[][] lists)
    {
        if (!CombinesAll)
            return Enumerable.Range(0, lists.Min(list => list.Length)).Select(index => lists.Select(list => list[index]).ToArray());
        return lists.Aggregate((IEnumerable<Value[]>)[[]], (choices, list) => choices.SelectMany(choice => list.Select(item => (Value[])[.. choice, item])));
    }

    private Value Replaced(Value template, string[] placeholders, Value[] choice) => template switch
    {
        TextValue text => Replaced(text.Text, placeholders, choice),
        ListValue list => ListValue.Create(list.Select(item => Replaced(item, placeholders, choice))),
        MapValue map => MapValue.Create(map.Select(entry => KeyValuePair.Create(Replaced(entry.Key, placeholders, choice), Replaced(entry.Value, placeholders, choice)))),
        _ => template,
    };

    private string Replaced(string text, string[] placeholders, Value[] choice)
    {
        foreach (var (placeholder, value) in placeholders.Zip(choice))
        {
            var item = value.AsText() ?? throw TypeError($"replace() argument 2 must be str, not {value.KindName}");
            if (placeholder.Length > 0)
                text = text.Replace(placeholder, item, StringComparison.Ordinal);
        }

        return text;
    }
}
