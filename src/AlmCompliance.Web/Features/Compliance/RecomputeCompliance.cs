using System.Globalization;
using AlmCompliance.Data;
using AlmCompliance.Data.Scheduling;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Compliance;

/// <summary>How many hosts a run looked at, how many of them it changed, and of how many the stored report cannot be judged any more.</summary>
internal sealed record Recomputed(int Hosts, int Changed, int Unreadable = 0);

/// <summary>
/// Judges hosts anew, in short slices of the write lane so that reports go on between them. A run that dies half-way leaves
/// every verdict either as it was or as it should be; running it again does no harm.
/// </summary>
internal sealed class RecomputeCompliance(
    IWriteLane lane, IDbContextFactory<AlmDbContext> contexts, AssessStored assess, ChangeFeed changes, TimeProvider clock)
{
    private const int Slice = 100;

    /// <summary>The whole fleet.</summary>
    public Task<Recomputed> FleetAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        return RunAsync("fleet", _ => db => db.Hosts.Where(h => h.DecommissionedAt == null).Select(h => h.Id), cancellationToken);
    }

    /// <summary>Only hosts with a verdict that has run out.</summary>
    public Task<Recomputed> ExpiredAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        return RunAsync("expired", now => db => db.Statuses.Where(s => s.HoldsUntil != null && s.HoldsUntil <= now).Select(s => s.HostId).Distinct(), cancellationToken);
    }

    private async Task<Recomputed> RunAsync(string name, Func<DateTimeOffset, Func<AlmDbContext, IQueryable<Guid>>> choose, CancellationToken cancellationToken)
    {
        var started = clock.GetUtcNow();
        var hosts = 0;
        var changed = 0;
        var unreadable = 0;
        string? error = "ended before it was done";
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var ids = await choose(started)(db).ToListAsync(cancellationToken);
            foreach (var slice in ids.Chunk(Slice))
            {
                var judged = await lane.RunAsync((context, ct) => JudgeAsync(context, slice, ct), cancellationToken);
                judged.Changed.ForEach(id => changes.Publish(id));
                changed += judged.Changed.Count;
                unreadable += judged.Unreadable;
                hosts += slice.Length;
            }

            error = unreadable == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"stored reports that cannot be judged: {unreadable}");
            return new Recomputed(hosts, changed, unreadable);
        }
        catch (Exception exception)
        {
            error = exception.GetType().Name;
            throw;
        }
        finally
        {
            if (hosts > 0 || error is not null || name == "fleet")
            {
                await NoteAsync(name, started, hosts, changed, error);
            }
        }
    }

    private async Task<Judged> JudgeAsync(AlmDbContext db, Guid[] slice, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var hosts = await db.Hosts.AsNoTracking().Where(h => slice.Contains(h.Id)).ToListAsync(cancellationToken);
        var current = hosts.Where(h => h.CurrentSnapshotId is not null).Select(h => h.CurrentSnapshotId!.Value).ToArray();
        var snapshots = await db.Snapshots.AsNoTracking().Where(s => current.Contains(s.Id)).ToDictionaryAsync(s => s.Id, cancellationToken);
        var changed = new List<Guid>();
        var unreadable = 0;
        foreach (var host in hosts)
        {
            var snapshot = host.CurrentSnapshotId is { } id ? snapshots.GetValueOrDefault(id) : null;
            db.Attach(host);
            var verdict = await assess.RunAsync(db, host, snapshot, now, cancellationToken);
            unreadable += verdict.Readable ? 0 : 1;
            if (verdict.Changed)
            {
                changed.Add(host.Id);
                await db.SaveChangesAsync(cancellationToken);
            }

            db.ChangeTracker.Clear();
        }

        return new Judged(changed, unreadable);
    }

    private sealed record Judged(List<Guid> Changed, int Unreadable);

    private Task NoteAsync(string name, DateTimeOffset started, int hosts, int changed, string? error) => lane.RunAsync(
        async (db, ct) =>
        {
            var run = await db.JobSchedules.SingleOrDefaultAsync(s => s.Name == name, ct);
            if (run is null)
            {
                run = new JobSchedule { Name = name, Cron = name == "fleet" ? RecomputeFleetJob.Nightly : ExpireVerdictsJob.EachMinute };
                db.JobSchedules.Add(run);
            }

            run.LastStartedAt = started;
            run.LastFinishedAt = clock.GetUtcNow();
            run.LastHosts = hosts;
            run.LastChanged = changed;
            run.LastError = error;
            await db.SaveChangesAsync(ct);
        },
        CancellationToken.None);
}
