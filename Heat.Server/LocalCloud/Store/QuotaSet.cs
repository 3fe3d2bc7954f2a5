namespace Heat.Server.LocalCloud.Store;

/// <summary>A project's own limits in one service, where they differ from the defaults. Its id is the project's.</summary>
internal sealed record QuotaSet : ICloudObject
{
    public required string Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public IReadOnlyDictionary<string, int> Limits { get; init; } = new Dictionary<string, int>();
}

/// <summary>What projects may have of each resource of a service; -1 is without limit.</summary>
internal sealed class Quotas(CloudTable<QuotaSet> table, IReadOnlyDictionary<string, int> defaults)
{
    public IEnumerable<string> Resources => defaults.Keys;

    public IReadOnlyDictionary<string, int> Defaults => defaults;

    public int Limit(string project, string resource) =>
        table.Find(project)?.Limits.TryGetValue(resource, out var limit) == true ? limit : defaults.GetValueOrDefault(resource, -1);

    /// <summary>Whether a project that has so much of a resource may have so much more.</summary>
    public bool Allows(string project, string resource, int used, int more) => Limit(project, resource) is var limit && (limit < 0 || used + more <= limit);

    public void Set(CloudTransaction transaction, string project, IEnumerable<KeyValuePair<string, int>> changes)
    {
        var limits = new Dictionary<string, int>(table.Find(project)?.Limits ?? new Dictionary<string, int>());
        foreach (var (resource, limit) in changes) limits[resource] = limit;
        transaction.Put(table, new QuotaSet { Id = project, CreatedAt = transaction.Now, Limits = limits });
    }

    public void Reset(CloudTransaction transaction, string project)
    {
        if (table.Find(project) is { } set) transaction.Remove(table, set);
    }
}
