using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Compliance;

/// <summary>What the server had concluded at a moment; late evidence and new rules never rewrite it.</summary>
internal sealed class ComplianceQueries(IDbContextFactory<AlmDbContext> contexts, TimeProvider clock)
{
    /// <summary>
    /// The fleet, or some zones of it, by one advisory and the rules that speak of it or of none; now where <paramref name="asOf"/> is
    /// null. A host counts in the zone that it had then. Five statements, six with zones.
    /// </summary>
    public async Task<ComplianceSummary> SummaryAsync(
        Actor actor, string advisoryId, DateTimeOffset? asOf, IReadOnlyList<string> zoneTexts, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        var moment = asOf ?? clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var zones = await ZoneSelection.ReadAsync(db, actor, zoneTexts, cancellationToken);
        var byStatus = Enum.GetValues<ComplianceStatus>().ToDictionary(s => s, _ => 0);
        var byRule = Enum.GetValues<RuleId>().Where(r => r != RuleId.Unknown).ToDictionary(r => r, _ => 0);
        if (zones.NotFound.Count > 0)
        {
            return new ComplianceSummary(moment, advisoryId, 0, byStatus, byRule, 0, zones.NotFound);
        }

        var hosts = zones.Apply(db.HostsEverFor(actor)).Where(h => h.EnrolledAt <= moment && (h.DecommissionedAt == null || h.DecommissionedAt > moment));
        var figures = (await db.FiguresAsOfAsync(advisoryId, moment, cancellationToken))
            .Where(f => (f.ZoneId is { } zone ? actor.Sees(zone) : actor.SeesAllZones) && zones.Holds(f.ZoneId))
            .ToList();
        figures.ForEach(f => byStatus[f.Status] += f.Hosts);

        // A host that nobody had judged yet is Unknown, not absent.
        byStatus[ComplianceStatus.Unknown] += zones.All && actor.SeesAllZones
            ? Math.Max(0, await hosts.CountAsync(cancellationToken) - figures.Sum(f => f.Hosts))
            : await hosts.CountAsync(h => !db.Statuses.Any(s => s.HostId == h.Id && s.AdvisoryId == advisoryId && s.From <= moment)
                && !db.StatusPeriods.Any(p => p.HostId == h.Id && p.AdvisoryId == advisoryId && p.From <= moment), cancellationToken);

        var rules = await (
            from finding in db.FindingsOpenAsOf(moment).Where(f => f.AdvisoryId == advisoryId || f.AdvisoryId == "")
            join host in hosts on finding.HostId equals host.Id
            group finding.HostId by finding.Rule into counted
            select new { Rule = counted.Key, Hosts = counted.Distinct().Count() }).ToListAsync(cancellationToken);
        rules.ForEach(r => byRule[r.Rule] = r.Hosts);

        var neverEnrolled = await zones.Apply(db.NeverEnrolledAsOf(actor, moment)).CountAsync(cancellationToken);
        byStatus[ComplianceStatus.Unknown] += neverEnrolled;
        return new ComplianceSummary(moment, advisoryId, byStatus.Values.Sum(), byStatus, byRule, neverEnrolled, []);
    }

    /// <summary>One host; null where it is unknown or out of sight. Four statements.</summary>
    public async Task<HostCompliance?> HostAsync(Actor actor, Guid hostId, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        var now = clock.GetUtcNow();
        var moment = asOf ?? now;
        var note = ProductNote57252401.Id.Value;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.HostsEverFor(actor).AnyAsync(h => h.Id == hostId, cancellationToken))
        {
            return null;
        }

        var statuses = await db.StatusesAsOf(moment, now).Where(s => s.HostId == hostId)
            .OrderBy(s => s.AdvisoryId != note).ThenBy(s => s.AdvisoryId)
            .ToListAsync(cancellationToken);
        var findings = await db.FindingsOpenAsOf(moment).Where(f => f.HostId == hostId)
            .OrderBy(f => f.Rule).ThenBy(f => f.AdvisoryId)
            .ToListAsync(cancellationToken);
        return new HostCompliance(hostId, moment, statuses, await db.AsSaidAtAsync(findings, moment, cancellationToken));
    }
}
