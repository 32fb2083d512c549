using Npgsql;

namespace AlmCompliance.Migrations.Postgres;

/// <summary>The lock that keeps a second server off the database: it lives as long as this connection.</summary>
public sealed class OneServer : IAsyncDisposable
{
    private const long LockNumber = 57252401;
    private readonly NpgsqlConnection _connection;

    private OneServer(NpgsqlConnection connection) => _connection = connection;

    /// <summary>Null where another server holds it.</summary>
    public static async Task<OneServer?> TryClaimAsync(string connectionString, CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, KeepAlive = 30, ApplicationName = "alm-compliance active server" };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock(@number)", connection);
        command.Parameters.AddWithValue("number", LockNumber);
        if (await command.ExecuteScalarAsync(cancellationToken) is true)
        {
            return new OneServer(connection);
        }

        await connection.DisposeAsync();
        return null;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
