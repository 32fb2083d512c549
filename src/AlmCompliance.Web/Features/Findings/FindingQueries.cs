using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Findings;

/// <summary>Reads of findings on hosts in the actor's sight.</summary>
internal sealed class FindingQueries(IDbContextFactory<AlmDbContext> contexts, TimeProvider clock)
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(7);

    /// <summary>Four statements, five with zones in the filter.</summary>
    public async Task<FindingListing> ListAsync(Actor actor, FindingListRequest request, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var zones = await ZoneSelection.ReadAsync(db, actor, request.Zones, cancellationToken);
        if (zones.NotFound.Count > 0)
        {
            return new FindingListing([], 0, new Dictionary<RuleId, FindingCount>(), zones.NotFound);
        }

        var findings = request.State == FindingState.Closed ? db.FindingsClosed(now) : db.FindingsOpen(now);
        if (!actor.SeesAllZones || !zones.All || request.Search is not null)
        {
            var hosts = zones.Apply(db.HostsFor(actor));
            hosts = request.Search is { } search ? hosts.Containing(search) : hosts;
            findings = findings.Where(f => hosts.Any(h => h.Id == f.HostId));
        }

        var byRule = await CountAsync(findings, now, cancellationToken);
        var total = byRule.Where(c => request.Rules.Count == 0 || request.Rules.Contains(c.Key)).Sum(c => request.Due switch
        {
            FindingDue.Overdue => c.Value.Overdue,
            FindingDue.Soon => c.Value.DueSoon,
            _ => c.Value.All,
        });
        var page = request.Page.Skip >= total ? [] : await Narrowed(findings, request, now)
            .Ordered(db, request.Sort, request.Descending)
            .Skip(request.Page.Skip).Take(request.Page.Size)
            .ToListAsync(cancellationToken);
        return new FindingListing(await WithHostsAsync(db, page, now, cancellationToken), total, byRule, []);
    }

    private static async Task<Dictionary<RuleId, FindingCount>> CountAsync(IQueryable<FindingPeriod> findings, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var soon = now + Soon;
        var counted = await findings
            .GroupBy(f => f.Rule)
            .Select(g => new
            {
                Rule = g.Key,
                All = g.Count(),
                Overdue = g.Count(f => f.DueAt <= now),
                DueSoon = g.Count(f => f.DueAt > now && f.DueAt <= soon),
            })
            .ToListAsync(cancellationToken);
        return counted.OrderBy(c => c.Rule).ToDictionary(c => c.Rule, c => new FindingCount(c.All, c.Overdue, c.DueSoon));
    }

    private static IQueryable<FindingPeriod> Narrowed(IQueryable<FindingPeriod> findings, FindingListRequest request, DateTimeOffset now)
    {
        var soon = now + Soon;
        var rules = request.Rules;
        findings = rules.Count == 0 ? findings : findings.Where(f => rules.Contains(f.Rule));
        return request.Due switch
        {
            FindingDue.Overdue => findings.Where(f => f.DueAt <= now),
            FindingDue.Soon => findings.Where(f => f.DueAt > now && f.DueAt <= soon),
            _ => findings,
        };
    }

    private static async Task<IReadOnlyList<FindingListItem>> WithHostsAsync(
        AlmDbContext db, List<FindingPeriod> page, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (page.Count == 0)
        {
            return [];
        }

        var note = ProductNote57252401.Id.Value;
        var ids = page.Select(f => f.HostId).Distinct().ToArray();
        var hosts = await (
            from host in db.Hosts.AsNoTracking().Where(h => ids.Contains(h.Id))
            join status in db.CurrentStatuses(now).Where(s => s.AdvisoryId == note) on host.Id equals status.HostId into statuses
            from status in statuses.DefaultIfEmpty()
            select new
            {
                host.Id,
                host.Name,
                host.ZoneId,
                ZoneName = host.Zone!.Name,
                host.Owner,
                Status = (ComplianceStatus?)status.Status ?? ComplianceStatus.Unknown,
                LastKnown = (ComplianceStatus?)status.LastKnown ?? ComplianceStatus.Unknown,
            }).ToDictionaryAsync(h => h.Id, cancellationToken);
        var windows = await ZoneWindows.ReadAsync(db, hosts.Values.Select(h => h.ZoneId), now, cancellationToken);
        return page.ConvertAll(f =>
        {
            var host = hosts[f.HostId];
            return new FindingListItem
            {
                Id = f.Id,
                HostId = f.HostId,
                HostName = host.Name,
                ZoneId = host.ZoneId,
                ZoneName = host.ZoneName,
                Owner = host.Owner,
                HostStatus = host.Status,
                HostLastKnown = host.LastKnown,
                Rule = f.Rule,
                AdvisoryId = f.AdvisoryId.Length == 0 ? null : f.AdvisoryId,
                Reason = f.Reason,
                Arguments = f.Arguments,
                OpenedAt = f.OpenedAt,
                ClosedAt = f.ClosedAt,
                DueAt = f.DueAt,
                LastWindow = windows.LastBefore(host.ZoneId, f.DueAt),
            };
        });
    }
}
