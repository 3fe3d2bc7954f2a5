using System.Runtime.CompilerServices;

namespace Heat.Core.Templates.Yaql.Evaluation;

/// <summary>What one evaluation has used of what it may use: items, memory, steps and depth.</summary>
internal sealed class Effort(YaqlLimits limits)
{
    // The reference has no limit on time, and queries within its limits that take a day. No use of a query needs as much as this.
    private const long MostSteps = 3_000_000;
    private const int MostLevels = 400;

    private long _steps;
    private int _level;

    /// <summary>One level deeper; to be left again.</summary>
    public void Enter()
    {
        Spend(1);
        if (_level >= MostLevels)
            throw YaqlFaults.TooDeep();
        CheckStack();
        _level++;
    }

    public void Leave() => _level--;

    public void Spend(long steps)
    {
        _steps += steps;
        if (_steps > MostSteps)
            throw YaqlFaults.TooManySteps();
    }

    /// <summary>These items, as long as there aren't too many.</summary>
    public IEnumerable<object?> Limited(IEnumerable<object?> items)
    {
        var limit = limits.LimitIterators;
        if (items is not (YaqlList or YaqlSet))
            return Counted(items, limit < 0 ? int.MaxValue : limit);
        var count = ((IReadOnlyCollection<object?>)items).Count;
        return limit < 0 || count <= limit ? items : throw YaqlFaults.TooManyItems(limit);
    }

    /// <summary>Refuses a value that takes too much memory, which is told as the reference tells it: without what is in a collection.</summary>
    public void CheckMemory(object? value)
    {
        var bytes = value switch
        {
            string text => 49 + (long)text.Length,
            YaqlList list => 40 + (8L * list.Count),
            Number { IsWhole: true } number => 28 + (number.Whole.GetBitLength() / 8),
            _ => 48,
        };
        CheckMemory(bytes);
        Spend(bytes / 256);
    }

    public void CheckMemory(double bytes)
    {
        if (limits.MemoryQuota > 0 && bytes > limits.MemoryQuota)
            throw YaqlFaults.TooMuchMemory();
    }

    private IEnumerable<object?> Counted(IEnumerable<object?> items, int limit)
    {
        CheckStack();
        var count = 0;
        foreach (var item in items)
        {
            Spend(1);
            if (count++ >= limit)
                throw YaqlFaults.TooManyItems(limit);
            yield return item;
        }
    }

    private static void CheckStack()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw YaqlFaults.TooDeep();
    }
}
