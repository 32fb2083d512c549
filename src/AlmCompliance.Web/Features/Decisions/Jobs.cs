using AlmCompliance.Web.Access;
using Quartz;

namespace AlmCompliance.Web.Features.Decisions;

/// <summary>Each minute: writes down which decisions have run out or lapsed. Readers do not wait for it.</summary>
[DisallowConcurrentExecution]
internal sealed class LapseDecisionsJob(LapseDecisions lapse) : IJob
{
    public const string EachMinute = "40 * * * * ?";
    public static readonly JobKey Key = new("lapse-decisions");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await lapse.RunAsync(Actor.System("minute job"), cancellationToken);
}
