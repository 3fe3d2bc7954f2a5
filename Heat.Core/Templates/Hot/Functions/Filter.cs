using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates.Hot.Functions;

/// <summary><c>filter: [values, list]</c> — the list without these values.</summary>
[Function(HotVersions.Dialect, "filter", HotVersions.Ocata, Description = "A function for filtering out values from lists.")]
internal sealed class Filter : Function
{
    private readonly Expression _values;
    private readonly Expression _list;

    public Filter(FunctionCall call)
        : base(call)
    {
        var items = (Arguments as ListExpression ?? throw TypeError($"Argument to \"{Name}\" must be a list")).Items;
        (_values, _list) = items is [var values, var list]
            ? (values, list)
            : throw ValueError($"\"{Name}\" expected 2 arguments of the form [values, sequence] but got {items.Count} arguments instead");
    }

    protected override Value? Result(IEvaluationScope scope)
    {
        var items = _list.Evaluate(scope);
        if (!items.IsTruthy())
            return items;
        var list = items as ListValue ?? throw TypeError($"\"{Name}\" only works with lists");
        var values = _values.Evaluate(scope);
        if (!values.IsTruthy())
            return list;
        // The reference stumbles over its own message here, and this is what it says.
        var unwanted = values as ListValue ?? throw TypeError("format requires a mapping");
        return ListValue.Create(list.Where(item => !unwanted.Contains(item)));
    }
}
