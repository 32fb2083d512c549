using AlmCompliance.Web.Features.Compliance;
using Quartz;

namespace AlmCompliance.Web.Hosting;

/// <summary>Quartz on its RAM store: what it must remember stands in our own tables.</summary>
internal static class SchedulingHosting
{
    public static void AddAlmJobs(this IServiceCollection services, ServerOptions options)
    {
        services.AddQuartz(quartz =>
        {
            quartz.AddJob<RecomputeFleetJob>(job => job.WithIdentity(RecomputeFleetJob.Key).StoreDurably());
            quartz.AddJob<ExpireVerdictsJob>(job => job.WithIdentity(ExpireVerdictsJob.Key).StoreDurably());
            if (!options.Scheduler)
            {
                return;
            }

            quartz.AddTrigger(trigger => trigger.ForJob(RecomputeFleetJob.Key).WithCronSchedule(RecomputeFleetJob.Nightly));
            quartz.AddTrigger(trigger => trigger.ForJob(ExpireVerdictsJob.Key).WithCronSchedule(ExpireVerdictsJob.EachMinute));
        });
        services.AddQuartzHostedService(quartz => quartz.WaitForJobsToComplete = true);
    }
}
