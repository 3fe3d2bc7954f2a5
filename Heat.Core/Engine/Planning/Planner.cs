namespace Heat.Core.Engine.Planning;

/// <summary>Works out what has to happen, in which order. Knows neither the database nor the cloud.</summary>
public static class Planner
{
    /// <summary>From what exists to what is wanted: create, update, rollback.</summary>
    public static Plan Converge(IReadOnlyCollection<PlannedResource> wanted, IReadOnlyCollection<ExistingResource> existing)
    {
        var plan = new PlanBuilder();

        // Everything wanted is looked at once, whether or not there is something of that name already.
        foreach (var resource in wanted)
            plan.Add(new PlanStep(StepKind.Converge, resource.Name));

        // A resource is given values of those that it refers to, so they come first.
        foreach (var resource in wanted)
            foreach (var required in resource.Requires)
                plan.Order(plan.Converging(required), plan.Converging(resource.Name));

        // Everything that exists may turn out to be superfluous.
        foreach (var record in existing)
            plan.Add(new PlanStep(StepKind.CleanUp, record.Name, record.Id));

        // Whether a record is still wanted is known once its resource was converged, and nothing may be lost before its replacement is there.
        foreach (var record in existing)
            plan.Order(plan.Converging(record.Name), plan.On(record.Id));

        // A record outlives those that were given its values: they are moved over to its replacement, or cleaned up, first.
        OrderDependentsFirst(plan, existing);

        return plan.Build();
    }

    /// <summary>Everything away, dependents first.</summary>
    public static Plan Delete(IReadOnlyCollection<ExistingResource> existing) => Reverse(existing);

    /// <summary>Every resource, those that others depend on first.</summary>
    public static Plan Forward(IReadOnlyCollection<ExistingResource> existing)
    {
        var plan = Acting(existing);
        foreach (var record in WithoutCycles(existing))
            foreach (var required in record.Requires)
                plan.Order(plan.On(required), plan.On(record.Id));
        return plan.Build();
    }

    /// <summary>Every resource, dependents first.</summary>
    public static Plan Reverse(IReadOnlyCollection<ExistingResource> existing)
    {
        var plan = Acting(existing);
        OrderDependentsFirst(plan, existing);
        return plan.Build();
    }

    private static PlanBuilder Acting(IReadOnlyCollection<ExistingResource> existing)
    {
        var plan = new PlanBuilder();
        foreach (var record in existing)
            plan.Add(new PlanStep(StepKind.Act, record.Name, record.Id));
        return plan;
    }

    private static void OrderDependentsFirst(PlanBuilder plan, IReadOnlyCollection<ExistingResource> existing)
    {
        foreach (var record in WithoutCycles(existing))
            foreach (var required in record.Requires)
                plan.Order(plan.On(record.Id), plan.On(required));
    }

    /// <summary>
    /// Records note what they require at different times, by different templates. An update that turned a dependency round and was broken off in the middle may leave two records that name each other;
    /// a requirement that would close such a circle is left out, for a deletion in the wrong order only meets a conflict and is tried again.
    /// </summary>
    private static IEnumerable<ExistingResource> WithoutCycles(IReadOnlyCollection<ExistingResource> existing)
    {
        var records = existing.ToDictionary(record => record.Id);
        var remaining = records.Values.ToDictionary(record => record.Id, record => record.Requires.Count(records.ContainsKey));
        var dependents = records.Values
            .SelectMany(record => record.Requires.Where(records.ContainsKey).Select(required => (required, record.Id)))
            .ToLookup(pair => pair.required, pair => pair.Id);
        var ready = new Queue<Guid>(remaining.Where(pair => pair.Value == 0).Select(pair => pair.Key));
        var settled = new HashSet<Guid>();
        while (settled.Count < records.Count)
        {
            if (!ready.TryDequeue(out var id))
                id = remaining.First(pair => !settled.Contains(pair.Key)).Key;
            if (!settled.Add(id))
                continue;
            yield return records[id] with { Requires = records[id].Requires.Where(settled.Contains).ToHashSet() };
            foreach (var dependent in dependents[id].Where(dependent => --remaining[dependent] == 0))
                ready.Enqueue(dependent);
        }
    }
}
