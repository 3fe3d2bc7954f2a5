using Heat.Core.Storage;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Heat.Tests.Storage;

/// <summary>Migrations are written by hand: together they have to make what the model says, on both databases.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
public sealed class MigrationTests(DatabaseProvider provider)
{
    private const string SqliteSchema = """
        SELECT t.name || '.' || c.name || ' ' || c.type || CASE c."notnull" WHEN 1 THEN ' NOT NULL' ELSE '' END || ' key ' || c.pk || coalesce(' default ' || c.dflt_value, '') AS "Value"
        FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE '\_\_EF%' ESCAPE '\' AND t.name NOT LIKE 'sqlite\_%' ESCAPE '\'
        UNION ALL SELECT name || ' counts by itself' FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'
        UNION ALL SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL
        """;

    private const string PostgreSqlSchema = """
        SELECT table_name || '.' || column_name || ' ' || data_type || coalesce(' (' || character_maximum_length || ')', '') || ' null ' || is_nullable || ' identity ' || is_identity
            || coalesce(' default ' || column_default, '') AS "Value"
        FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '\_\_EF%'
        UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename NOT LIKE '\_\_EF%'
        """;

    [Test]
    public async Task Migrations_make_exactly_the_schema_of_the_model()
    {
        await using var migrated = new TestDatabase(provider);
        await migrated.MigrateAsync();
        await using var modelled = new TestDatabase(provider);
        await using (var database = modelled.CreateDbContext())
            await database.Database.EnsureCreatedAsync();
        var schema = await SchemaAsync(modelled);
        Assert.That(schema, Has.Some.Contains("stacks.").And.Some.Contains("ix_stacks_name"));
        Assert.That(await SchemaAsync(migrated), Is.EqualTo(schema));
    }

    [Test]
    public async Task A_second_start_finds_everything_done()
    {
        await using var database = new TestDatabase(provider);
        await database.MigrateAsync();
        var schema = await SchemaAsync(database);
        await database.MigrateAsync();
        Assert.That(await SchemaAsync(database), Is.EqualTo(schema));
    }

    private async Task<IEnumerable<string>> SchemaAsync(TestDatabase databases)
    {
        await using var database = databases.CreateDbContext();
        var lines = await database.Database.SqlQueryRaw<string>(provider == DatabaseProvider.Sqlite ? SqliteSchema : PostgreSqlSchema).ToListAsync();
        return lines.Order(StringComparer.Ordinal);
    }
}
