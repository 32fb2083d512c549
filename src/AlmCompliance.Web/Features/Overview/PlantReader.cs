using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Overview;

/// <summary>Counts the plant by zone: one statement each, so that everything else of the overview is addition.</summary>
internal sealed class PlantReader(AlmDbContext db, Actor actor, string note, DateTimeOffset now)
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(7);

    public Task<List<StatusesOfZone>> StatusesByZoneAsync(CancellationToken cancellationToken)
    {
        var silentBefore = now - SilentHosts.Limit;
        return (
            from host in db.HostsFor(actor)
            join status in db.CurrentStatuses(now).Where(s => s.AdvisoryId == note) on host.Id equals status.HostId into found
            from status in found.DefaultIfEmpty()
            select new
            {
                host.ZoneId,
                ZoneName = host.Zone!.Name,
                host.Zone!.Site,
                Status = (ComplianceStatus?)status.Status ?? ComplianceStatus.Unknown,
                host.EvidenceAt,
                IsSilent = host.LastContactAt == null ? host.EnrolledAt < silentBefore : host.LastContactAt < silentBefore,
                IsExpected = db.ExpectedHosts.Any(e => e.HostId == host.Id),
            } into row
            group row by new { row.ZoneId, row.ZoneName, row.Site, row.Status } into counted
            select new StatusesOfZone
            {
                ZoneId = counted.Key.ZoneId,
                ZoneName = counted.Key.ZoneName,
                Site = counted.Key.Site,
                Status = counted.Key.Status,
                Hosts = counted.Count(),
                WithEvidence = counted.Count(r => r.EvidenceAt != null),
                Silent = counted.Count(r => r.IsSilent),
                Expected = counted.Count(r => r.IsExpected),
                OldestEvidence = counted.Min(r => r.EvidenceAt),
            }).ToListAsync(cancellationToken);
    }

    /// <summary>Findings of the product note, and of rules that are about no advisory: at most one a rule and host.</summary>
    public Task<List<FindingsOfZone>> FindingsByZoneAsync(CancellationToken cancellationToken)
    {
        var soon = now + Soon;
        return (
            from finding in db.FindingsOpen(now).Where(f => f.AdvisoryId == note || f.AdvisoryId == "")
            join host in db.HostsFor(actor) on finding.HostId equals host.Id
            join status in db.CurrentStatuses(now).Where(s => s.AdvisoryId == note) on host.Id equals status.HostId into found
            from status in found.DefaultIfEmpty()
            select new
            {
                host.ZoneId,
                finding.Rule,
                finding.DueAt,
                OnCompliant = (ComplianceStatus?)status.Status == ComplianceStatus.Compliant,
                NotKnown = finding.Reason == FindingReason.RemoteAccessNotKnown || finding.Reason == FindingReason.RemoteAccessContradiction,
            } into row
            group row by new { row.ZoneId, row.Rule } into counted
            select new FindingsOfZone
            {
                ZoneId = counted.Key.ZoneId,
                Rule = counted.Key.Rule,
                Hosts = counted.Count(),
                Overdue = counted.Count(r => r.DueAt <= now),
                DueSoon = counted.Count(r => r.DueAt > now && r.DueAt <= soon),
                OnCompliant = counted.Count(r => r.OnCompliant),
                NotKnown = counted.Count(r => r.NotKnown),
            }).ToListAsync(cancellationToken);
    }

    /// <summary>Lines of the plant's own list: those never enrolled by their own zone, the others by their host's sight.</summary>
    public Task<List<LinesOfZone>> ExpectedByZoneAsync(CancellationToken cancellationToken)
    {
        var visible = db.HostsFor(actor);
        var silent = db.NeverEnrolledFor(actor, now);
        return (
            from line in db.ExpectedHosts.AsNoTracking()
            where line.HostId == null ? silent.Any(e => e.Id == line.Id) : visible.Any(h => h.Id == line.HostId)
            join zone in db.Zones on line.ZoneId equals zone.Id into found
            from zone in found.DefaultIfEmpty()
            group line by new { line.ZoneId, zone.Name, zone.Site } into counted
            select new LinesOfZone
            {
                ZoneId = counted.Key.ZoneId,
                ZoneName = counted.Key.Name,
                Site = counted.Key.Site,
                NeverEnrolled = counted.Count(l => l.HostId == null),
                LatestAt = counted.Max(l => l.ListedAt),
            }).ToListAsync(cancellationToken);
    }

    public async Task<DateTimeOffset?> MedianEvidenceAsync(int withEvidence, CancellationToken cancellationToken) => withEvidence == 0
        ? null
        : await db.HostsFor(actor).Where(h => h.EvidenceAt != null).OrderBy(h => h.EvidenceAt)
            .Skip(withEvidence / 2).Select(h => h.EvidenceAt).FirstOrDefaultAsync(cancellationToken);
}

/// <summary>Hosts of one zone in one status.</summary>
internal sealed class StatusesOfZone
{
    public required Guid? ZoneId { get; init; }
    public required string? ZoneName { get; init; }
    public required string? Site { get; init; }
    public required ComplianceStatus Status { get; init; }
    public required int Hosts { get; init; }
    public required int WithEvidence { get; init; }
    public required int Silent { get; init; }
    public required int Expected { get; init; }
    public required DateTimeOffset? OldestEvidence { get; init; }

    public bool IsCovered => Status is ComplianceStatus.Compliant or ComplianceStatus.Mitigated;
    public bool IsInScope => Status is not ComplianceStatus.NotApplicable;
}

/// <summary>Hosts of one zone with an open finding of one rule.</summary>
internal sealed class FindingsOfZone
{
    public required Guid? ZoneId { get; init; }
    public required RuleId Rule { get; init; }
    public required int Hosts { get; init; }
    public required int Overdue { get; init; }
    public required int DueSoon { get; init; }
    public required int OnCompliant { get; init; }
    public required int NotKnown { get; init; }
}

/// <summary>Lines of the plant's own list in one zone.</summary>
internal sealed class LinesOfZone
{
    public required Guid? ZoneId { get; init; }
    public required string? ZoneName { get; init; }
    public required string? Site { get; init; }
    public required int NeverEnrolled { get; init; }
    public required DateTimeOffset LatestAt { get; init; }
}
