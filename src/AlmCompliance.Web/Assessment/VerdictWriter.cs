using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Assessment;

/// <summary>
/// Writes what the rules concluded about one host, inside the caller's transaction: the current rows in place, a period only
/// where something ended. Two reads; as many writes as things changed.
/// </summary>
internal sealed class VerdictWriter(AlmDbContext db)
{
    /// <summary>35 days from the first evidence, until deadlines are a policy of rule and zone.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromDays(35);

    /// <summary>Whether anything that a reader sees has changed.</summary>
    public async Task<bool> WriteAsync(Host host, HostAssessment assessment, DateTimeOffset now, CancellationToken cancellationToken)
    {
        now = Microseconds.Truncate(now);
        var statuses = await db.Statuses.Where(s => s.HostId == host.Id).ToListAsync(cancellationToken);
        foreach (var verdict in assessment.Statuses)
        {
            WriteStatus(host.Id, statuses.Find(s => s.AdvisoryId == verdict.Advisory.Value), verdict, now);
        }

        var open = await db.Findings.Where(f => f.HostId == host.Id && f.ClosedAt == null).ToListAsync(cancellationToken);
        foreach (var finding in assessment.Findings)
        {
            var row = open.Find(f => f.Rule == finding.Rule && f.AdvisoryId == (finding.Advisory?.Value ?? ""));
            open.Remove(row!);
            WriteFinding(host, row, finding, now);
        }

        foreach (var ended in open)
        {
            Close(ended, now);
        }

        host.VersionCertainty = assessment.Version.Certainty;
        host.VersionText = assessment.Version.Version?.ToString() ?? Printable(assessment.Version.Readings is [var best, ..] ? best.Evidence.Raw : null);
        host.VersionCanonical = assessment.Version.Version?.Canonical;
        host.VersionKey = assessment.Version.Version?.SortKey;
        host.RemoteAccess = assessment.RemoteAccess.State;
        host.RemoteAccessBasis = assessment.RemoteAccess.Basis;

        var changed = db.ChangeTracker.HasChanges();
        if (changed)
        {
            host.Revision++;
        }

        return changed;
    }

    private void WriteStatus(Guid host, HostStatus? row, StatusVerdict verdict, DateTimeOffset now)
    {
        DateTimeOffset? holdsUntil = verdict.HoldsUntil is { } until ? Microseconds.Truncate(until) : null;
        string[] arguments = [.. verdict.Arguments.Select(a => Printable(a)!)];
        if (row is null)
        {
            db.Statuses.Add(new HostStatus
            {
                HostId = host,
                AdvisoryId = verdict.Advisory.Value,
                Status = verdict.Status,
                Reason = verdict.Reason,
                Arguments = arguments,
                Since = now,
                HoldsUntil = holdsUntil,
            });
            return;
        }

        if (row.HoldsUntil is { } held && held <= now)
        {
            // Readers have said Unknown since then; the history says so too, even if no job ran in time.
            Change(row, ComplianceStatus.Unknown, held);
            row.Reason = StatusReason.EvidenceTooOld;
        }

        if (row.Status != verdict.Status)
        {
            Change(row, verdict.Status, now);
        }

        row.Reason = verdict.Reason;
        row.HoldsUntil = holdsUntil;
        if (!row.Arguments.SequenceEqual(arguments))
        {
            row.Arguments = arguments;
        }
    }

    private void Change(HostStatus row, ComplianceStatus next, DateTimeOffset at)
    {
        // A clock that was set back must not tear a hole into the history.
        at = at < row.Since ? row.Since : at;
        if (at > row.Since)
        {
            db.StatusPeriods.Add(new StatusPeriod
            {
                HostId = row.HostId,
                AdvisoryId = row.AdvisoryId,
                Status = row.Status,
                Reason = row.Reason,
                Arguments = row.Arguments,
                From = row.Since,
                To = at,
                LastKnown = row.LastKnown,
            });
        }

        row.LastKnown = next != ComplianceStatus.Unknown ? ComplianceStatus.Unknown
            : row.Status != ComplianceStatus.Unknown ? row.Status
            : row.LastKnown;
        row.Status = next;
        row.Since = at;
        row.HoldsUntil = null;
    }

    private void WriteFinding(Host host, FindingPeriod? row, Finding finding, DateTimeOffset now)
    {
        var opensAt = Microseconds.Truncate(finding.OpensAt);
        string[] arguments = [.. finding.Arguments.Select(a => Printable(a)!)];
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
                DueAt = opensAt + Deadline,
                SnapshotId = host.CurrentSnapshotId,
            });
            return;
        }

        if (opensAt > now)
        {
            // Known beforehand. One that was open already has ended with the new evidence; its row goes on as the next one.
            if (row.OpenedAt <= now)
            {
                db.Findings.Add(Ended(row, now));
            }

            row.OpenedAt = opensAt;
            row.DueAt = opensAt + Deadline;
        }

        row.Reason = finding.Reason;
        if (!row.Arguments.SequenceEqual(arguments))
        {
            row.Arguments = arguments;
        }
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

    // Raw host text in a column of its own: bounded, and without what a database or a terminal would act on.
    private static string? Printable(string? text) => text is null ? null
        : string.Concat((text.Length > 300 ? text[..300] : text).Select(c => char.IsControl(c) ? '\uFFFD' : c));
}
