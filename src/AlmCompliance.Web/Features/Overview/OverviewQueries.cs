using AlmCompliance.Data;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Overview;

/// <summary>The figures of the overview, as far as the actor sees the plant; every status is as of this moment.</summary>
internal sealed class OverviewQueries(IDbContextFactory<AlmDbContext> contexts, TimeProvider clock, AdvisoryCatalogue catalogue)
{
    private const int ListLength = 5;

    /// <summary>Seven statements.</summary>
    public async Task<OverviewFigures> GetAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var plant = new PlantReader(db, actor, catalogue.Advisories[0].Id.Value, now);
        var statuses = await plant.StatusesByZoneAsync(cancellationToken);
        var findings = await plant.FindingsByZoneAsync(cancellationToken);
        var lines = await plant.ZonesWithLinesAsync(cancellationToken);
        var hosts = statuses.Sum(s => s.Hosts);
        var withoutEvidence = hosts - statuses.Sum(s => s.WithEvidence);
        var median = await plant.MedianEvidenceAsync(hosts - withoutEvidence, cancellationToken);
        var lists = new PlantLists(db, actor, catalogue.Advisories[0].Id.Value, now, ListLength);

        return new OverviewFigures
        {
            AsOf = now,
            Hosts = hosts,
            ByStatus = Enum.GetValues<ComplianceStatus>().ToDictionary(s => s, s => statuses.Where(g => g.Status == s).Sum(g => g.Hosts)),
            NeverEnrolled = lines.Sum(l => l.NeverEnrolled),
            Expected = Expected(statuses, lines),
            NeedUpdate = findings.Where(f => f.Rule == RuleId.ALM0001).Sum(f => f.Hosts),
            RemoteAccess = RemoteAccess([.. findings.Where(f => f.Rule == RuleId.ALM0002)]),
            RestartPending = findings.Where(f => f.Rule == RuleId.ALM0007).Sum(f => f.Hosts),
            Silent = statuses.Sum(s => s.Silent),
            FindingsOpen = findings.Sum(f => f.Hosts),
            FindingsOverdue = findings.Sum(f => f.Overdue),
            FindingsDueSoon = findings.Sum(f => f.DueSoon),
            Evidence = new EvidenceFigures(median, statuses.Min(s => s.OldestEvidence), withoutEvidence),
            Catalogue = new CatalogueFigures(catalogue.Advisories.Count, catalogue.Advisories.Max(a => a.PublishedOn)),
            Zones = ZoneMatrix.Of(statuses, findings, lines),
            NextDue = await lists.NextDueAsync(cancellationToken),
            SilentHosts = await lists.SilentAsync(cancellationToken),
            Changes = await lists.ChangesAsync(cancellationToken),
        };
    }

    /// <summary>Exposed hosts at each midnight UTC of the last 90 days, and now. One statement.</summary>
    public async Task<IReadOnlyList<ExposurePoint>> TrendAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await new ExposureTrend(db, actor, catalogue.Advisories[0].Id.Value, clock.GetUtcNow()).ReadAsync(cancellationToken);
    }

    private static RemoteAccessFigures RemoteAccess(IReadOnlyList<FindingsOfZone> findings) =>
        new(findings.Sum(f => f.Hosts), findings.Sum(f => f.OnCompliant), findings.Sum(f => f.NotKnown));

    private static ExpectedListFigures? Expected(List<StatusesOfZone> statuses, List<ZoneLines> lines)
    {
        if (lines.TrueForAll(l => l.Lines == 0))
        {
            return null;
        }

        var neverEnrolled = lines.Sum(l => l.NeverEnrolled);
        return new ExpectedListFigures(
            neverEnrolled + statuses.Sum(s => s.Expected),
            statuses.Where(s => s.IsCovered).Sum(s => s.Expected),
            neverEnrolled + statuses.Where(s => s.IsInScope).Sum(s => s.Expected),
            Microseconds.To(lines.Max(l => l.LatestMicroseconds)));
    }
}
