namespace Heat.Core.Engine.Planning;

/// <summary>A plan under construction.</summary>
internal sealed class PlanBuilder
{
    private readonly List<PlanStep> _steps = [];
    private readonly List<HashSet<int>> _successors = [];
    private readonly Dictionary<string, int> _converging = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, int> _records = [];

    public IReadOnlyList<PlanStep> Steps => _steps;

    public int Add(PlanStep step)
    {
        var index = _steps.Count;
        _steps.Add(step);
        _successors.Add([]);
        if (step.RecordId is { } record)
            _records[record] = index;
        else
            _converging[step.Resource] = index;
        return index;
    }

    /// <summary>The step that converges a resource; null when the resource isn't wanted.</summary>
    public int? Converging(string resource) => _converging.TryGetValue(resource, out var step) ? step : null;

    /// <summary>The step that works on a record; null when there is none.</summary>
    public int? On(Guid record) => _records.TryGetValue(record, out var step) ? step : null;

    /// <summary>Makes one step wait for another. An absent step is nothing to wait for.</summary>
    public void Order(int? first, int? then)
    {
        if (first is { } before && then is { } after && before != after)
            _successors[before].Add(after);
    }

    public Plan Build()
    {
        var counts = new int[_steps.Count];
        foreach (var successor in _successors.SelectMany(successors => successors))
            counts[successor]++;
        return new Plan(_steps, [.. _successors.Select(successors => (IReadOnlyList<int>)[.. successors])], counts);
    }
}
