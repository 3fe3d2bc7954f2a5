using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates.Hot.Functions;

/// <summary>A function of at least two conditions.</summary>
internal abstract class Junction : Function
{
    private readonly ListExpression _conditions;

    protected Junction(FunctionCall call)
        : base(call)
    {
        _conditions = Arguments as ListExpression ?? throw ValueError($"Arguments to \"{Name}\" must be a list of conditions");
        if (_conditions.Items.Count < 2)
            throw ValueError($"The minimum number of condition arguments to \"{Name}\" is 2.");
    }

    /// <summary>The conditions one after the other, each decided only when it is asked for.</summary>
    protected IEnumerable<bool> Decisions(IEvaluationScope scope) => _conditions.Evaluate(scope).AsList()!.Select(condition => Decision.Of(condition, scope));
}
