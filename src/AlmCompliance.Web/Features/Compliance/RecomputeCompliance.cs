using System.Globalization;
using System.Runtime.CompilerServices;
using AlmCompliance.Data;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Data.Scheduling;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Compliance;

/// <summary>How many hosts a run looked at, how many of them it changed, and of how many the stored report cannot be judged any more.</summary>
internal sealed record Recomputed(int Hosts, int Changed, int Unreadable = 0);

/// <summary>
/// Judges hosts anew as a stream: a page is judged while the next is being read, and only hosts that come out otherwise than they
/// stand are written, in short slices of the write lane so that reports go on between them. A run that dies half-way leaves every
/// verdict either as it was or as it should be; running it again does no harm.
/// </summary>
internal sealed class RecomputeCompliance(
    IWriteLane lane, IDbContextFactory<AlmDbContext> contexts, JudgeHosts judge, PlantKnowledge plant, ChangeFeed changes, TimeProvider clock)
{
    private const int Page = 1000;

    /// <summary>The whole fleet.</summary>
    public Task<Recomputed> FleetAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        return RunAsync("fleet", _ => contexts.ReadFleetAsync(Page, cancellationToken: cancellationToken), cancellationToken);
    }

    /// <summary>Only hosts with a verdict that has run out.</summary>
    public Task<Recomputed> ExpiredAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        return RunAsync("expired", now => ReadExpiredAsync(now, cancellationToken), cancellationToken);
    }

    private async IAsyncEnumerable<IReadOnlyList<FleetHost>> ReadExpiredAsync(DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // By advisory, since that is how the index goes: a look each minute must not read the whole table.
        var advisories = plant.Current.Catalogue.Advisories.Select(a => a.Id.Value).ToArray();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = await db.Statuses.Where(s => advisories.Contains(s.AdvisoryId) && s.HoldsUntil <= now).Select(s => s.HostId).Distinct().ToListAsync(cancellationToken);
        foreach (var page in ids.Chunk(Page))
        {
            yield return await db.ReadHostsAsync(page, cancellationToken);
        }
    }

    private async Task<Recomputed> RunAsync(string name, Func<DateTimeOffset, IAsyncEnumerable<IReadOnlyList<FleetHost>>> pages, CancellationToken cancellationToken)
    {
        var started = clock.GetUtcNow();
        var done = new Recomputed(0, 0);
        string? error = "ended before it was done";
        var writing = Task.FromResult(0);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var toWrite = new List<JudgedHost>(2 * JudgedWriter.Slice);
            await foreach (var page in pages(started))
            {
                var judged = await judge.RunAsync(db, page, clock.GetUtcNow(), cancellationToken);
                toWrite.AddRange(judged.ToWrite);
                done = done with { Hosts = done.Hosts + page.Count, Unreadable = done.Unreadable + judged.Unreadable };
                while (toWrite.Count >= JudgedWriter.Slice)
                {
                    await NextSliceAsync();
                }
            }

            while (toWrite.Count > 0)
            {
                await NextSliceAsync();
            }

            done = done with { Changed = done.Changed + await writing };

            error = done.Unreadable == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"stored reports that cannot be judged: {done.Unreadable}");
            return done;

            // While it is being written the next page is judged; one slice at a time, so that the lane stays free for reports.
            async Task NextSliceAsync()
            {
                var changed = await writing;
                done = done with { Changed = done.Changed + changed };
                writing = WriteAsync(toWrite, cancellationToken);
            }
        }
        catch (Exception exception)
        {
            error = exception.GetType().Name;
            throw;
        }
        finally
        {
            if (done.Hosts > 0 || error is not null || name == "fleet")
            {
                await NoteAsync(name, started, done, error);
            }
        }
    }

    /// <summary>Takes one slice from the front; how many hosts of it changed.</summary>
    private async Task<int> WriteAsync(List<JudgedHost> toWrite, CancellationToken cancellationToken)
    {
        var slice = toWrite.GetRange(0, Math.Min(JudgedWriter.Slice, toWrite.Count));
        toWrite.RemoveRange(0, slice.Count);
        var changed = await lane.RunAsync((db, ct) => JudgedWriter.WriteAsync(db, slice, ct), cancellationToken);
        foreach (var host in changed)
        {
            changes.Publish(host);
        }

        return changed.Count;
    }

    private Task NoteAsync(string name, DateTimeOffset started, Recomputed done, string? error) => JobNotes.WriteAsync(lane, new JobSchedule
    {
        Name = name,
        Cron = name == "fleet" ? RecomputeFleetJob.Nightly : ExpireVerdictsJob.EachMinute,
        LastStartedAt = started,
        LastFinishedAt = clock.GetUtcNow(),
        LastHosts = done.Hosts,
        LastChanged = done.Changed,
        LastError = error,
    });
}
