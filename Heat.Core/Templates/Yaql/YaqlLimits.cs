namespace Heat.Core.Templates.Yaql;

/// <summary>How much a query may ask for (section <c>[yaql]</c> of heat.conf, with the same defaults). A negative number switches a limit off.</summary>
public sealed record YaqlLimits
{
    public static YaqlLimits Default { get; } = new();

    /// <value>The most items of a collection that a query goes through. Default: 200.</value>
    public int LimitIterators { get; init; } = 200;

    /// <value>The most memory that a single value may take, in bytes as the reference counts them. Default: 10000.</value>
    public int MemoryQuota { get; init; } = 10000;
}
