using System.Linq.Expressions;
using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Findings;

/// <summary>Reads of findings on hosts in the actor's sight.</summary>
internal sealed class FindingQueries(IDbContextFactory<AlmDbContext> contexts, TimeProvider clock, AdvisoryCatalogue catalogue)
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(7);

    /// <summary>Two statements, three with zones in the filter.</summary>
    public async Task<FindingListing> ListAsync(Actor actor, FindingListRequest request, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        var now = clock.GetUtcNow();
        var soon = now + Soon;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var zones = await ZoneSelection.ReadAsync(db, actor, request.Zones, cancellationToken);
        if (zones.NotFound.Count > 0)
        {
            return new FindingListing([], 0, new Dictionary<RuleId, FindingCount>(), zones.NotFound);
        }

        var hosts = zones.Apply(db.HostsFor(actor));
        hosts = request.Search is { } search ? hosts.Containing(search) : hosts;
        var findings = request.State == FindingState.Closed ? db.FindingsClosed(now) : db.FindingsOpen(now);
        var rows = from finding in findings
                   join host in hosts on finding.HostId equals host.Id
                   select new FindingRow { Finding = finding, Host = host };

        var counted = await rows
            .GroupBy(r => r.Finding.Rule)
            .Select(g => new
            {
                Rule = g.Key,
                All = g.Count(),
                Overdue = g.Count(r => r.Finding.DueAt <= now),
                DueSoon = g.Count(r => r.Finding.DueAt > now && r.Finding.DueAt <= soon),
            })
            .ToListAsync(cancellationToken);
        var byRule = counted.OrderBy(c => c.Rule).ToDictionary(c => c.Rule, c => new FindingCount(c.All, c.Overdue, c.DueSoon));
        var total = byRule.Where(c => request.Rules.Count == 0 || request.Rules.Contains(c.Key)).Sum(c => request.Due switch
        {
            FindingDue.Overdue => c.Value.Overdue,
            FindingDue.Soon => c.Value.DueSoon,
            _ => c.Value.All,
        });

        var rules = request.Rules;
        rows = rules.Count == 0 ? rows : rows.Where(r => rules.Contains(r.Finding.Rule));
        rows = request.Due switch
        {
            FindingDue.Overdue => rows.Where(r => r.Finding.DueAt <= now),
            FindingDue.Soon => rows.Where(r => r.Finding.DueAt > now && r.Finding.DueAt <= soon),
            _ => rows,
        };
        var items = request.Page.Skip >= total ? [] : await Items(db, Ordered(rows, request.Sort, request.Descending)
            .Skip(request.Page.Skip).Take(request.Page.Size), now, request).ToListAsync(cancellationToken);
        return new FindingListing(items, total, byRule, []);
    }

    private IQueryable<FindingListItem> Items(AlmDbContext db, IQueryable<FindingRow> page, DateTimeOffset now, FindingListRequest request)
    {
        var note = catalogue.Advisories[0].Id.Value;
        var rows = from row in page
                   join status in db.CurrentStatuses(now).Where(s => s.AdvisoryId == note) on row.Host.Id equals status.HostId into statuses
                   from status in statuses.DefaultIfEmpty()
                   select new FindingRow
                   {
                       Finding = row.Finding,
                       Host = row.Host,
                       Status = (ComplianceStatus?)status.Status ?? ComplianceStatus.Unknown,
                       LastKnown = (ComplianceStatus?)status.LastKnown ?? ComplianceStatus.Unknown,
                   };

        // A join keeps no order that the page had before it.
        return Ordered(rows, request.Sort, request.Descending).Select(r => new FindingListItem
        {
            Id = r.Finding.Id,
            HostId = r.Host.Id,
            HostName = r.Host.Name,
            ZoneId = r.Host.ZoneId,
            ZoneName = r.Host.Zone!.Name,
            Owner = r.Host.Owner,
            HostStatus = r.Status,
            HostLastKnown = r.LastKnown,
            Rule = r.Finding.Rule,
            AdvisoryId = r.Finding.AdvisoryId == "" ? null : r.Finding.AdvisoryId,
            Reason = r.Finding.Reason,
            Arguments = r.Finding.Arguments,
            OpenedAt = r.Finding.OpenedAt,
            ClosedAt = r.Finding.ClosedAt,
            DueAt = r.Finding.DueAt,
        });
    }

    private static IOrderedQueryable<FindingRow> Ordered(IQueryable<FindingRow> rows, FindingSort sort, bool descending) => (sort switch
    {
        FindingSort.Opened => By(rows, r => r.Finding.OpenedAt, descending),
        FindingSort.Rule => By(rows, r => r.Finding.Rule, descending).ThenBy(r => r.Finding.DueAt),
        FindingSort.Host => By(rows, r => r.Host.NameKey, descending).ThenBy(r => r.Finding.Rule),
        FindingSort.Zone => By(rows.OrderBy(r => r.Host.ZoneId == null), r => r.Host.Zone!.NameKey, descending).ThenBy(r => r.Finding.DueAt),
        _ => By(rows, r => r.Finding.DueAt, descending).ThenBy(r => r.Host.NameKey),
    }).ThenBy(r => r.Finding.Id);

    private static IOrderedQueryable<FindingRow> By<TKey>(IQueryable<FindingRow> rows, Expression<Func<FindingRow, TKey>> key, bool descending) =>
        descending ? rows.OrderByDescending(key) : rows.OrderBy(key);

    private static IOrderedQueryable<FindingRow> By<TKey>(IOrderedQueryable<FindingRow> rows, Expression<Func<FindingRow, TKey>> key, bool descending) =>
        descending ? rows.ThenByDescending(key) : rows.ThenBy(key);

    private sealed class FindingRow
    {
        public required FindingPeriod Finding { get; init; }
        public required Host Host { get; init; }
        public ComplianceStatus Status { get; init; }
        public ComplianceStatus LastKnown { get; init; }
    }
}
