using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates.Hot.Functions;

/// <summary><c>list_concat: [list, list, …]</c> — one list of all items.</summary>
[Function(HotVersions.Dialect, "list_concat", HotVersions.Pike, Description = "A function for extending lists.")]
internal class ListConcatenation(FunctionCall call) : Function(call)
{
    protected override Value? Result(IEvaluationScope scope)
    {
        var lists = Argument(scope) as ListValue
            ?? throw TypeError($"Incorrect arguments to \"{Name}\" should be: \"{Name}\" : [ [ <value 1>, <value 2> ], [ <value 3>, <value 4> ] ]");
        return ListValue.Create(Collected(lists.SelectMany(list => Items(list, lists))));
    }

    protected virtual IEnumerable<Value> Collected(IEnumerable<Value> items) => items;

    private IEnumerable<Value> Items(Value list, ListValue all) => list switch
    {
        NullValue => [],
        ListValue items => items,
        _ => throw TypeError($"Incorrect arguments: Items to concat must be lists. {ValueText.Json(all)} contains an item that is not a list: {ValueText.Json(list)}"),
    };
}
