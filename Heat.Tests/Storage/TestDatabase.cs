using Heat.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Heat.Tests.Storage;

/// <summary>An empty database that goes when the test ends.</summary>
internal sealed class TestDatabase : IDbContextFactory<HeatDatabase>, IAsyncDisposable
{
    private readonly DbContextOptions<HeatDatabase> _options;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("heat-storage-");
    private readonly DatabaseSettings _settings;

    public TestDatabase(DatabaseProvider provider, params IInterceptor[] interceptors)
    {
        _settings = new DatabaseSettings(provider);
        var builder = new DbContextOptionsBuilder<HeatDatabase>();
        StorageModule.Configure(builder, _settings.Options, _folder.FullName);
        _options = builder.AddInterceptors(interceptors).Options;
    }

    public HeatDatabase CreateDbContext() => new(_options);

    /// <summary>Makes the tables, as the program does at its start.</summary>
    public Task MigrateAsync() => new DatabaseStarter(this).StartAsync(CancellationToken.None);

    /// <summary>Lets the database look at what it holds, as it does by itself after a while, to plan by it.</summary>
    public async Task AnalyzeAsync()
    {
        await using var database = CreateDbContext();
        await database.Database.ExecuteSqlRawAsync("ANALYZE");
    }

    public async ValueTask DisposeAsync()
    {
        await using (var database = CreateDbContext())
            await database.Database.EnsureDeletedAsync();
        await _settings.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
