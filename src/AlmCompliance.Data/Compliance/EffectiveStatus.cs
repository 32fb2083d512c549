using System.Linq.Expressions;
using AlmCompliance.Domain.Compliance;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Data.Compliance;

/// <summary>
/// A host's status for one advisory as a reader says it at one moment: Unknown once the stored one holds no longer, whether or
/// not a job has run. Queries compose over it, so filters, counts, sorts and items all say the same.
/// </summary>
public sealed class EffectiveStatus
{
    public Guid HostId { get; init; }
    public string AdvisoryId { get; init; } = "";
    public ComplianceStatus Status { get; init; }
    public StatusReason Reason { get; init; }

    /// <summary>The stored reason's words; they mean nothing once <see cref="IsExpired"/>.</summary>
    public string[] Arguments { get; init; } = [];

    /// <summary>As they were judged beside the status; <see cref="HostMeasure.StateAt"/> says what is left of them.</summary>
    public HostMeasure[] Measures { get; init; } = [];
    public DateTimeOffset Since { get; init; }

    /// <summary>From when on it will be Unknown; null while it is, and for past moments, whose readers were told another.</summary>
    public DateTimeOffset? HoldsUntil { get; init; }
    public ComplianceStatus LastKnown { get; init; }

    /// <summary>The host's zone at that moment.</summary>
    public Guid? ZoneId { get; init; }

    /// <summary>The stored status no longer holds, and nothing has been written about that yet.</summary>
    public bool IsExpired { get; init; }
}

public static class EffectiveStatuses
{
    /// <summary>The current status of every host and advisory at <paramref name="now"/>.</summary>
    public static IQueryable<EffectiveStatus> CurrentStatuses(this AlmDbContext db, DateTimeOffset now) =>
        db.Statuses.AsNoTracking().Select(At(now, isPast: false));

    /// <summary>
    /// What the server had concluded at <paramref name="moment"/>, with the sentence, measures and zone of that moment: the current
    /// row where it is old enough, else the ended span around that moment. A host that was not there, not yet or no longer, has none.
    /// One statement, so that no host falls between the two.
    /// </summary>
    public static IQueryable<EffectiveStatus> StatusesAsOf(this AlmDbContext db, DateTimeOffset moment, DateTimeOffset now) =>
        db.Statuses.AsNoTracking().Where(s => s.From <= moment).Select(At(moment, isPast: moment < now)).Concat(
            db.StatusPeriods.AsNoTracking().Where(p => p.From <= moment && p.To > moment).Select(p => new EffectiveStatus
            {
                HostId = p.HostId,
                AdvisoryId = p.AdvisoryId,
                Status = p.Status,
                Reason = p.Reason,
                Arguments = p.Arguments,
                Measures = p.Measures,
                Since = p.Since,
                HoldsUntil = null,
                LastKnown = p.LastKnown,
                ZoneId = p.ZoneId,
                IsExpired = false,
            }));

    private static Expression<Func<HostStatus, EffectiveStatus>> At(DateTimeOffset now, bool isPast) => s => new EffectiveStatus
    {
        HostId = s.HostId,
        AdvisoryId = s.AdvisoryId,
        Status = s.HoldsUntil != null && s.HoldsUntil <= now ? ComplianceStatus.Unknown : s.Status,
        Reason = s.HoldsUntil != null && s.HoldsUntil <= now ? (s.Status == ComplianceStatus.Mitigated || s.Status == ComplianceStatus.Waived ? StatusReason.GroundsExpired : StatusReason.EvidenceTooOld) : s.Reason,
        Arguments = s.Arguments,
        Measures = s.Measures,
        Since = s.HoldsUntil != null && s.HoldsUntil <= now ? s.HoldsUntil.Value : s.Since,
        HoldsUntil = isPast || (s.HoldsUntil != null && s.HoldsUntil <= now) ? null : s.HoldsUntil,
        LastKnown = s.HoldsUntil != null && s.HoldsUntil <= now && s.Status != ComplianceStatus.Unknown ? s.Status : s.LastKnown,
        ZoneId = s.ZoneId,
        IsExpired = s.HoldsUntil != null && s.HoldsUntil <= now,
    };
}
