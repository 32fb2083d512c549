using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace AlmCompliance.Migrations.Sqlite;

/// <summary>
/// SQLite itself knows no cancellation: a search that counts or sorts works on after its reader has gone. This interrupts
/// it. The write lane does without: an interrupted write would take the whole group with it.
/// </summary>
internal sealed class CancellableReads : DbCommandInterceptor
{
    internal static CancellableReads Instance { get; } = new();

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (!cancellationToken.CanBeCanceled || result.HasResult || command.Connection is not SqliteConnection { Handle: { } handle })
        {
            return result;
        }

        // Registered only while SQLite works on the first row; from row to row EF looks at the token itself.
        await using var interruption = cancellationToken.UnsafeRegister(static connection => raw.sqlite3_interrupt((sqlite3)connection!), handle);
        try
        {
            return InterceptionResult<DbDataReader>.SuppressWithResult(await command.ExecuteReaderAsync(cancellationToken));
        }
        catch (SqliteException interrupted) when (interrupted.SqliteErrorCode == raw.SQLITE_INTERRUPT && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(interrupted.Message, interrupted, cancellationToken);
        }
    }
}
