namespace Heat.Core.Stacks;

/// <summary>The names that cloud objects get when the template gives none.</summary>
public static class PhysicalName
{
    /// <summary>Stack, resource and a short id; if that is longer than the service takes, the first two characters and as much of the end as fits.</summary>
    public static string Of(string stack, string resource, Guid record, int limit)
    {
        var name = $"{stack}-{resource}-{ShortId.From(record)}";
        return name.Length <= limit ? name : $"{name[..2]}-{name[^(limit - 3)..]}";
    }
}
