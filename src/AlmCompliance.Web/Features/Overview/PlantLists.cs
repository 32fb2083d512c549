using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Overview;

/// <summary>The short lists of the overview: one statement each.</summary>
internal sealed class PlantLists(AlmDbContext db, Actor actor, string note, DateTimeOffset now, int length)
{
    public async Task<IReadOnlyList<DueFinding>> NextDueAsync(CancellationToken cancellationToken) => await (
        from finding in db.FindingsOpen(now).Where(f => f.AdvisoryId == note || f.AdvisoryId == "")
        join host in db.HostsFor(actor) on finding.HostId equals host.Id
        orderby finding.DueAt, host.NameKey, finding.Rule, finding.Id
        select new DueFinding(host.Id, host.Name, host.Zone!.Name, finding.Rule, finding.Reason, finding.Arguments, finding.DueAt))
        .Take(length).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<SilentHost>> SilentAsync(CancellationToken cancellationToken) => await (
        from host in db.HostsFor(actor).Silent(now)
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
        var rows = await (
            from status in db.CurrentStatuses(now).Where(s => s.AdvisoryId == note)
            join host in db.HostsFor(actor) on status.HostId equals host.Id
            orderby status.Since descending, host.NameKey, host.Id
            select new
            {
                host.Id,
                host.Name,
                Status = status,
                Previous = db.StatusPeriods.Where(p => p.HostId == host.Id && p.AdvisoryId == note)
                    .OrderByDescending(p => p.From).Select(p => (ComplianceStatus?)p.Status).FirstOrDefault(),
            }).Take(length).ToListAsync(cancellationToken);
        return rows.ConvertAll(r => new StatusChange(
            r.Id, r.Name, r.Status.Status, r.Status.Reason, r.Status.IsExpired ? [] : r.Status.Arguments, r.Status.Since,

            // An expired status has not become a period of the history yet: it is the one before this.
            r.Status.IsExpired ? r.Status.LastKnown : r.Previous));
    }
}
