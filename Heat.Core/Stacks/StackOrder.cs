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

        /// <summary>How the key of <paramref name="stack"/> compares with that of another.</summary>
        BinaryExpression Compare(ParameterExpression stack, ExpressionType comparison, StackRecord other);
    }

    public IQueryable<StackRecord> Sort(IQueryable<StackRecord> stacks)
    {
        foreach (var key in _keys)
            stacks = key.Sort(stacks, ReferenceEquals(key, _keys[0]), _descending);
        return stacks;
    }

    /// <summary>The stacks that come after one.</summary>
    public IQueryable<StackRecord> After(IQueryable<StackRecord> stacks, StackRecord last)
    {
        var stack = Expression.Parameter(typeof(StackRecord), "stack");
        var beyond = _descending ? ExpressionType.LessThan : ExpressionType.GreaterThan;
        Expression after = _keys[^1].Compare(stack, beyond, last);
        foreach (var key in _keys.Reverse().Skip(1))
            after = Expression.OrElse(key.Compare(stack, beyond, last), Expression.AndAlso(key.Compare(stack, ExpressionType.Equal, last), after));
        // The plain bound says nothing new, but lets the database begin to read an index there.
        var bound = _keys[0].Compare(stack, _descending ? ExpressionType.LessThanOrEqual : ExpressionType.GreaterThanOrEqual, last);
        return stacks.Where(Expression.Lambda<Func<StackRecord, bool>>(Expression.AndAlso(bound, after), stack));
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

        public BinaryExpression Compare(ParameterExpression stack, ExpressionType comparison, StackRecord other)
        {
            var here = new Replacement(key.Parameters[0], stack).Visit(key.Body);
            // As a member of something, the value becomes a parameter of the question rather than a part of its text.
            var there = Expression.Property(Expression.Constant(new Held<TKey>(_read(other))), nameof(Held<>.Value));
            return typeof(TKey) == typeof(DateTimeOffset)
                ? Expression.MakeBinary(comparison, here, there)
                : Expression.MakeBinary(comparison, Expression.Call(here, typeof(TKey).GetMethod(nameof(IComparable<>.CompareTo), [typeof(TKey)])!, there), Expression.Constant(0));
        }
    }

    private sealed record Held<TValue>(TValue Value);

    private sealed class Replacement(ParameterExpression old, ParameterExpression present) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == old ? present : node;
    }
}
