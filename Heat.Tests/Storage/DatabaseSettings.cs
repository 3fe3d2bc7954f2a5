using Heat.Core.Storage;
using Npgsql;

namespace Heat.Tests.Storage;

/// <summary>An empty database for one test, told in the words of the configuration. SQLite's lies in the data directory and needs none.</summary>
internal sealed class DatabaseSettings : IAsyncDisposable
{
    private const string ServerVariable = "HEAT_TEST_POSTGRES";

    private readonly NpgsqlConnectionStringBuilder? _connection;

    /// <remarks>Skips the test when there is no PostgreSQL server.</remarks>
    public DatabaseSettings(DatabaseProvider provider)
    {
        if (provider != DatabaseProvider.PostgreSql)
            return;
        if (Environment.GetEnvironmentVariable(ServerVariable) is not { Length: > 0 } server)
        {
            Missing.Skip($"{ServerVariable} names no PostgreSQL server.");
            return;
        }

        _connection = new NpgsqlConnectionStringBuilder(server) { Database = $"heat_{Guid.NewGuid():N}" };
    }

    public DatabaseOptions Options => _connection is null
        ? new DatabaseOptions()
        : new DatabaseOptions { Provider = DatabaseProvider.PostgreSql, ConnectionString = _connection.ConnectionString };

    public IReadOnlyList<(string Key, string Value)> Settings => _connection is null
        ? []
        : [("Heat:Database:Provider", nameof(DatabaseProvider.PostgreSql)), ("Heat:Database:ConnectionString", _connection.ConnectionString)];

    public async ValueTask DisposeAsync()
    {
        if (_connection is null)
            return;
        NpgsqlConnection.ClearAllPools();
        await using var server = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_connection.ConnectionString) { Database = "postgres", Pooling = false }.ConnectionString);
        await server.OpenAsync();
        await using var drop = new NpgsqlCommand($"DROP DATABASE IF EXISTS \"{_connection.Database}\" WITH (FORCE)", server);
        await drop.ExecuteNonQueryAsync();
    }
}
