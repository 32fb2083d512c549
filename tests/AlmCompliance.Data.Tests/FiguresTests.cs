using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Compliance;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Data.Tests;

/// <summary>A plant lives some days by chance; whoever asks what was at any moment hears the same from counts and from rows.</summary>
public sealed class FiguresTests
{
    private const string Note = "57252401";
    private static readonly DateTimeOffset _start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, OnBoth]
    public async Task Figures_of_any_moment_equal_the_count_of_its_rows_whichever_days_are_counted(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var end = await LiveAsync(database, days: 6, seed: 1);

        await CompareAsync(database, end);
        await CountAsync(database, 3);
        await CompareAsync(database, end);
        await CountAsync(database, 0, 1, 2, 3, 4, 5);
        await CompareAsync(database, end);
    }

    [Theory, OnBoth]
    public async Task A_day_is_counted_once_and_stays(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await LiveAsync(database, days: 2, seed: 2);
        await CountAsync(database, 0);
        await using var db = database.CreateDbContext();
        var before = await db.DailyCounts.AsNoTracking().OrderBy(c => c.ZoneId).ThenBy(c => c.Status).Select(c => c.Hosts).ToListAsync(Stop);

        (await db.CountDayAsync(Note, DateOnly.FromDateTime(_start.UtcDateTime), Stop)).ShouldBeFalse();

        before.ShouldNotBeEmpty();
        (await db.DailyCounts.AsNoTracking().OrderBy(c => c.ZoneId).ThenBy(c => c.Status).Select(c => c.Hosts).ToListAsync(Stop)).ShouldBe(before);
    }

    [Theory, OnBoth]
    public async Task A_status_that_ran_out_counts_as_unknown_and_exposed_only_after_what_was_exposed(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var open = NewRow.Host("ES-1");
        var patched = NewRow.Host("ES-2");
        await database.Lane.RunAsync(
            async (db, ct) =>
            {
                db.AddRange(open, patched);
                StatusSpans.Begin(new TrackedVerdicts(db), open.Id, Note, Content(ComplianceStatus.NonCompliant), _start.AddDays(7), _start);
                StatusSpans.Begin(new TrackedVerdicts(db), patched.Id, Note, Content(ComplianceStatus.Compliant), _start.AddDays(7), _start);
                await db.SaveChangesAsync(ct);
            },
            Stop);
        await using var db = database.CreateDbContext();

        (await db.FiguresAsOfAsync(Note, _start.AddDays(7).AddMicroseconds(-1), Stop)).ShouldBe(
            [new ZoneFigure(null, ComplianceStatus.Compliant, false, 1), new ZoneFigure(null, ComplianceStatus.NonCompliant, true, 1)]);
        (await db.FiguresAsOfAsync(Note, _start.AddDays(7), Stop)).ShouldBe(
            [new ZoneFigure(null, ComplianceStatus.Unknown, false, 1), new ZoneFigure(null, ComplianceStatus.Unknown, true, 1)]);
        (await db.FiguresAsOfAsync(Note, _start.AddMicroseconds(-1), Stop)).ShouldBeEmpty();
    }

    private static StatusContent Content(ComplianceStatus status, Guid? zone = null, string word = "") => new(status, StatusReason.Affected, [word], [], zone);

    /// <summary>Hosts come, change, move, run out and go; the moment at which it all ended.</summary>
    private static async Task<DateTimeOffset> LiveAsync(TestDatabase database, int days, int seed)
    {
        var chance = new Random(seed);
        Guid?[] zones = [null, Guid.CreateVersion7(), Guid.CreateVersion7()];
        var hosts = Enumerable.Range(0, 12).Select(i => NewRow.Host($"ES-{i}")).ToList();
        var now = _start;
        await database.Lane.RunAsync(
            async (db, ct) =>
            {
                db.AddRange(hosts);
                var rows = new Dictionary<Guid, HostStatus>();
                while (now < _start.AddDays(days))
                {
                    now = now.AddMinutes(chance.Next(1, 120));
                    var host = hosts[chance.Next(hosts.Count)].Id;
                    var status = (ComplianceStatus)chance.Next(6);
                    var holds = status == ComplianceStatus.Unknown ? default(DateTimeOffset?) : now.AddHours(chance.Next(1, 40));
                    var content = Content(status, zones[chance.Next(zones.Length)], chance.Next(2) == 0 ? "V5.1" : "V5.1 SP1");
                    if (!rows.TryGetValue(host, out var row))
                    {
                        rows.Add(host, StatusSpans.Begin(new TrackedVerdicts(db), host, Note, content, holds, now));
                    }
                    else if (chance.Next(15) == 0)
                    {
                        StatusSpans.Leave(db, row, now);
                        rows.Remove(host);
                    }
                    else
                    {
                        StatusSpans.Become(new TrackedVerdicts(db), row, content, holds, now);
                    }

                    await db.SaveChangesAsync(ct);
                }
            },
            Stop);
        return now;
    }

    private static async Task CountAsync(TestDatabase database, params int[] days)
    {
        foreach (var number in days)
        {
            await database.Lane.RunAsync((db, ct) => db.CountDayAsync(Note, DateOnly.FromDateTime(_start.UtcDateTime).AddDays(number), ct), Stop);
        }
    }

    private static async Task CompareAsync(TestDatabase database, DateTimeOffset end)
    {
        await using var db = database.CreateDbContext();
        var moments = Enumerable.Range(-1, 80).Select(i => _start.AddHours(i * 2)).Append(end).Append(end.AddDays(1)).Concat(await db.StatusPeriods.Select(p => p.To).Take(20).ToListAsync(Stop));
        foreach (var moment in moments)
        {
            var rows = await db.StatusesAsOf(moment, end).Where(s => s.AdvisoryId == Note).ToListAsync(Stop);
            rows.Select(r => r.HostId).ShouldBeUnique();
            (await db.FiguresAsOfAsync(Note, moment, Stop)).ShouldBe(rows
                .GroupBy(r => new { r.ZoneId, r.Status, IsExposed = Figures.IsExposed(r.Status, r.LastKnown) })
                .Select(g => new ZoneFigure(g.Key.ZoneId, g.Key.Status, g.Key.IsExposed, g.Count()))
                .OrderBy(f => f.ZoneId).ThenBy(f => f.Status).ThenBy(f => f.IsExposed)
                .ToList(), $"at {moment:O}");
        }
    }
}
