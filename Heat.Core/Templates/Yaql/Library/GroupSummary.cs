using Heat.Core.Templates.Expressions;
using Heat.Core.Templates.Yaql.Evaluation;

namespace Heat.Core.Templates.Yaql.Library;

/// <summary>
/// What <c>groupBy</c> gives for a group: its key, and its values or what the aggregator makes of them. Until version 1.1.1 an aggregator was given
/// key and values, and gave both; one that is written like that still works, which shows when it can't do anything with the values alone.
/// </summary>
internal sealed class GroupSummary(Lambda? aggregator)
{
    private bool _mayBeOld = true;
    private EvaluationException? _failure;

    public YaqlList Of(object? key, YaqlList values)
    {
        if (aggregator is null)
            return [key, values];
        if (_failure is null && TryNew(aggregator, values, out var result))
            return [key, result];
        return _mayBeOld && Old(aggregator, [key, values]) is { } pair ? pair : throw _failure!;
    }

    private bool TryNew(Lambda aggregator, YaqlList values, out object? result)
    {
        result = null;
        try
        {
            result = aggregator.Invoke(values);
            // Of a pair of values, an old aggregator may have taken the first one for the key.
            _mayBeOld &= values.Count == 2 && result is YaqlList { Count: 2 } pair && Equality.AreEqual(pair[0], values[0]);
            return true;
        }
        catch (EvaluationException failure) when (failure.Kind is "NoMatchingMethodException" or "NoMatchingFunctionException" or "IndexError")
        {
            _failure = failure;
            return false;
        }
    }

    private static YaqlList? Old(Lambda aggregator, YaqlList group)
    {
        try
        {
            return aggregator.Invoke(group) as YaqlList is { Count: 2 } pair ? pair : null;
        }
        catch (EvaluationException)
        {
            return null;
        }
    }
}
