using Microsoft.EntityFrameworkCore;

namespace Heat.Core.Storage;

/// <summary>Finds out whether a transaction was committed whose commit was not answered. Only PostgreSQL is reached by a connection that can break.</summary>
internal static class TransactionOutcome
{
    private const string InProgress = "in progress";
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromMilliseconds(100);

    /// <summary>What the transaction that is open can be asked for by later; null on SQLite.</summary>
    public static async Task<string?> NameAsync(HeatDatabase database) =>
        database.Database.IsNpgsql() ? await database.Database.SqlQuery<string>($"""SELECT pg_current_xact_id()::text AS "Value" """).SingleAsync() : null;

    public static async Task<bool> IsCommittedAsync(HeatDatabase database, string transaction)
    {
        while (true)
        {
            var status = await database.Database.SqlQuery<string?>($"""SELECT pg_xact_status({transaction}::xid8) AS "Value" """).SingleAsync();
            if (status != InProgress)
                return status == "committed";
            await Task.Delay(s_lookAgain);
        }
    }
}
