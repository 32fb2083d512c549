using AlmCompliance.Data;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace AlmCompliance.Web.Features.Compliance;

/// <summary>Each night, and on demand: the whole fleet.</summary>
[DisallowConcurrentExecution]
internal sealed class RecomputeFleetJob(RecomputeCompliance recompute) : IJob
{
    public const string Nightly = "0 30 2 * * ?";
    public static readonly JobKey Key = new("recompute-fleet");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await recompute.FleetAsync(Actor.System("nightly job"), cancellationToken);
}

/// <summary>Each minute: writes down what time has ended. Readers do not wait for it.</summary>
[DisallowConcurrentExecution]
internal sealed class ExpireVerdictsJob(RecomputeCompliance recompute) : IJob
{
    public const string EachMinute = "20 * * * * ?";
    public static readonly JobKey Key = new("expire-verdicts");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await recompute.ExpiredAsync(Actor.System("minute job"), cancellationToken);
}

/// <summary>
/// After a start: the whole fleet, where the catalogue has changed since the fleet was last judged. A server that died after a
/// revision took effect and before every host was judged by it must not leave hosts green until the night.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class CatchUpWithCatalogueJob(RecomputeCompliance recompute, IDbContextFactory<AlmDbContext> contexts) : IJob
{
    public static readonly JobKey Key = new("catch-up-with-catalogue");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        if (await IsBehindAsync(cancellationToken))
        {
            await recompute.FleetAsync(Actor.System("after a start"), cancellationToken);
        }
    }

    private async Task<bool> IsBehindAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var run = await db.JobSchedules.AsNoTracking().SingleOrDefaultAsync(s => s.Name == "fleet", cancellationToken);
        var since = run is { LastError: null, LastFinishedAt: not null, LastStartedAt: { } started } ? started : DateTimeOffset.UnixEpoch;
        return await db.AdvisoryRevisions.AnyAsync(r => r.EnforcedAt >= since || r.SupersededAt >= since, cancellationToken)
            || await db.RangeReadings.AnyAsync(r => r.ReadAt >= since || r.ConfirmedAt >= since, cancellationToken);
    }
}
