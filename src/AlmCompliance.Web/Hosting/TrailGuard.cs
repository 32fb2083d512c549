using AlmCompliance.Data;
using AlmCompliance.Data.Trail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Quartz;

namespace AlmCompliance.Web.Hosting;

/// <summary>
/// Reads the whole audit trail after a start and each night. Where an entry was changed or is missing the log says so, and the
/// readiness answer is Degraded until a later reading finds the trail whole.
/// </summary>
internal sealed class TrailGuard(IDbContextFactory<AlmDbContext> contexts, ILogger<TrailGuard> log) : IHealthCheck
{
    private long _firstBroken;

    /// <summary>The number of the first entry that does not follow from the one before it; null where all do.</summary>
    public async Task<long?> VerifyAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var broken = await AuditTrail.FirstBrokenAsync(db, cancellationToken);
        Interlocked.Exchange(ref _firstBroken, broken ?? 0);
        if (broken is { } entry)
        {
            log.LogCritical("The audit trail is broken: entry {Entry} was changed, or is missing", entry);
        }

        return broken;
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Interlocked.Read(ref _firstBroken) == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("The audit trail is broken."));
}

/// <summary>After a start, and each night.</summary>
[DisallowConcurrentExecution]
internal sealed class VerifyTrailJob(TrailGuard guard) : IJob
{
    public const string Nightly = "0 10 3 * * ?";
    public static readonly JobKey Key = new("verify-trail");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await guard.VerifyAsync(cancellationToken);
}
