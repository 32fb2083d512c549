using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Data.Tests;

public sealed class AsOfTests
{
    private const string Note = "57252401";
    private static readonly DateTimeOffset _start = NewRow.Now;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, OnBoth]
    public async Task A_past_moment_has_its_own_sentence_measures_and_zone_and_the_status_its_first_day(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var host = NewRow.Host("ES-041");
        var zone = Guid.CreateVersion7();
        HostMeasure off = new(ProtectiveMeasure.RemoteAccess, MeasureState.InPlace, MeasureBasis.ServiceNotRunning, null);
        HostMeasure on = new(ProtectiveMeasure.RemoteAccess, MeasureState.NotInPlace, MeasureBasis.Listening, _start.AddDays(9));
        await database.Lane.RunAsync(
            async (db, ct) =>
            {
                db.Add(host);
                var row = StatusSpans.Begin(new TrackedVerdicts(db), host.Id, Note, new(ComplianceStatus.NonCompliant, StatusReason.Affected, ["V5.0"], [off], null), _start.AddDays(7), _start);
                await db.SaveChangesAsync(ct);
                StatusSpans.Become(new TrackedVerdicts(db), row, new(ComplianceStatus.NonCompliant, StatusReason.Affected, ["V5.1"], [off], null), _start.AddDays(8), _start.AddDays(1)).ShouldBeTrue();
                StatusSpans.Become(new TrackedVerdicts(db), row, new(ComplianceStatus.NonCompliant, StatusReason.Affected, ["V5.1"], [off], null), _start.AddDays(9), _start.AddDays(2)).ShouldBeTrue("its expiry moved");
                StatusSpans.Become(new TrackedVerdicts(db), row, new(ComplianceStatus.NonCompliant, StatusReason.Affected, ["V5.1"], [on], zone), _start.AddDays(9), _start.AddDays(3)).ShouldBeTrue();
                StatusSpans.Become(new TrackedVerdicts(db), row, new(ComplianceStatus.NonCompliant, StatusReason.Affected, ["V5.1"], [on], zone), _start.AddDays(9), _start.AddDays(4)).ShouldBeFalse();
                await db.SaveChangesAsync(ct);
            },
            Stop);
        await using var db = database.CreateDbContext();
        var now = _start.AddDays(4);

        (await db.StatusPeriods.CountAsync(Stop)).ShouldBe(2, "an expiry that moves is no change");
        var first = await AtAsync(db, _start, now);
        (first.Arguments[0], first.Measures[0], first.ZoneId, first.Since, first.HoldsUntil).ShouldBe(("V5.0", off, null, _start, null));
        var second = await AtAsync(db, _start.AddDays(1), now);
        (second.Arguments[0], second.Measures[0], second.ZoneId, second.Since, second.HoldsUntil).ShouldBe(("V5.1", off, null, _start, null));
        var past = await AtAsync(db, _start.AddDays(3), now);
        (past.Measures[0], past.ZoneId, past.Since, past.HoldsUntil).ShouldBe((on, zone, _start, null), "today's expiry was not yet told");
        var current = await db.CurrentStatuses(now).SingleAsync(Stop);
        (await AtAsync(db, now, now)).ShouldBeEquivalentTo(current);
        current.HoldsUntil.ShouldBe(_start.AddDays(9));
    }

    [Theory, OnBoth]
    public async Task A_finding_says_at_each_moment_what_it_said_then(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var host = NewRow.Host("ES-041");
        var finding = NewRow.Finding(host);
        finding.Arguments = ["third"];
        await database.Lane.RunAsync(
            (db, ct) =>
            {
                db.AddRange(host, finding);
                db.FindingSentences.Add(new FindingSentence { FindingId = finding.Id, Until = _start.AddDays(1), Reason = FindingReason.UpdateMissing, Arguments = ["first"] });
                db.FindingSentences.Add(new FindingSentence { FindingId = finding.Id, Until = _start.AddDays(2), Reason = FindingReason.UpdateMissing, Arguments = ["second"] });
                return db.SaveChangesAsync(ct);
            },
            Stop);

        (await SaidAsync(database, _start)).ShouldBe("first");
        (await SaidAsync(database, _start.AddDays(1))).ShouldBe("second");
        (await SaidAsync(database, _start.AddDays(2))).ShouldBe("third");
    }

    [Theory, OnBoth]
    public async Task A_host_that_left_keeps_its_history_and_is_in_no_later_moment(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var host = NewRow.Host("ES-041");
        await database.Lane.RunAsync(
            async (db, ct) =>
            {
                db.Add(host);
                var row = StatusSpans.Begin(new TrackedVerdicts(db), host.Id, Note, new(ComplianceStatus.NonCompliant, StatusReason.Affected, [], [], null), null, _start);
                await db.SaveChangesAsync(ct);
                StatusSpans.Leave(db, row, _start.AddDays(2));
                await db.SaveChangesAsync(ct);
            },
            Stop);
        await using var db = database.CreateDbContext();

        (await AtAsync(db, _start.AddDays(1), _start.AddDays(3))).Status.ShouldBe(ComplianceStatus.NonCompliant);
        (await db.StatusesAsOf(_start.AddDays(2), _start.AddDays(3)).ToListAsync(Stop)).ShouldBeEmpty();
        (await db.FiguresAsOfAsync(Note, _start.AddDays(1), Stop)).ShouldHaveSingleItem().Hosts.ShouldBe(1);
        (await db.FiguresAsOfAsync(Note, _start.AddDays(2), Stop)).ShouldBeEmpty();
    }

    [Fact]
    public void A_measure_says_nothing_once_what_it_rests_on_has_expired()
    {
        HostMeasure onEvidence = new(ProtectiveMeasure.RemoteAccess, MeasureState.InPlace, MeasureBasis.ServiceNotRunning, null);
        var onDecision = onEvidence with { HoldsUntil = _start };

        onEvidence.StateAt(_start, _start.AddMicroseconds(-1)).ShouldBe(MeasureState.InPlace);
        onEvidence.StateAt(_start, _start).ShouldBe(MeasureState.Unknown);
        onDecision.StateAt(_start.AddDays(1), _start).ShouldBe(MeasureState.Unknown);
        onDecision.StateAt(_start.AddDays(-1), _start.AddMicroseconds(-1)).ShouldBe(MeasureState.InPlace);
    }

    private static Task<EffectiveStatus> AtAsync(AlmDbContext db, DateTimeOffset moment, DateTimeOffset now) => db.StatusesAsOf(moment, now).SingleAsync(Stop);

    private static async Task<string> SaidAsync(TestDatabase database, DateTimeOffset moment)
    {
        await using var db = database.CreateDbContext();
        var findings = await db.FindingsOpenAsOf(moment).ToListAsync(Stop);
        return (await db.AsSaidAtAsync(findings, moment, Stop))[0].Arguments[0];
    }
}
