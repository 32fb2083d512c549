using Npgsql;

namespace AlmCompliance.Web.Hosting;

/// <summary>
/// Sees to it that the database stays this server's alone: a PostgreSQL server that was restarted has forgotten the claim. Where
/// another server was quicker, this one ends, since each of them would judge by what it alone remembers.
/// </summary>
internal sealed partial class KeepClaim(
    IDatabasePreparation database, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<KeepClaim> log) : BackgroundService
{
    private static readonly TimeSpan s_pace = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_pace, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (!await database.RenewClaimAsync(stoppingToken))
                {
                    LogLost(log);
                    lifetime.StopApplication();
                    return;
                }
            }
            catch (NpgsqlException)
            {
                // Nobody can write while the database is away.
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "Another server has taken the database over; this one ends.")]
    private static partial void LogLost(ILogger logger);
}
