using Npgsql;

namespace Heat.Core.Storage;

/// <summary>Where stacks are kept (section <c>Heat:Database</c>).</summary>
public sealed record DatabaseOptions
{
    public const string Section = "Heat:Database";

    private static readonly TimeSpan s_longestPauseInTransaction = TimeSpan.FromSeconds(10);

    /// <value>Default: <see cref="DatabaseProvider.Sqlite"/>.</value>
    public DatabaseProvider Provider { get; init; } = DatabaseProvider.Sqlite;

    /// <summary>Whether several processes may work on the database.</summary>
    public bool IsShared => Provider == DatabaseProvider.PostgreSql;

    /// <summary>
    /// How to connect to PostgreSQL, so that a process that freezes in the middle of a transaction doesn't hold its locks for ever: the server ends the transaction, and whoever waits goes on.
    /// </summary>
    public string SharedConnectionString
    {
        get
        {
            var connection = new NpgsqlConnectionStringBuilder(ConnectionString);
            connection.Options = $"-c idle_in_transaction_session_timeout={s_longestPauseInTransaction.TotalMilliseconds:F0} {connection.Options}".TrimEnd();
            return connection.ConnectionString;
        }
    }

    /// <value>For PostgreSQL a connection string. For SQLite it may be left out: then it is <c>heat.db</c> in the data directory.</value>
    public string? ConnectionString { get; init; }
}
