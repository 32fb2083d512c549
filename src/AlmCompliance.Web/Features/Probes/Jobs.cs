using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Quartz;

namespace AlmCompliance.Web.Features.Probes;

/// <summary>Each half hour: plans the probes of the next hours.</summary>
[DisallowConcurrentExecution]
internal sealed class PlanProbesJob(PlanProbes plan) : IJob
{
    public const string EachHalfHour = "0 5/30 * * * ?";
    public static readonly JobKey Key = new("plan-probes");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await plan.RunAsync(Actor.System("planning job"), cancellationToken);
}

/// <summary>Each minute: judges the hosts behind boundaries that probes spoke of.</summary>
[DisallowConcurrentExecution]
internal sealed class JudgeProbedJob(Redraw redraw) : IJob
{
    public const string EachMinute = "45 * * * * ?";
    public static readonly JobKey Key = new("judge-probed");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await redraw.ProbedAsync(cancellationToken);
}
