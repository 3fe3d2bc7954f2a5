namespace Heat.Core.Storage;

/// <summary>Where stacks are kept (section <c>Heat:Database</c>).</summary>
public sealed record DatabaseOptions
{
    public const string Section = "Heat:Database";

    /// <value>Default: <see cref="DatabaseProvider.Sqlite"/>.</value>
    public DatabaseProvider Provider { get; init; } = DatabaseProvider.Sqlite;

    /// <summary>Whether several processes may work on the database.</summary>
    internal bool IsShared => Provider == DatabaseProvider.PostgreSql;

    /// <value>For PostgreSQL a connection string. For SQLite it may be left out: then it is <c>heat.db</c> in the data directory.</value>
    public string? ConnectionString { get; init; }
}
