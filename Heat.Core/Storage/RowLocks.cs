using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;

namespace Heat.Core.Storage;

/// <summary>
/// Holds other processes off a row until the transaction ends, for changes that depend on what they find. Within a process, and on SQLite, <see cref="DatabaseWriter"/> makes one change after the other anyway.
/// </summary>
internal static class RowLocks
{
    public static Task LockStackAsync(this HeatDatabase database, Guid stack) => LockAsync(database, "stacks", stack);

    public static Task LockOperationAsync(this HeatDatabase database, Guid operation) => LockAsync(database, "operations", operation);

    public static Task LockResourceAsync(this HeatDatabase database, Guid resource) => LockAsync(database, "resources", resource);

    public static Task LockDeploymentAsync(this HeatDatabase database, Guid deployment) => LockAsync(database, "software_deployments", deployment);

    [SuppressMessage("Security", "EF1002:Risk of vulnerability to SQL injection", Justification = "The names of tables are those above.")]
    private static Task LockAsync(HeatDatabase database, string table, Guid id) =>
        database.Database.IsNpgsql() ? database.Database.ExecuteSqlRawAsync($$"""SELECT 1 FROM {{table}} WHERE "Id" = {0} FOR UPDATE""", id) : Task.CompletedTask;
}
