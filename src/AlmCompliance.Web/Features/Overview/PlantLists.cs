using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Overview;

/// <summary>The short lists of the overview, each with the figure that is of the same rows: two statements.</summary>
internal sealed class PlantLists(AlmDbContext db, Actor actor, string note, bool onList, DateTimeOffset now, int length)
{
    private const int MostOnOneHost = 8;
    private static readonly TimeSpan Soon = TimeSpan.FromDays(7);

    // One line a host, as the figures above it count. Cut to length before anything is joined: the findings of a large plant are many.
    public async Task<(IReadOnlyList<DueFinding> Next, DueFigures Hosts)> DueAsync(CancellationToken cancellationToken)
    {
        var soon = now + Soon;
        var counted = db.CountedFindings(actor, note, onList, now);
        var overdue = counted.Where(f => f.DueAt <= now).Select(f => f.HostId).Distinct();
        var inTime = counted.Where(f => f.DueAt <= soon).Select(f => f.HostId).Distinct();
        var next = counted.OrderBy(f => f.DueAt).ThenBy(f => f.Id).Take(length * MostOnOneHost);
        var rows = await (
            from finding in next
            join host in db.Hosts on finding.HostId equals host.Id
            orderby finding.DueAt, finding.Id
            select new
            {
                Due = new DueFinding(host.Id, host.Name, host.Zone!.Name, finding.Rule, finding.Reason, finding.Arguments, finding.DueAt),
                Overdue = overdue.Count(),
                InTime = inTime.Count(),
            }).ToListAsync(cancellationToken);

        // A host with something overdue is not due this week once more: none is counted twice.
        var hosts = rows is [var first, ..] ? new DueFigures(first.Overdue, first.InTime - first.Overdue) : new DueFigures(0, 0);
        return ([.. rows.Select(r => r.Due).DistinctBy(d => d.HostId).Take(length)], hosts);
    }

    /// <param name="withEvidence">How many of the counted hosts have evidence: each of them has a status too.</param>
    public async Task<HostLists> HostsAsync(int withEvidence, CancellationToken cancellationToken)
    {
        var silent = db.CountedHosts(actor, onList).Silent(now)
            .OrderBy(h => h.LastContactAt != null).ThenBy(h => h.LastContactAt).ThenBy(h => h.NameKey).ThenBy(h => h.Id).Take(length)
            .Select(h => new { IsSilent = true, HostId = h.Id });
        var latest = db.CurrentStatuses(now).Where(s => s.AdvisoryId == note)
            .OfCounted(db, actor, onList, (rows, hosts) => rows.Where(s => hosts.Any(h => h.Id == s.HostId)))
            .OrderByDescending(s => s.Since).ThenBy(s => s.HostId).Take(length)
            .Select(s => new { IsSilent = false, s.HostId });
        var median = db.CountedHosts(actor, onList).Where(h => h.EvidenceAt != null).OrderBy(h => h.EvidenceAt).Skip(withEvidence / 2).Select(h => h.EvidenceAt);
        var rows = await (
            from shown in silent.Concat(latest)
            join host in db.Hosts on shown.HostId equals host.Id
            join status in db.CurrentStatuses(now).Where(s => s.AdvisoryId == note) on host.Id equals status.HostId into found
            from status in found.DefaultIfEmpty()
            select new
            {
                shown.IsSilent,
                host.Id,
                host.Name,
                host.NameKey,
                Zone = host.Zone!.Name,
                host.EnrolledAt,
                host.LastContactAt,
                Status = (ComplianceStatus?)status.Status,
                Reason = (StatusReason?)status.Reason,
                status.Arguments,
                Since = (DateTimeOffset?)status.Since,
                status.HoldsUntil,
                LastKnown = (ComplianceStatus?)status.LastKnown,
                IsExpired = (bool?)status.IsExpired,
                Previous = db.StatusPeriods.Where(p => p.HostId == host.Id && p.AdvisoryId == note && p.From < status.Since)
                    .OrderByDescending(p => p.From).Select(p => (ComplianceStatus?)p.Status).FirstOrDefault(),
                Median = median.FirstOrDefault(),
            }).ToListAsync(cancellationToken);
        return new HostLists(
            [
                .. rows.Where(r => r.IsSilent)
                    .OrderBy(r => r.LastContactAt is not null).ThenBy(r => r.LastContactAt).ThenBy(r => r.NameKey, StringComparer.Ordinal).ThenBy(r => r.Id)
                    .Select(r => new SilentHost(
                        r.Id, r.Name, r.Zone, r.EnrolledAt, r.LastContactAt, r.Status ?? ComplianceStatus.Unknown,
                        r.Since ?? r.EnrolledAt, r.HoldsUntil, r.LastKnown ?? ComplianceStatus.Unknown)),
            ],
            [
                .. rows.Where(r => !r.IsSilent).OrderByDescending(r => r.Since).ThenBy(r => r.Id)
                    .Select(r => new StatusChange(
                        r.Id, r.Name, r.Status!.Value, r.Reason!.Value, r.IsExpired!.Value ? [] : r.Arguments, r.Since!.Value,

                        // An expired status has not become a period of the history yet: it is the one before this.
                        r.IsExpired.Value ? r.LastKnown : r.Previous)),
            ],
            rows is [var first, ..] ? first.Median : null);
    }
}

/// <param name="Silent">Hosts without contact, the longest first.</param>
/// <param name="Changes">The latest changes of a status.</param>
/// <param name="MedianEvidence">Half of the evidence is younger; null where there is none.</param>
internal sealed record HostLists(IReadOnlyList<SilentHost> Silent, IReadOnlyList<StatusChange> Changes, DateTimeOffset? MedianEvidence);
