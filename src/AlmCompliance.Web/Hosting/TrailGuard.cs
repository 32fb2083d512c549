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
internal sealed class TrailGuard(IDbContextFactory<AlmDbContext> contexts, TimeProvider clock, ILogger<TrailGuard> log) : IHealthCheck
{
    private volatile TrailState _state = new(null, null);

    /// <summary>What the last reading found, and when; nobody who looks at the trail reads it anew.</summary>
    public TrailState State => _state;

    /// <summary>The number of the first entry that does not follow from the one before it; null where all do.</summary>
    public async Task<long?> VerifyAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var broken = await AuditTrail.FirstBrokenAsync(db, cancellationToken);
        _state = new TrailState(clock.GetUtcNow(), broken);
        if (broken is { } entry)
        {
            log.LogCritical("The audit trail is broken: entry {Entry} was changed, or is missing", entry);
        }

        return broken;
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_state.FirstBroken is null ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("The audit trail is broken."));
}

/// <param name="CheckedAt">Null before the first reading since the start.</param>
/// <param name="FirstBroken">The first entry that does not follow from the one before it; null where all do.</param>
internal sealed record TrailState(DateTimeOffset? CheckedAt, long? FirstBroken);

/// <summary>After a start, and each night.</summary>
[DisallowConcurrentExecution]
internal sealed class VerifyTrailJob(TrailGuard guard) : IJob
{
    public const string Nightly = "0 10 3 * * ?";
    public static readonly JobKey Key = new("verify-trail");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await guard.VerifyAsync(cancellationToken);
}
