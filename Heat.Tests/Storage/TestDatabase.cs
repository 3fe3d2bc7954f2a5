using Heat.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Heat.Tests.Storage;

/// <summary>An empty database that goes when the test ends.</summary>
internal sealed class TestDatabase : IDbContextFactory<HeatDatabase>, IAsyncDisposable
{
    private const string ServerVariable = "HEAT_TEST_POSTGRES";

    private readonly DbContextOptions<HeatDatabase> _options;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("heat-storage-");

    public TestDatabase(DatabaseProvider provider, params IInterceptor[] interceptors)
    {
        var builder = new DbContextOptionsBuilder<HeatDatabase>();
        StorageModule.Configure(builder, new DatabaseOptions { Provider = provider, ConnectionString = provider == DatabaseProvider.PostgreSql ? NewPostgreSql() : null }, _folder.FullName);
        _options = builder.AddInterceptors(interceptors).Options;
    }

    public HeatDatabase CreateDbContext() => new(_options);

    /// <summary>Makes the tables, as the program does at its start.</summary>
    public Task MigrateAsync() => new DatabaseStarter(this).StartAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await using (var database = CreateDbContext())
            await database.Database.EnsureDeletedAsync();
        _folder.Delete(recursive: true);
    }

    private static string NewPostgreSql()
    {
        if (Environment.GetEnvironmentVariable(ServerVariable) is not { Length: > 0 } server)
        {
            Missing.Skip($"{ServerVariable} names no PostgreSQL server.");
            return "";
        }

        return new NpgsqlConnectionStringBuilder(server) { Database = $"heat_{Guid.NewGuid():N}", Pooling = false }.ConnectionString;
    }
}
