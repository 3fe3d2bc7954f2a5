namespace Heat.Core.Storage;

/// <summary>The databases that are supported.</summary>
public enum DatabaseProvider
{
    Sqlite,
    PostgreSql,
}
