using AlmCompliance.Data;
using AlmCompliance.Data.Scheduling;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Compliance;

/// <summary>Writes down how the last run of a job went. The scheduler itself remembers nothing.</summary>
internal static class JobNotes
{
    public static Task WriteAsync(IWriteLane lane, JobSchedule run) => lane.RunAsync(
        async (db, ct) =>
        {
            var known = await db.JobSchedules.SingleOrDefaultAsync(s => s.Name == run.Name, ct);
            if (known is null)
            {
                db.JobSchedules.Add(run);
            }
            else
            {
                db.Entry(known).CurrentValues.SetValues(run);
            }

            await db.SaveChangesAsync(ct);
        },
        CancellationToken.None);
}
