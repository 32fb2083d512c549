using AlmCompliance.Web.Access;
using Quartz;

namespace AlmCompliance.Web.Features.Administration;

/// <summary>Each night, where the site keeps former reports for some time only.</summary>
[DisallowConcurrentExecution]
internal sealed class ForgetReportsJob(ForgetReports forget) : IJob
{
    public const string Nightly = "0 40 3 * * ?";
    public static readonly JobKey Key = new("forget-reports");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await forget.RunAsync(Actor.System("nightly job"), cancellationToken);
}
