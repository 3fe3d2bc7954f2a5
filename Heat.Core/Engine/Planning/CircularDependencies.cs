namespace Heat.Core.Engine.Planning;

/// <summary>Finds resources that wait for each other.</summary>
public static class CircularDependencies
{
    /// <summary>The names along one circle, in reading order; empty when there is none.</summary>
    public static IReadOnlyList<string> Find(IReadOnlyCollection<PlannedResource> resources)
    {
        var byName = resources.ToDictionary(resource => resource.Name, StringComparer.Ordinal);
        var remaining = byName.Values.ToDictionary(resource => resource.Name, resource => resource.Requires.Count(byName.ContainsKey), StringComparer.Ordinal);
        var dependents = byName.Values
            .SelectMany(resource => resource.Requires.Where(byName.ContainsKey).Select(required => (required, resource.Name)))
            .ToLookup(pair => pair.required, pair => pair.Name);
        var ready = new Queue<string>(remaining.Where(pair => pair.Value == 0).Select(pair => pair.Key));
        while (ready.TryDequeue(out var name))
        {
            remaining.Remove(name);
            foreach (var dependent in dependents[name].Where(dependent => --remaining[dependent] == 0))
                ready.Enqueue(dependent);
        }

        return remaining.Count == 0 ? [] : Walk(remaining.Keys.First(), byName, remaining);
    }

    // Whatever remains requires something that remains too, so following requirements has to come back to a name already passed.
    private static List<string> Walk(string start, Dictionary<string, PlannedResource> byName, Dictionary<string, int> remaining)
    {
        var path = new List<string>();
        for (var name = start; ; name = byName[name].Requires.First(remaining.ContainsKey))
        {
            if (path.IndexOf(name) is var place and >= 0)
                return path[place..];
            path.Add(name);
        }
    }
}
