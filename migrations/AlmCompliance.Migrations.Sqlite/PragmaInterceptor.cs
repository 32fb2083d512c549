using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AlmCompliance.Migrations.Sqlite;

/// <summary>
/// Full sync, foreign keys and the like: set on every connection, since SQLite keeps them per connection. The write-ahead
/// log is a property of the file, and asking for it needs to write, which EF's own look whether a database exists may not.
/// </summary>
internal sealed class PragmaInterceptor : DbConnectionInterceptor
{
    internal const string Pragmas = "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=10000; PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;";

    internal const string WriteAheadLog = "PRAGMA journal_mode=WAL;";

    /// <summary>
    /// Gathers anew, from some rows of each index, what the planner knows of tables that have grown since: milliseconds, at most
    /// once an hour, when the server stops and after a migration. 0x10000 looks at every table, not only at those that this connection read.
    /// </summary>
    internal const string Optimize = "PRAGMA analysis_limit=400; PRAGMA optimize=0x10002;";

    internal static PragmaInterceptor Instance { get; } = new();

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
