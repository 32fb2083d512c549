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
    private const int LongestWord = 300;

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
        now = Microseconds.Truncate(now);
        var changed = false;
        foreach (var verdict in assessment.Statuses)
        {
            changed |= WriteStatus(host, rows.Statuses.Find(s => s.AdvisoryId == verdict.Advisory.Value), verdict, assessment.Measures, now);
        }

        var open = rows.OpenFindings;
        var terms = new FindingTerms(plant, host.ZoneId, assessment);
        foreach (var finding in assessment.Findings)
        {
            var row = open.Find(f => f.Rule == finding.Rule && f.AdvisoryId == (finding.Advisory?.Value ?? ""));
            open.Remove(row!);
            changed |= WriteFinding(host, row, finding, terms, now);
        }

        foreach (var ended in open)
        {
            changed = true;
            Close(ended, now);
        }

        host.VersionCertainty = assessment.Version.Certainty;
        host.VersionText = assessment.Version.Version?.ToString() ?? (assessment.Version.Readings is [var best, ..] ? Printable(best.Evidence.Raw) : null);
        host.VersionCanonical = assessment.Version.Version?.Canonical;
        host.VersionKey = assessment.Version.Version?.SortKey;
        host.RemoteAccess = assessment.RemoteAccess.State;
        host.RemoteAccessBasis = assessment.RemoteAccess.Basis;

        var digest = JudgedDigest.Of(plant, host, assessment, now);
        if (!host.VerdictDigest.AsSpan().SequenceEqual(digest))
        {
            host.VerdictDigest = digest;
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

    private bool WriteStatus(Host host, HostStatus? row, StatusVerdict verdict, IReadOnlyList<MeasureVerdict> measures, DateTimeOffset now)
    {
        DateTimeOffset? holdsUntil = verdict.HoldsUntil is { } until ? Microseconds.Truncate(until) : null;
        var content = new StatusContent(verdict.Status, verdict.Reason, Printable(verdict.Arguments), MeasuresOf(host, verdict, measures), host.ZoneId);
        if (row is null)
        {
            StatusSpans.Begin(db, host.Id, verdict.Advisory.Value, content, holdsUntil, now);
            return true;
        }

        return StatusSpans.Become(db, row, content, holdsUntil, now);
    }

    private static HostMeasure[] MeasuresOf(Host host, StatusVerdict verdict, IReadOnlyList<MeasureVerdict> measures) =>
        [.. measures.Where(m => m.Advisory == verdict.Advisory)
            .Select(m => new HostMeasure(m.Measure, m.State, m.Basis, JudgedDigest.OwnExpiry(m.HoldsUntil, host.EvidenceExpiresAt)))];

    private bool WriteFinding(Host host, FindingPeriod? row, Finding finding, in FindingTerms terms, DateTimeOffset now)
    {
        var opensAt = Microseconds.Truncate(finding.OpensAt);
        var arguments = Printable(finding.Arguments);
        if (row is null)
        {
            db.Findings.Add(new FindingPeriod
            {
                HostId = host.Id,
                Rule = finding.Rule,
                AdvisoryId = finding.Advisory?.Value ?? "",
                Reason = finding.Reason,
                Arguments = arguments,
                OpenedAt = opensAt,
                DueAt = terms.DueAt(finding, opensAt),
                SnapshotId = host.CurrentSnapshotId,
            });
            return true;
        }

        var isAnother = row.Reason != finding.Reason || !row.Arguments.AsSpan().SequenceEqual(arguments);
        var changed = isAnother;
        if (opensAt > now)
        {
            // Known beforehand. One that was open already has ended with the new evidence; its row goes on as the next one.
            if (row.OpenedAt <= now)
            {
                db.Findings.Add(Ended(row, now));
            }

            changed |= row.OpenedAt != opensAt;
            row.OpenedAt = opensAt;
        }
        else if (isAnother && row.OpenedAt < now)
        {
            db.FindingSentences.Add(new FindingSentence { FindingId = row.Id, Until = now, Reason = row.Reason, Arguments = row.Arguments });
        }

        if (isAnother)
        {
            row.Reason = finding.Reason;
            row.Arguments = arguments;
        }

        var due = terms.DueAt(finding, row.OpenedAt);
        changed |= row.DueAt != due;
        row.DueAt = due;
        return changed;
    }

    private static FindingPeriod Ended(FindingPeriod row, DateTimeOffset now) => new()
    {
        HostId = row.HostId,
        Rule = row.Rule,
        AdvisoryId = row.AdvisoryId,
        Reason = row.Reason,
        Arguments = row.Arguments,
        OpenedAt = row.OpenedAt,
        ClosedAt = now,
        DueAt = row.DueAt,
        SnapshotId = row.SnapshotId,
    };

    private void Close(FindingPeriod row, DateTimeOffset now)
    {
        if (row.OpenedAt > now)
        {
            db.Findings.Remove(row);
        }
        else
        {
            row.ClosedAt = now;
        }
    }

    /// <summary>Words of hosts as they are stored and shown.</summary>
    public static string[] Printable(IReadOnlyList<string> words) => [.. words.Select(Printable)];

    // Raw host text in a column of its own: bounded, and without what a database or a terminal would act on.
    private static string Printable(string text) =>
        string.Concat(text[..CutOf(text)].Select(c => char.IsControl(c) ? '\uFFFD' : c));

    // Half a surrogate pair is stored as another character, and would count as a change at every run.
    private static int CutOf(string text) => text.Length <= LongestWord ? text.Length : char.IsHighSurrogate(text[LongestWord - 1]) ? LongestWord - 1 : LongestWord;
}
