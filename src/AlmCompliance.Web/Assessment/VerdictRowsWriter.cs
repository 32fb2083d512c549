using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;

namespace AlmCompliance.Web.Assessment;

/// <summary>Compares what the rules concluded about one host with the rows that are there, and enters in the book what is another.</summary>
internal sealed class VerdictRowsWriter(IVerdictBook book, PlantPicture plant)
{
    private const int LongestWord = 300;

    /// <summary>Whether anything that a reader sees has changed.</summary>
    public bool Write(IStoredHost host, VerdictRows rows, HostAssessment assessment, DateTimeOffset now)
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

        return changed;
    }

    /// <summary>What the host's own row says of it.</summary>
    public static HostVerdict VerdictOf(HostAssessment assessment, byte[] digest) => new(
        assessment.Version.Certainty,
        assessment.Version.Version?.ToString() ?? (assessment.Version.Readings is [var best, ..] ? Printable(best.Evidence.Raw) : null),
        assessment.Version.Version?.Canonical,
        assessment.Version.Version?.SortKey,
        assessment.RemoteAccess.State,
        assessment.RemoteAccess.Basis,
        digest);

    private bool WriteStatus(IStoredHost host, HostStatus? row, StatusVerdict verdict, IReadOnlyList<MeasureVerdict> measures, DateTimeOffset now)
    {
        DateTimeOffset? holdsUntil = verdict.HoldsUntil is { } until ? Microseconds.Truncate(until) : null;
        var content = new StatusContent(verdict.Status, verdict.Reason, Printable(verdict.Arguments), MeasuresOf(host, verdict, measures), host.ZoneId);
        if (row is null)
        {
            StatusSpans.Begin(book, host.Id, verdict.Advisory.Value, content, holdsUntil, now);
            return true;
        }

        return StatusSpans.Become(book, row, content, holdsUntil, now);
    }

    private static HostMeasure[] MeasuresOf(IStoredHost host, StatusVerdict verdict, IReadOnlyList<MeasureVerdict> measures) =>
        [.. measures.Where(m => m.Advisory == verdict.Advisory)
            .Select(m => new HostMeasure(m.Measure, m.State, m.Basis, JudgedDigest.OwnExpiry(m.HoldsUntil, host.EvidenceExpiresAt)))];

    private bool WriteFinding(IStoredHost host, FindingPeriod? row, Finding finding, in FindingTerms terms, DateTimeOffset now)
    {
        var opensAt = Microseconds.Truncate(finding.OpensAt);
        var arguments = Printable(finding.Arguments);
        if (row is null)
        {
            book.Add(new FindingPeriod
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
                book.Add(Ended(row, now));
            }

            changed |= row.OpenedAt != opensAt;
            row.OpenedAt = opensAt;
        }
        else if (isAnother && row.OpenedAt < now)
        {
            book.Add(new FindingSentence { FindingId = row.Id, Until = now, Reason = row.Reason, Arguments = row.Arguments });
        }

        if (isAnother)
        {
            row.Reason = finding.Reason;
            row.Arguments = arguments;
        }

        var due = terms.DueAt(finding, row.OpenedAt);
        changed |= row.DueAt != due;
        row.DueAt = due;
        if (changed)
        {
            book.Change(row);
        }

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
            book.Remove(row);
        }
        else
        {
            row.ClosedAt = now;
            book.Change(row);
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
