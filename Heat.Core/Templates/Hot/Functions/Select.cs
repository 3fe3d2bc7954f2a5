using Heat.Core.Templates.Cfn;
using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates.Hot.Functions;

/// <summary><c>Fn::Select: [index, list or map]</c> — an item of a list or an entry of a map; what isn't there is the empty text.</summary>
[Function(HotVersions.Dialect, "Fn::Select", HotVersions.Icehouse, Until = HotVersions.Liberty, Description = "A function for selecting an item from a list or map.")]
[Function(CfnVersions.Dialect, "Fn::Select", CfnVersions.Amazon, Description = "A function for selecting an item from a list or map.")]
internal sealed class Select : Function
{
    private readonly Expression _index;
    private readonly Expression _collection;

    public Select(FunctionCall call)
        : base(call) =>
        (_index, _collection) = Arguments is ListExpression { Items: [var index, var collection] }
            ? (index, collection)
            : throw ValueError($"Arguments to \"{Name}\" must be of the form [index, collection]");

    protected override Value? Result(IEvaluationScope scope)
    {
        var index = _index.Evaluate(scope);
        return Collection(_collection.Evaluate(scope)) switch
        {
            NullValue or TextValue { Text: "" } => "",
            MapValue map => map.TryGetValue(index.AsText() ?? throw TypeError($"Index to \"{Name}\" must be a string"), out var entry) ? entry : "",
            ListValue list => Item(list, index),
            _ => throw TypeError($"Arguments to {Name} not fully resolved"),
        };
    }

    private Value Collection(Value collection)
    {
        if (collection is not TextValue { Text.Length: > 0 } json)
            return collection;
        return JsonText.TryParse(json.Text, out var value, out var problem) ? value : throw ValueError($"\"{Name}\": {problem}");
    }

    private Value Item(ListValue list, Value index)
    {
        var place = index switch
        {
            TextValue text => NumberText.TryInteger(text.Text, out var number) ? number : null,
            FlagValue flag => flag.Flag ? 1 : 0,
            _ => Value.FromNullable(index.AsInteger()),
        };
        return place is null or NullValue ? throw TypeError($"Index to \"{Name}\" must be an integer") : ValuePath.Select(list, [place]) ?? "";
    }
}
