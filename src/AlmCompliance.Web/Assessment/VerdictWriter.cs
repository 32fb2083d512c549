using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Assessment;

/// <summary>
/// Writes what the rules concluded about one host, inside the caller's transaction: the current rows in place, and what they said
/// before only where something changed. Where nothing did but the evidence's age, two updates and no read; else two reads, and as
/// many writes as things changed.
/// </summary>
internal sealed class VerdictWriter(AlmDbContext db, PlantPicture plant)
{
    /// <summary>Whether anything that a reader sees has changed.</summary>
    public async Task<bool> WriteAsync(Host host, HostAssessment assessment, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (host.VerdictDigest.AsSpan().SequenceEqual(JudgedDigest.Of(plant, host, assessment, now))
            && await ProlongAsync(host, now, cancellationToken))
        {
            return Revise(host);
        }

        var rows = await VerdictRows.ReadAsync(db, host.Id, cancellationToken);
        return Write(host, rows, assessment, now);
    }

    /// <summary>
    /// The same for rows that the caller has read, tracked, for many hosts at once. Whether anything that a reader sees has changed,
    /// or the caller has changed the host.
    /// </summary>
    public bool Write(Host host, VerdictRows rows, HostAssessment assessment, DateTimeOffset now)
    {
        var changed = new VerdictRowsWriter(new TrackedVerdicts(db), plant).Write(host, rows, assessment, now);
        var verdict = VerdictRowsWriter.VerdictOf(assessment, JudgedDigest.Of(plant, host, assessment, now));
        host.VersionCertainty = verdict.Certainty;
        host.VersionText = verdict.VersionText;
        host.VersionCanonical = verdict.VersionCanonical;
        host.VersionKey = verdict.VersionKey;
        host.RemoteAccess = verdict.RemoteAccess;
        host.RemoteAccessBasis = verdict.RemoteAccessBasis;
        if (!host.VerdictDigest.AsSpan().SequenceEqual(verdict.Digest))
        {
            host.VerdictDigest = verdict.Digest;
        }

        return Revise(host, changed);
    }

    private bool Revise(Host host, bool changed = false)
    {
        changed |= db.Entry(host).State != EntityState.Unchanged;
        if (changed)
        {
            host.Revision++;
        }

        return changed;
    }

    /// <summary>
    /// Lets what held as long as the host's evidence hold as long as its new evidence. Not where the old has run out: readers have
    /// said Unknown since, and the rows have to keep that.
    /// </summary>
    private async Task<bool> ProlongAsync(Host host, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var until = host.EvidenceExpiresAt;
        var before = db.Entry(host).Property(h => h.EvidenceExpiresAt).OriginalValue;
        if (until == before)
        {
            return true;
        }

        if (until is null || before is not { } held || held <= now)
        {
            return false;
        }

        var next = Microseconds.Truncate(until.Value);
        await db.Statuses.Where(s => s.HostId == host.Id && s.HoldsUntil == held)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.HoldsUntil, next), cancellationToken);
        var due = FindingTerms.DueWithoutEvidence(plant, host.ZoneId, next);
        await db.Findings.Where(f => f.HostId == host.Id && f.Rule == RuleId.ALM0006 && f.ClosedAt == null && f.OpenedAt == held)
            .ExecuteUpdateAsync(f => f.SetProperty(x => x.OpenedAt, next).SetProperty(x => x.DueAt, due), cancellationToken);
        return true;
    }
}
