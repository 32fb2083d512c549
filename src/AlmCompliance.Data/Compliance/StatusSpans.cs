using AlmCompliance.Domain.Compliance;

namespace AlmCompliance.Data.Compliance;

/// <summary>What a status row says, beside how long it holds.</summary>
public sealed record StatusContent(ComplianceStatus Status, StatusReason Reason, string[] Arguments, HostMeasure[] Measures, Guid? ZoneId);

/// <summary>Writes current statuses and keeps as ended spans what they said before, into the given book. The caller saves.</summary>
public static class StatusSpans
{
    public static HostStatus Begin(IVerdictBook book, Guid hostId, string advisoryId, StatusContent content, DateTimeOffset? holdsUntil, DateTimeOffset now)
    {
        var row = new HostStatus
        {
            HostId = hostId,
            AdvisoryId = advisoryId,
            Status = content.Status,
            Reason = content.Reason,
            Arguments = content.Arguments,
            Measures = content.Measures,
            ZoneId = content.ZoneId,
            Since = now,
            From = now,
            HoldsUntil = holdsUntil,
        };
        book.Add(row);
        return row;
    }

    /// <summary>A span ends where anything but the expiry changes; the expiry is prolonged in place.</summary>
    /// <returns>Whether there is anything to save.</returns>
    public static bool Become(IVerdictBook book, HostStatus row, StatusContent next, DateTimeOffset? holdsUntil, DateTimeOffset now)
    {
        var changed = Expire(book, row, now);
        if (row.Status != next.Status || row.Reason != next.Reason || row.ZoneId != next.ZoneId
            || !row.Arguments.AsSpan().SequenceEqual(next.Arguments) || !row.Measures.AsSpan().SequenceEqual(next.Measures))
        {
            Turn(book, row, next, now);
            changed = true;
        }

        changed |= row.HoldsUntil != holdsUntil;
        row.HoldsUntil = holdsUntil;
        if (changed)
        {
            book.Change(row);
        }

        return changed;
    }

    /// <summary>Ends what the host's status said, a row that the context tracks: it leaves the counts.</summary>
    public static void Leave(AlmDbContext db, HostStatus row, DateTimeOffset now)
    {
        var book = new TrackedVerdicts(db);
        Expire(book, row, now);
        Keep(book, row, now);
        db.Statuses.Remove(row);
    }

    /// <summary>Readers have said Unknown since it ran out; the history says so too, even if no job ran in time.</summary>
    private static bool Expire(IVerdictBook book, HostStatus row, DateTimeOffset now)
    {
        if (row.HoldsUntil is not { } held || held > now)
        {
            return false;
        }

        var reason = row.Status is ComplianceStatus.Mitigated or ComplianceStatus.Waived ? StatusReason.GroundsExpired : StatusReason.EvidenceTooOld;
        Turn(book, row, new StatusContent(ComplianceStatus.Unknown, reason, row.Arguments, row.Measures, row.ZoneId), held);
        return true;
    }

    private static void Turn(IVerdictBook book, HostStatus row, StatusContent next, DateTimeOffset at)
    {
        at = Keep(book, row, at);
        if (row.Status != next.Status)
        {
            row.LastKnown = next.Status != ComplianceStatus.Unknown ? ComplianceStatus.Unknown
                : row.Status != ComplianceStatus.Unknown ? row.Status
                : row.LastKnown;
            row.Since = at;
            row.Status = next.Status;
        }

        row.From = at;
        row.Reason = next.Reason;
        row.Arguments = next.Arguments;
        row.Measures = next.Measures;
        row.ZoneId = next.ZoneId;
        row.HoldsUntil = null;
    }

    /// <summary>When the span ended: a clock that was set back must not tear a hole into the history.</summary>
    private static DateTimeOffset Keep(IVerdictBook book, HostStatus row, DateTimeOffset at)
    {
        if (at <= row.From)
        {
            return row.From;
        }

        book.Add(new StatusPeriod
        {
            HostId = row.HostId,
            AdvisoryId = row.AdvisoryId,
            Status = row.Status,
            Reason = row.Reason,
            Arguments = row.Arguments,
            Measures = row.Measures,
            Since = row.Since,
            From = row.From,
            To = at,
            LastKnown = row.LastKnown,
            ZoneId = row.ZoneId,
        });
        return at;
    }
}
