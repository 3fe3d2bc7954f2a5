namespace Heat.Core.Engine.Planning;

/// <summary>What has to happen, as a graph: each step with those that have to wait for it. Has no cycles.</summary>
public sealed class Plan
{
    private readonly IReadOnlyList<int>[] _successors;
    private readonly int[] _predecessorCounts;

    internal Plan(IReadOnlyList<PlanStep> steps, IReadOnlyList<int>[] successors, int[] predecessorCounts)
    {
        Steps = steps;
        _successors = successors;
        _predecessorCounts = predecessorCounts;
    }

    public IReadOnlyList<PlanStep> Steps { get; }

    /// <summary>The steps that wait for this one, by their place in <see cref="Steps"/>.</summary>
    public IReadOnlyList<int> Successors(int step) => _successors[step];

    /// <summary>How many steps this one waits for.</summary>
    public int PredecessorCount(int step) => _predecessorCounts[step];

    /// <summary>The steps in an order in which they could run one by one.</summary>
    public IEnumerable<PlanStep> InOrder()
    {
        var waiting = (int[])_predecessorCounts.Clone();
        var ready = new Queue<int>(Enumerable.Range(0, Steps.Count).Where(step => waiting[step] == 0));
        while (ready.TryDequeue(out var step))
        {
            yield return Steps[step];
            foreach (var successor in _successors[step].Where(successor => --waiting[successor] == 0))
                ready.Enqueue(successor);
        }
    }
}
