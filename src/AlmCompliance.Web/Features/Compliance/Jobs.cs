using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
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

/// <summary>Each minute: writes down what time has ended, and what ends later than it stands there. Readers do not wait for it.</summary>
[DisallowConcurrentExecution]
internal sealed class ExpireVerdictsJob(HoldSilentHosts hold, RecomputeCompliance recompute) : IJob
{
    public const string EachMinute = "20 * * * * ?";
    public static readonly JobKey Key = new("expire-verdicts");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await hold.RunAsync(Actor.System("minute job"), cancellationToken);
        await recompute.ExpiredAsync(Actor.System("minute job"), cancellationToken);
    }
}

/// <summary>
/// After a start: places and judges the whole fleet. What follows a commit outside its transaction is lost with a server that dies
/// in between: a revision, a probe's answer, an ended decision or a new range must not leave hosts green until the night.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class CatchUpAfterStartJob(Redraw redraw, RecomputeCompliance recompute) : IJob
{
    public static readonly JobKey Key = new("catch-up-after-start");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await redraw.PlacesAsync(cancellationToken);
        await recompute.FleetAsync(Actor.System("after a start"), cancellationToken);
    }
}

/// <summary>Each hour: counts the days that have ended since the last look, so that a server that stood still at midnight loses none.</summary>
[DisallowConcurrentExecution]
internal sealed class CountDaysJob(CountDays count) : IJob
{
    public const string EachHour = "0 6 * * * ?";
    public static readonly JobKey Key = new("count-days");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await count.RunAsync(Actor.System("hourly job"), cancellationToken);
}
