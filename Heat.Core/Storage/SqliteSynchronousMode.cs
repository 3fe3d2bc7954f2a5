using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Heat.Core.Storage;

/// <summary>With a write-ahead log, <c>synchronous=NORMAL</c> loses nothing when the process dies, and spares a disk flush for each commit. It is a setting of each connection.</summary>
internal sealed class SqliteSynchronousMode : DbConnectionInterceptor
{
    private const string Setting = "PRAGMA synchronous=NORMAL;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (Command(connection) is not { } command)
            return;
        using (command)
            command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (Command(connection) is not { } command)
            return;
        await using (command)
            await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static SqliteCommand? Command(DbConnection connection)
    {
        if (connection is not SqliteConnection sqlite)
            return null;
        var command = sqlite.CreateCommand();
        command.CommandText = Setting;
        return command;
    }
}
