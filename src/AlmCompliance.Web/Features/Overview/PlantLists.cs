using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Overview;

/// <summary>The short lists of the overview: one statement each.</summary>
internal sealed class PlantLists(AlmDbContext db, Actor actor, string note, bool onList, DateTimeOffset now, int length)
{
    private const int MostOnOneHost = 8;

    // One line a host, as the figures above it count. Cut to length before anything is joined: the findings of a large plant are many.
    public async Task<IReadOnlyList<DueFinding>> NextDueAsync(CancellationToken cancellationToken)
    {
        var next = db.CountedFindings(actor, note, onList, now)
            .OrderBy(f => f.DueAt).ThenBy(f => f.Id).Take(length * MostOnOneHost);
        var due = await (
            from finding in next
            join host in db.Hosts on finding.HostId equals host.Id
            orderby finding.DueAt, finding.Id
            select new DueFinding(host.Id, host.Name, host.Zone!.Name, finding.Rule, finding.Reason, finding.Arguments, finding.DueAt))
            .ToListAsync(cancellationToken);
        return [.. due.DistinctBy(d => d.HostId).Take(length)];
    }

    public async Task<IReadOnlyList<SilentHost>> SilentAsync(CancellationToken cancellationToken) => await (
        from host in db.CountedHosts(actor, onList).Silent(now)
        join status in db.CurrentStatuses(now).Where(s => s.AdvisoryId == note) on host.Id equals status.HostId into found
        from status in found.DefaultIfEmpty()
        orderby host.LastContactAt != null, host.LastContactAt, host.NameKey, host.Id
        select new SilentHost(
            host.Id, host.Name, host.Zone!.Name, host.EnrolledAt, host.LastContactAt,
            (ComplianceStatus?)status.Status ?? ComplianceStatus.Unknown,
            (DateTimeOffset?)status.Since ?? host.EnrolledAt,
            status.HoldsUntil,
            (ComplianceStatus?)status.LastKnown ?? ComplianceStatus.Unknown))
        .Take(length).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<StatusChange>> ChangesAsync(CancellationToken cancellationToken)
    {
        var latest = db.CurrentStatuses(now).Where(s => s.AdvisoryId == note)
            .OfCounted(db, actor, onList, (rows, hosts) => rows.Where(s => hosts.Any(h => h.Id == s.HostId)))
            .OrderByDescending(s => s.Since).ThenBy(s => s.HostId).Take(length);
        var rows = await (
            from status in latest
            join host in db.Hosts on status.HostId equals host.Id
            orderby status.Since descending, status.HostId
            select new
            {
                host.Id,
                host.Name,
                Status = status,
                Previous = db.StatusPeriods.Where(p => p.HostId == host.Id && p.AdvisoryId == note && p.From < status.Since)
                    .OrderByDescending(p => p.From).Select(p => (ComplianceStatus?)p.Status).FirstOrDefault(),
            }).ToListAsync(cancellationToken);
        return rows.ConvertAll(r => new StatusChange(
            r.Id, r.Name, r.Status.Status, r.Status.Reason, r.Status.IsExpired ? [] : r.Status.Arguments, r.Status.Since,

            // An expired status has not become a period of the history yet: it is the one before this.
            r.Status.IsExpired ? r.Status.LastKnown : r.Previous));
    }
}
