using Npgsql;

namespace AlmCompliance.Migrations.Postgres;

/// <summary>
/// The lock that keeps a second server off the database. It lives as long as one connection: where that ended, as when the
/// database was restarted, <see cref="RenewAsync"/> takes it again.
/// </summary>
public sealed class OneServer : IAsyncDisposable
{
    private const long LockNumber = 57252401;
    private readonly string _connectionString;
    private NpgsqlConnection _connection;

    private OneServer(string connectionString, NpgsqlConnection connection) => (_connectionString, _connection) = (connectionString, connection);

    /// <summary>Null where another server holds it.</summary>
    public static async Task<OneServer?> TryClaimAsync(string connectionString, CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, KeepAlive = 30, ApplicationName = "alm-compliance active server" };
        return await TryLockAsync(settings.ConnectionString, cancellationToken) is { } connection ? new OneServer(settings.ConnectionString, connection) : null;
    }

    /// <summary>Whether the lock is still, or again, this server's. False: another server took it meanwhile.</summary>
    /// <exception cref="NpgsqlException">The database cannot be reached; nobody knows.</exception>
    public async Task<bool> RenewAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var command = new NpgsqlCommand("SELECT 1", _connection);
            await command.ExecuteScalarAsync(cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException)
        {
            if (await TryLockAsync(_connectionString, cancellationToken) is not { } connection)
            {
                return false;
            }

            await _connection.DisposeAsync();
            _connection = connection;
            return true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            // The database notices only after a while that a connection has gone.
            await using var command = new NpgsqlCommand("SELECT pg_advisory_unlock_all()", _connection);
            await command.ExecuteScalarAsync();
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException)
        {
        }

        await _connection.DisposeAsync();
    }

    private static async Task<NpgsqlConnection?> TryLockAsync(string connectionString, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock(@number)", connection);
            command.Parameters.AddWithValue("number", LockNumber);
            if (await command.ExecuteScalarAsync(cancellationToken) is true)
            {
                return connection;
            }
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }
}
