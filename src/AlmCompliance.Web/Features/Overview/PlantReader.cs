using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
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
                // No plain column: with one, SQLite fetches every host by way of the zone's index, four times as slow.
                Zone = host.ZoneId ?? Guid.Empty,
                Status = (ComplianceStatus?)status.Status ?? ComplianceStatus.Unknown,
                host.EvidenceAt,
                IsSilent = (host.LastContactAt == null ? host.EnrolledAt < silentBefore : host.LastContactAt < silentBefore) && !(host.EvidenceOrigin != EvidenceOrigin.Agent && host.EvidenceExpiresAt > now),
                IsExpected = db.ExpectedHosts.Any(e => e.HostId == host.Id),
            } into row
            group row by new { row.Status, row.Zone, row.IsExpected } into counted
            select new StatusesOfZone
            {
                Zone = counted.Key.Zone,
                Status = counted.Key.Status,
                IsExpected = counted.Key.IsExpected,
                Hosts = counted.Count(),
                WithEvidence = counted.Count(r => r.EvidenceAt != null),
                Silent = counted.Count(r => r.IsSilent),
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
                IsExpected = db.ExpectedHosts.Any(e => e.HostId == host.Id),
                OnCompliant = (ComplianceStatus?)status.Status == ComplianceStatus.Compliant,
                NotKnown = finding.Reason == FindingReason.RemoteAccessNotKnown || finding.Reason == FindingReason.RemoteAccessContradiction,
            } into row
            group row by new { row.ZoneId, row.Rule, row.IsExpected } into counted
            select new FindingsOfZone
            {
                ZoneId = counted.Key.ZoneId,
                Rule = counted.Key.Rule,
                IsExpected = counted.Key.IsExpected,
                Hosts = counted.Count(),
                Overdue = counted.Count(r => r.DueAt <= now),
                DueSoon = counted.Count(r => r.DueAt > now && r.DueAt <= soon),
                OnCompliant = counted.Count(r => r.OnCompliant),
                NotKnown = counted.Count(r => r.NotKnown),
            }).ToListAsync(cancellationToken);
    }

    /// <summary>Every zone in sight with its lines of the plant's own list: those never enrolled by their own zone, the others by their host's sight.</summary>
    public Task<List<ZoneLines>> ZonesWithLinesAsync(CancellationToken cancellationToken)
    {
        var visible = db.HostsFor(actor);
        var waiting = db.NeverEnrolledFor(actor, now);
        var lines = db.ExpectedHosts.AsNoTracking()
            .Where(e => e.HostId == null ? waiting.Any(w => w.Id == e.Id) : visible.Any(h => h.Id == e.HostId))
            .Select(e => new { ZoneId = e.HostId == null ? e.ZoneId : null, Name = (string?)null, Site = (string?)null, Lines = 1, NeverEnrolled = e.HostId == null ? 1 : 0, ListedAt = (long)(object)e.ListedAt });
        return db.ZonesFor(actor)
            .Select(z => new { ZoneId = (Guid?)z.Id, Name = (string?)z.Name, Site = (string?)z.Site, Lines = 0, NeverEnrolled = 0, ListedAt = 0L })
            .Concat(lines)
            .GroupBy(z => z.ZoneId)
            .Select(g => new ZoneLines
            {
                ZoneId = g.Key,
                Name = g.Max(z => z.Name),
                Site = g.Max(z => z.Site),
                Lines = g.Sum(z => z.Lines),
                NeverEnrolled = g.Sum(z => z.NeverEnrolled),
                LatestMicroseconds = g.Max(z => z.ListedAt),
            })
            .ToListAsync(cancellationToken);
    }
}

/// <summary>Hosts of one zone in one status.</summary>
internal sealed class StatusesOfZone
{
    /// <summary>All zeros for hosts without one.</summary>
    public required Guid Zone { get; init; }
    public required ComplianceStatus Status { get; init; }

    /// <summary>On the plant's own list.</summary>
    public required bool IsExpected { get; init; }
    public required int Hosts { get; init; }
    public required int WithEvidence { get; init; }
    public required int Silent { get; init; }
    public required DateTimeOffset? OldestEvidence { get; init; }

    public Guid? ZoneId => Zone == Guid.Empty ? null : Zone;
    public bool IsCovered => Status is ComplianceStatus.Compliant or ComplianceStatus.Mitigated;
    public bool IsInScope => Status is not ComplianceStatus.NotApplicable;
}

/// <summary>Hosts of one zone with an open finding of one rule.</summary>
internal sealed class FindingsOfZone
{
    public required Guid? ZoneId { get; init; }
    public required RuleId Rule { get; init; }
    public required bool IsExpected { get; init; }
    public required int Hosts { get; init; }
    public required int Overdue { get; init; }
    public required int DueSoon { get; init; }
    public required int OnCompliant { get; init; }
    public required int NotKnown { get; init; }
}

/// <summary>A zone with its lines of the plant's own list; without an id, the lines of no zone.</summary>
internal sealed class ZoneLines
{
    public required Guid? ZoneId { get; init; }
    public required string? Name { get; init; }
    public required string? Site { get; init; }
    public required int Lines { get; init; }
    public required int NeverEnrolled { get; init; }
    public required long LatestMicroseconds { get; init; }
}
