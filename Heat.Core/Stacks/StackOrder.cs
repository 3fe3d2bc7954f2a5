using System.Linq.Expressions;
using Heat.Core.Storage;

namespace Heat.Core.Stacks;

/// <summary>An order of stacks by one or more keys, the id coming last so that no two are equal; and in it, those that come after a given one.</summary>
internal sealed class StackOrder
{
    private static readonly SortKey<DateTimeOffset> s_creation = new(stack => stack.CreatedAt);

    private static readonly SortKey<Guid> s_id = new(stack => stack.Id);

    private static readonly Dictionary<string, ISortKey> s_keys = new()
    {
        ["stack_name"] = new SortKey<string>(stack => stack.Name),
        ["stack_status"] = new SortKey<string>(stack => stack.Status),
        ["creation_time"] = s_creation,
        ["updated_time"] = new SortKey<DateTimeOffset>(stack => stack.UpdateOrder),
    };

    private readonly IReadOnlyList<ISortKey> _keys;
    private readonly bool _descending;

    /// <param name="keys">Names of keys; unknown ones are left out. Without any, the newest stacks come first.</param>
    /// <param name="descending">Whether the largest come first; a null reference for what is usual.</param>
    public StackOrder(IEnumerable<string> keys, bool? descending)
    {
        List<ISortKey> known = [.. keys.Where(s_keys.ContainsKey).Distinct().Select(key => s_keys[key])];
        _descending = descending ?? known.Count == 0;
        _keys = [.. known.Count > 0 ? known : [s_creation], s_id];
    }

    private interface ISortKey
    {
        IOrderedQueryable<StackRecord> Sort(IQueryable<StackRecord> stacks, bool isFirst, bool descending);

        /// <summary>The stacks whose key compares so with that of another.</summary>
        Expression<Func<StackRecord, bool>> Compare(ExpressionType comparison, StackRecord other);
    }

    /// <summary>The first stacks of the order, or the first of those that come after one.</summary>
    /// <param name="limit">At most so many; a null reference for all.</param>
    /// <param name="last">The stack before; a null reference to begin at the beginning.</param>
    public IQueryable<StackRecord> Page(IQueryable<StackRecord> stacks, int? limit, StackRecord? last)
    {
        IQueryable<StackRecord> First(IQueryable<StackRecord> some) => limit is { } most ? Sort(some).Take(most) : Sort(some);
        return last is null ? First(stacks) : First(After(stacks, last).Select(First).Aggregate(Queryable.Concat));
    }

    private IQueryable<StackRecord> Sort(IQueryable<StackRecord> stacks)
    {
        foreach (var key in _keys)
            stacks = key.Sort(stacks, ReferenceEquals(key, _keys[0]), _descending);
        return stacks;
    }

    /// <summary>
    /// The stacks after one: for each key those that are beyond in it and equal in all keys before. Apart, because a database finds the beginning of each in an index;
    /// asked for all of them at once, it reads those of an equal first key from their beginning.
    /// </summary>
    private IEnumerable<IQueryable<StackRecord>> After(IQueryable<StackRecord> stacks, StackRecord last)
    {
        var beyond = _descending ? ExpressionType.LessThan : ExpressionType.GreaterThan;
        foreach (var key in _keys)
        {
            yield return stacks.Where(key.Compare(beyond, last));
            stacks = stacks.Where(key.Compare(ExpressionType.Equal, last));
        }
    }

    private sealed class SortKey<TKey>(Expression<Func<StackRecord, TKey>> key) : ISortKey
        where TKey : IComparable<TKey>
    {
        private readonly Func<StackRecord, TKey> _read = key.Compile();

        public IOrderedQueryable<StackRecord> Sort(IQueryable<StackRecord> stacks, bool isFirst, bool descending) => (isFirst, descending) switch
        {
            (true, false) => stacks.OrderBy(key),
            (true, true) => stacks.OrderByDescending(key),
            (false, false) => ((IOrderedQueryable<StackRecord>)stacks).ThenBy(key),
            (false, true) => ((IOrderedQueryable<StackRecord>)stacks).ThenByDescending(key),
        };

        public Expression<Func<StackRecord, bool>> Compare(ExpressionType comparison, StackRecord other)
        {
            // As a member of something, the value becomes a parameter of the question rather than a part of its text.
            var there = Expression.Property(Expression.Constant(new Held<TKey>(_read(other))), nameof(Held<>.Value));
            var compared = typeof(TKey) == typeof(DateTimeOffset)
                ? Expression.MakeBinary(comparison, key.Body, there)
                : Expression.MakeBinary(comparison, Expression.Call(key.Body, typeof(TKey).GetMethod(nameof(IComparable<>.CompareTo), [typeof(TKey)])!, there), Expression.Constant(0));
            return Expression.Lambda<Func<StackRecord, bool>>(compared, key.Parameters);
        }
    }

    private sealed record Held<TValue>(TValue Value);
}
