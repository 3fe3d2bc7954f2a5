using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Heat.Core.Storage;

/// <summary>Tells failures of the database from failures of what is kept in it.</summary>
internal static class DatabaseOutage
{
    public static bool Is(Exception failure) => failure switch
    {
        RetryLimitExceededException => true,
        DbException { IsTransient: true } => true,
        DbUpdateException { InnerException: { } inner } => Is(inner),
        InvalidOperationException { InnerException: DbException inner } => Is(inner),
        _ => false,
    };
}
