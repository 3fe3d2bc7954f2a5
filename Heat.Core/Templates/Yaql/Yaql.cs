using Heat.Core.Templates.Expressions;
using Heat.Core.Templates.Hot;
using Heat.Core.Templates.Yaql.Grammar;
using Heat.Core.Values;

namespace Heat.Core.Templates.Yaql;

/// <summary><c>yaql: {expression, data}</c> — a query over data. A query that stands in the template is read once, however often it is evaluated.</summary>
[Function(HotVersions.Dialect, "yaql", HotVersions.Newton, Description = "A function for executing a yaql expression.")]
[Function(HotVersions.Dialect, "yaql", HotVersions.Pike, InConditions = true, Description = "A function for executing a yaql expression.")]
internal sealed class Yaql : Function
{
    private readonly Expression _expression;
    private readonly Expression? _data;
    private readonly Lazy<Term> _query;

    public Yaql(FunctionCall call)
        : base(call)
    {
        var map = Arguments as MapExpression ?? throw TypeError($"Arguments to \"{Name}\" must be a map.");
        if (!map.Entries.TryGetValue("expression", out _expression!) || map.Entries.Keys.Except(["expression", "data"]).Any())
            throw call.KeyError($"\"{Name}\" syntax should be {Name}:\n              expression: $.data.var1.sum()\n              data:\n                var1: [3, 2, 1]");
        _data = map.Entries.GetValueOrDefault("data");
        _query = new Lazy<Term>(() => Query(((Literal)_expression).Value));
    }

    protected override void Check(IEvaluationScope scope)
    {
        if (_expression is not Function)
            Query(scope);
    }

    protected override Value? Result(IEvaluationScope scope) => Call.Parser.Yaql.Evaluate(Query(scope), _data?.Evaluate(scope) ?? MapValue.Empty);

    private Term Query(IEvaluationScope scope) => _expression is Literal ? _query.Value : Query(_expression.Evaluate(scope));

    private Term Query(Value expression)
    {
        try
        {
            return YaqlEngine.Parse(expression.AsText() ?? throw TypeError($"The \"expression\" argument to {Name} must contain a string."));
        }
        catch (YaqlSyntaxException exception)
        {
            throw ValueError($"Bad expression {exception.Message}.");
        }
    }
}
