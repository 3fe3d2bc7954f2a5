using System.Collections;
using Heat.Core.Templates.Yaql.Evaluation;

namespace Heat.Core.Templates.Yaql.Library;

/// <summary>A collection that is put in order, by the language's own <c>&lt;</c> and <c>&gt;</c>, once its items are asked for.</summary>
internal sealed class Ordering(Scope here, IEnumerable<object?> items) : IEnumerable<object?>
{
    private (Lambda Selector, bool IsDescending)[] Criteria { get; init; } = [];

    public Ordering By(Lambda selector, bool isDescending) => new(here, items) { Criteria = [.. Criteria, (selector, isDescending)] };

    public IEnumerator<object?> GetEnumerator() => ((IEnumerable<object?>)Sorted([.. items])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // .NET's own sorting hides the exceptions of a comparison in others.
    private object?[] Sorted(object?[] part)
    {
        if (part.Length < 2)
            return part;
        var (left, right) = (Sorted(part[..(part.Length / 2)]), Sorted(part[(part.Length / 2)..]));
        var (fromLeft, fromRight) = (0, 0);
        for (var index = 0; index < part.Length; index++)
            part[index] = fromRight == right.Length || (fromLeft < left.Length && Compare(left[fromLeft], right[fromRight]) <= 0) ? left[fromLeft++] : right[fromRight++];
        return part;
    }

    private int Compare(object? left, object? right)
    {
        foreach (var (selector, isDescending) in Criteria)
        {
            var (one, other) = (selector.Invoke(left), selector.Invoke(right));
            var order = Truth.Of(here.Call("#operator_<", one, other)) ? -1 : Truth.Of(here.Call("#operator_>", one, other)) ? 1 : 0;
            if (order != 0)
                return isDescending ? -order : order;
        }

        return 0;
    }
}
