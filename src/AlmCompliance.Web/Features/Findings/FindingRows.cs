using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Web.Access;

namespace AlmCompliance.Web.Features.Findings;

/// <summary>Which findings, as SQL: each filter written once for list, count, export and acts.</summary>
internal static class FindingRows
{
    private static readonly TimeSpan s_soon = TimeSpan.FromDays(7);

    /// <summary>Everything that the request asks for but its rules and due date.</summary>
    public static IQueryable<FindingPeriod> FindingsFor(this AlmDbContext db, Actor actor, FindingListRequest request, ZoneSelection zones, DateTimeOffset now)
    {
        var findings = request.State == FindingState.Closed ? db.FindingsClosed(now) : db.FindingsOpen(now);
        if (request.Advisory is { } advisory)
        {
            findings = findings.Where(f => f.AdvisoryId == advisory || f.AdvisoryId == "");
        }

        if (!actor.SeesAllZones || !zones.All || request.Search is not null)
        {
            var hosts = zones.Apply(db.HostsFor(actor));
            hosts = request.Search is { } search ? hosts.Containing(search) : hosts;
            findings = findings.Where(f => hosts.Any(h => h.Id == f.HostId));
        }

        return findings.OwnedBy(db, actor, request.Owner);
    }

    public static IQueryable<FindingPeriod> Narrowed(this IQueryable<FindingPeriod> findings, FindingListRequest request, DateTimeOffset now)
    {
        var soon = SoonAfter(now);
        var rules = request.Rules;
        findings = rules.Count == 0 ? findings : findings.Where(f => rules.Contains(f.Rule));
        return request.Due switch
        {
            FindingDue.Overdue => findings.Where(f => f.DueAt <= now),
            FindingDue.Soon => findings.Where(f => f.DueAt > now && f.DueAt <= soon),
            FindingDue.Later => findings.Where(f => f.DueAt > soon),
            _ => findings,
        };
    }

    public static DateTimeOffset SoonAfter(DateTimeOffset now) => now + s_soon;

    /// <summary>With who sees to them and how many notes there are, in the order given: looked up for the rows that are taken only.</summary>
    public static IQueryable<WorkedFinding> WithWork(this IQueryable<FindingPeriod> findings, AlmDbContext db) => findings.Select(f => new WorkedFinding
    {
        Finding = f,
        OwnerId = db.FindingWork.Where(w => w.HostId == f.HostId && w.Rule == f.Rule && w.AdvisoryId == f.AdvisoryId && w.OpenedAt == f.OpenedAt)
            .Select(w => (Guid?)w.OwnerId).FirstOrDefault(),
        OwnerName = db.FindingWork.Where(w => w.HostId == f.HostId && w.Rule == f.Rule && w.AdvisoryId == f.AdvisoryId && w.OpenedAt == f.OpenedAt)
            .Select(w => db.Users.Where(u => u.Id == w.OwnerId).Select(u => u.UserName).FirstOrDefault()).FirstOrDefault(),
        AssignedAt = db.FindingWork.Where(w => w.HostId == f.HostId && w.Rule == f.Rule && w.AdvisoryId == f.AdvisoryId && w.OpenedAt == f.OpenedAt)
            .Select(w => (DateTimeOffset?)w.AssignedAt).FirstOrDefault(),
        Notes = db.FindingNotes.Count(n => n.Kind == FindingNoteKind.Note && n.HostId == f.HostId && n.Rule == f.Rule && n.AdvisoryId == f.AdvisoryId && n.OpenedAt == f.OpenedAt),
    });

    private static IQueryable<FindingPeriod> OwnedBy(this IQueryable<FindingPeriod> findings, AlmDbContext db, Actor actor, OwnerChoice owner)
    {
        if (owner.Kind is OwnerKind.Any)
        {
            return findings;
        }

        if (owner.Kind is OwnerKind.Nobody)
        {
            return findings.Where(f => !db.FindingWork.Any(w => w.HostId == f.HostId && w.Rule == f.Rule && w.AdvisoryId == f.AdvisoryId && w.OpenedAt == f.OpenedAt));
        }

        // A program with a token has no findings of its own.
        var person = owner.Kind is OwnerKind.Person ? owner.Person : actor.PersonId ?? Guid.Empty;
        return findings.Where(f => db.FindingWork.Any(w => w.OwnerId == person && w.HostId == f.HostId && w.Rule == f.Rule && w.AdvisoryId == f.AdvisoryId && w.OpenedAt == f.OpenedAt));
    }
}

/// <summary>A finding with who sees to it.</summary>
internal sealed class WorkedFinding
{
    public required FindingPeriod Finding { get; init; }
    public required Guid? OwnerId { get; init; }
    public required string? OwnerName { get; init; }
    public required DateTimeOffset? AssignedAt { get; init; }
    public required int Notes { get; init; }

    public FindingOwner? Owner => OwnerId is { } id && AssignedAt is { } since ? new FindingOwner(id, OwnerName ?? "", since) : null;
}
