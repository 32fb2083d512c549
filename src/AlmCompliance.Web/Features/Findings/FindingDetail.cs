using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Findings;

/// <summary>One finding with all that is known of it.</summary>
internal sealed record FindingDetail
{
    public required FindingListItem Item { get; init; }

    /// <summary>The report that opened it; null where none did: a decision ran out, or nothing ever came; and where it is kept no more.</summary>
    public required FindingEvidence? OpenedBy { get; init; }

    /// <summary>A report opened it, which the site keeps no more.</summary>
    public bool IsOpeningForgotten { get; init; }

    /// <summary>The host's latest evidence.</summary>
    public required FindingEvidence? Latest { get; init; }

    /// <summary>What it said before, oldest first; each until its moment.</summary>
    public required IReadOnlyList<FindingSentence> Sentences { get; init; }

    /// <summary>What people said and did, newest first.</summary>
    public required IReadOnlyList<FindingNote> Notes { get; init; }

    /// <summary>The same finding before it closed and opened again, newest first.</summary>
    public required IReadOnlyList<FormerPeriod> Former { get; init; }
}

internal sealed record FindingEvidence(EvidenceOrigin Origin, DateTimeOffset ReceivedAt, DateTimeOffset ConfirmedFrom, DateTimeOffset ConfirmedTo);

internal sealed record FormerPeriod(Guid Id, FindingReason Reason, IReadOnlyList<string> Arguments, DateTimeOffset OpenedAt, DateTimeOffset ClosedAt);

/// <summary>Reads what a list does not show of a finding that the caller has found to be in sight.</summary>
internal sealed class FindingDetailReader(AlmDbContext db, DateTimeOffset now)
{
    private const int Most = 100;

    /// <summary>Four statements.</summary>
    public async Task<FindingDetail> ReadAsync(FindingListItem item, FindingPeriod finding, CancellationToken cancellationToken)
    {
        var evidence = await db.Snapshots.AsNoTracking()
            .Where(s => s.Id == finding.SnapshotId || db.Hosts.Any(h => h.Id == finding.HostId && h.CurrentSnapshotId == s.Id))
            .Select(s => new
            {
                s.Id,
                HeardAt = db.Hosts.Where(h => h.Id == s.HostId && h.CurrentSnapshotId == s.Id).Select(h => h.EvidenceAt).FirstOrDefault(),
                Evidence = new FindingEvidence(s.Origin, s.ReceivedAt, s.ConfirmedFrom, s.ConfirmedTo),
            })
            .ToListAsync(cancellationToken);
        FindingEvidence? Of(Func<Guid, bool> isIt) =>
            evidence.Find(e => isIt(e.Id)) is { } found ? found.Evidence with { ConfirmedTo = found.HeardAt > found.Evidence.ConfirmedTo ? found.HeardAt.Value : found.Evidence.ConfirmedTo } : null;
        var sentences = await db.FindingSentences.AsNoTracking().Where(s => s.FindingId == finding.Id && s.Until > finding.OpenedAt)
            .OrderBy(s => s.Until).Take(Most).ToListAsync(cancellationToken);
        var notes = await db.FindingNotes.AsNoTracking()
            .Where(n => n.HostId == finding.HostId && n.Rule == finding.Rule && n.AdvisoryId == finding.AdvisoryId && n.OpenedAt == finding.OpenedAt)
            .OrderByDescending(n => n.At).ThenByDescending(n => n.Id).Take(Most).ToListAsync(cancellationToken);
        var former = await db.FindingsClosed(now)
            .Where(f => f.HostId == finding.HostId && f.Rule == finding.Rule && f.AdvisoryId == finding.AdvisoryId && f.Id != finding.Id)
            .OrderByDescending(f => f.ClosedAt).Take(Most)
            .Select(f => new FormerPeriod(f.Id, f.Reason, f.Arguments, f.OpenedAt, f.ClosedAt!.Value))
            .ToListAsync(cancellationToken);
        return new FindingDetail
        {
            Item = item,
            OpenedBy = Of(id => id == finding.SnapshotId),
            IsOpeningForgotten = finding.SnapshotId is { } opening && !evidence.Exists(e => e.Id == opening),
            Latest = Of(id => id != finding.SnapshotId),
            Sentences = sentences,
            Notes = notes,
            Former = former,
        };
    }
}
