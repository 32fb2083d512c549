using AlmCompliance.Data.Inventory;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Data.Compliance;

/// <summary>What became of a host since a moment.</summary>
public enum HostChange
{
    /// <summary>Whatever.</summary>
    Any = 0,

    /// <summary>Its status for an advisory needs a person sooner than before.</summary>
    Worse,

    /// <summary>Its status needs a person less soon than before.</summary>
    Better,

    /// <summary>A finding opened on it and is open still.</summary>
    Found,

    /// <summary>A finding on it closed.</summary>
    Closed,

    /// <summary>It fell silent and is silent still.</summary>
    FellSilent,
}

/// <summary>Hosts to which something happened since a moment: the number on one page and the list on another are the same query.</summary>
public static class HostChanges
{
    public static IQueryable<Guid> HostsWith(this AlmDbContext db, HostChange change, string advisoryId, DateTimeOffset since, DateTimeOffset now)
    {
        var silentBefore = since - SilentHosts.Limit;
        return change switch
        {
            HostChange.Worse => db.Moved(advisoryId, since, now).Where(m => m.Is < m.Was).Select(m => m.HostId),
            HostChange.Better => db.Moved(advisoryId, since, now).Where(m => m.Is > m.Was).Select(m => m.HostId),
            HostChange.Found => db.FindingsOpen(now).Where(f => f.OpenedAt > since && (f.AdvisoryId == advisoryId || f.AdvisoryId == "")).Select(f => f.HostId),
            HostChange.Closed => db.FindingsClosed(now).Where(f => f.ClosedAt > since && (f.AdvisoryId == advisoryId || f.AdvisoryId == "")).Select(f => f.HostId),
            HostChange.FellSilent => db.Hosts.AsNoTracking().Silent(now)
                .Where(h => (h.LastContactAt == null ? h.EnrolledAt >= silentBefore : h.LastContactAt >= silentBefore) || (h.EvidenceOrigin != EvidenceOrigin.Agent && h.EvidenceExpiresAt > since))
                .Select(h => h.Id),
            _ => db.Hosts.AsNoTracking().Select(h => h.Id),
        };
    }

    // In the order of what needs a person first: a host that was not there then has become neither better nor worse.
    private static IQueryable<Movement> Moved(this AlmDbContext db, string advisoryId, DateTimeOffset since, DateTimeOffset now) =>
        from current in db.CurrentStatuses(now).Where(s => s.AdvisoryId == advisoryId && s.Since > since)
        join former in db.StatusesAsOf(since, now).Where(s => s.AdvisoryId == advisoryId) on current.HostId equals former.HostId
        select new Movement
        {
            HostId = current.HostId,
            Is = current.Status == ComplianceStatus.NonCompliant ? 0 : current.Status == ComplianceStatus.Unknown ? 1 : current.Status == ComplianceStatus.Waived ? 2
                : current.Status == ComplianceStatus.Mitigated ? 3 : current.Status == ComplianceStatus.Compliant ? 4 : 5,
            Was = former.Status == ComplianceStatus.NonCompliant ? 0 : former.Status == ComplianceStatus.Unknown ? 1 : former.Status == ComplianceStatus.Waived ? 2
                : former.Status == ComplianceStatus.Mitigated ? 3 : former.Status == ComplianceStatus.Compliant ? 4 : 5,
        };

    private sealed class Movement
    {
        public Guid HostId { get; init; }
        public int Is { get; init; }
        public int Was { get; init; }
    }
}
