using AlmCompliance.Data;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Overview;

/// <summary>The figures of the overview, as far as the actor sees the plant; every status is as of this moment.</summary>
internal sealed class OverviewQueries(IDbContextFactory<AlmDbContext> contexts, TimeProvider clock, PlantKnowledge plantKnowledge)
{
    private const int ListLength = 5;

    /// <summary>Five statements.</summary>
    public async Task<OverviewFigures> GetAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var plant = new PlantReader(db, actor, ProductNote57252401.Id.Value, now);
        var enrolled = await plant.StatusesByZoneAsync(cancellationToken);
        var flagged = await plant.FindingsByZoneAsync(cancellationToken);
        var lines = await plant.ZonesWithLinesAsync(cancellationToken);
        var onList = lines.Exists(l => l.Lines > 0);
        var statuses = enrolled.FindAll(s => s.IsExpected || !onList);
        var findings = flagged.FindAll(f => f.IsExpected || !onList);
        var unlisted = enrolled.FindAll(s => !s.IsExpected && onList);
        var neverEnrolled = lines.Sum(l => l.NeverEnrolled);
        var withEvidence = statuses.Sum(s => s.WithEvidence);
        var lists = new PlantLists(db, actor, ProductNote57252401.Id.Value, onList, now, ListLength);
        var (nextDue, due) = await lists.DueAsync(cancellationToken);
        var hosts = await lists.HostsAsync(withEvidence, cancellationToken);

        return new OverviewFigures
        {
            AsOf = now,
            Note = ProductNote57252401.Id.Value,
            ByStatus = Enum.GetValues<ComplianceStatus>().ToDictionary(
                s => s, s => statuses.Where(g => g.Status == s).Sum(g => g.Hosts) + (s == ComplianceStatus.Unknown ? neverEnrolled : 0)),
            NeverEnrolled = neverEnrolled,
            Unlisted = new UnlistedFigures(unlisted.Sum(s => s.Hosts), unlisted.Where(s => s.Status == ComplianceStatus.NonCompliant).Sum(s => s.Hosts)),
            Expected = onList ? new ExpectedListFigures(neverEnrolled + statuses.Sum(s => s.Hosts), Microseconds.To(lines.Max(l => l.LatestMicroseconds))) : null,
            NeedUpdate = findings.Where(f => f.Rule == RuleId.ALM0001).Sum(f => f.Hosts),
            RemoteAccess = RemoteAccess([.. findings.Where(f => f.Rule == RuleId.ALM0002)]),
            RestartPending = findings.Where(f => f.Rule == RuleId.ALM0007).Sum(f => f.Hosts),
            Silent = statuses.Sum(s => s.Silent),
            FindingsOpen = findings.Sum(f => f.Hosts),
            FindingsOverdue = findings.Sum(f => f.Overdue),
            Due = due,
            Evidence = new EvidenceFigures(hosts.MedianEvidence, statuses.Min(s => s.OldestEvidence), statuses.Sum(s => s.Hosts) - withEvidence),
            Catalogue = new CatalogueFigures(plantKnowledge.Current.Catalogue.Advisories.Count, plantKnowledge.Current.Catalogue.AsOf),
            Zones = ZoneMatrix.Of(statuses, findings, lines),
            NextDue = nextDue,
            SilentHosts = hosts.Silent,
            Changes = hosts.Changes,
        };
    }

    /// <summary>Exposed hosts at each midnight UTC of the last 90 days, and now. Of the hosts that the figures count: on the plant's own list where there is one. One statement.</summary>
    public async Task<IReadOnlyList<ExposurePoint>> TrendAsync(Actor actor, bool onList, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await new ExposureTrend(db, actor, ProductNote57252401.Id.Value, onList, clock.GetUtcNow()).ReadAsync(cancellationToken);
    }

    private static RemoteAccessFigures RemoteAccess(IReadOnlyList<FindingsOfZone> findings) =>
        new(findings.Sum(f => f.Hosts), findings.Sum(f => f.OnCompliant), findings.Sum(f => f.NotKnown));
}
