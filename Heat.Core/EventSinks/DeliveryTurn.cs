using System.Globalization;
using Heat.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Heat.Core.EventSinks;

/// <summary>Of several processes on one database, only the one whose turn it is brings events: two would mix their order. A process that dies loses its turn with its connection. SQLite has one process anyway.</summary>
internal static class DeliveryTurn
{
    private const long Key = 0x48656174_45766e74;

    public static async Task<bool> TryTakeAsync(HeatDatabase database, CancellationToken cancellation) =>
        !database.Database.IsNpgsql() || await AskAsync(database, "pg_try_advisory_lock", cancellation);

    public static Task GiveBackAsync(HeatDatabase database) =>
        database.Database.IsNpgsql() ? AskAsync(database, "pg_advisory_unlock", CancellationToken.None) : Task.CompletedTask;

    private static async Task<bool> AskAsync(HeatDatabase database, string function, CancellationToken cancellation)
    {
        await using var command = database.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // The text is made of constants.
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"SELECT {function}({Key})");
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(cancellation) is true;
    }
}
