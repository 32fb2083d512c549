using AlmCompliance.Web.Features.Administration;
using AlmCompliance.Web.Features.AuditReports;
using AlmCompliance.Web.Features.AuditReports.Making;
using AlmCompliance.Web.Features.Compliance;
using AlmCompliance.Web.Features.Decisions;
using AlmCompliance.Web.Features.Probes;
using AlmCompliance.Web.Features.Zones;
using Quartz;

namespace AlmCompliance.Web.Hosting;

/// <summary>What works while nobody asks. Quartz on its RAM store: what it must remember stands in our own tables.</summary>
internal static class SchedulingHosting
{
    public static void AddAlmJobs(this IServiceCollection services, ServerOptions options)
    {
        services.AddQuartz(quartz =>
        {
            quartz.AddJob<RecomputeFleetJob>(job => job.WithIdentity(RecomputeFleetJob.Key).StoreDurably());
            quartz.AddJob<ExpireVerdictsJob>(job => job.WithIdentity(ExpireVerdictsJob.Key).StoreDurably());
            quartz.AddJob<CatchUpAfterStartJob>(job => job.WithIdentity(CatchUpAfterStartJob.Key).StoreDurably());
            quartz.AddJob<CountDaysJob>(job => job.WithIdentity(CountDaysJob.Key).StoreDurably());
            quartz.AddJob<RedrawPlantJob>(job => job.WithIdentity(RedrawPlantJob.Key).StoreDurably());
            quartz.AddJob<PlanProbesJob>(job => job.WithIdentity(PlanProbesJob.Key).StoreDurably());
            quartz.AddJob<JudgeProbedJob>(job => job.WithIdentity(JudgeProbedJob.Key).StoreDurably());
            quartz.AddJob<LapseDecisionsJob>(job => job.WithIdentity(LapseDecisionsJob.Key).StoreDurably());
            quartz.AddJob<VerifyTrailJob>(job => job.WithIdentity(VerifyTrailJob.Key).StoreDurably());
            quartz.AddJob<ForgetReportsJob>(job => job.WithIdentity(ForgetReportsJob.Key).StoreDurably());
            quartz.AddJob<ReportsJob>(job => job.WithIdentity(ReportsJob.Key).StoreDurably());
            quartz.AddJob<RemoveReportsJob>(job => job.WithIdentity(RemoveReportsJob.Key).StoreDurably());
            if (!options.Scheduler)
            {
                return;
            }

            quartz.AddTrigger(trigger => trigger.ForJob(RecomputeFleetJob.Key).WithCronSchedule(RecomputeFleetJob.Nightly));
            quartz.AddTrigger(trigger => trigger.ForJob(ExpireVerdictsJob.Key).WithCronSchedule(ExpireVerdictsJob.EachMinute));
            quartz.AddTrigger(trigger => trigger.ForJob(CatchUpAfterStartJob.Key).StartNow());
            quartz.AddTrigger(trigger => trigger.ForJob(VerifyTrailJob.Key).StartNow());
            quartz.AddTrigger(trigger => trigger.ForJob(VerifyTrailJob.Key).WithCronSchedule(VerifyTrailJob.Nightly));
            quartz.AddTrigger(trigger => trigger.ForJob(ForgetReportsJob.Key).WithCronSchedule(ForgetReportsJob.Nightly));
            quartz.AddTrigger(trigger => trigger.ForJob(ReportsJob.Key).WithCronSchedule(ReportsJob.EachMinute));
            quartz.AddTrigger(trigger => trigger.ForJob(RemoveReportsJob.Key).WithCronSchedule(RemoveReportsJob.Nightly));
            quartz.AddTrigger(trigger => trigger.ForJob(CountDaysJob.Key).WithCronSchedule(CountDaysJob.EachHour));
            quartz.AddTrigger(trigger => trigger.ForJob(RedrawPlantJob.Key).WithCronSchedule(RedrawPlantJob.Nightly));
            quartz.AddTrigger(trigger => trigger.ForJob(PlanProbesJob.Key).WithCronSchedule(PlanProbesJob.EachHalfHour));
            quartz.AddTrigger(trigger => trigger.ForJob(JudgeProbedJob.Key).WithCronSchedule(JudgeProbedJob.EachMinute));
            quartz.AddTrigger(trigger => trigger.ForJob(LapseDecisionsJob.Key).WithCronSchedule(LapseDecisionsJob.EachMinute));
        });
        services.AddQuartzHostedService(quartz => quartz.WaitForJobsToComplete = true);
        services.AddHostedService<ReportWork>();
    }
}
