using AlmCompliance.Data;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Overview;

/// <summary>
/// How many hosts stood exposed at each midnight: every time a host stood so begins and ends between two midnights, so the
/// database counts such times by that pair and the rest is addition.
/// </summary>
internal sealed class ExposureTrend(AlmDbContext db, Actor actor, string note, bool onList, DateTimeOffset now)
{
    private const int Days = 90;
    private const long Day = TimeSpan.TicksPerDay / TimeSpan.TicksPerMicrosecond;

    public async Task<IReadOnlyList<ExposurePoint>> ReadAsync(CancellationToken cancellationToken)
    {
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var first = midnight.AddDays(1 - Days);
        var start = Microseconds.From(first);
        var end = Microseconds.From(now);
        var ended = db.StatusPeriods.AsNoTracking()
            .OfCounted(db, actor, onList, (rows, hosts) => rows.Where(p => hosts.Any(h => h.Id == p.HostId)))
            .Where(p => p.AdvisoryId == note && p.To > first)
            .Where(p => p.Status == ComplianceStatus.NonCompliant || p.Status == ComplianceStatus.Waived
                || (p.Status == ComplianceStatus.Unknown && (p.LastKnown == ComplianceStatus.NonCompliant || p.LastKnown == ComplianceStatus.Waived)))
            .Select(p => new { p.Status, From = (long)(object)p.From, To = (long)(object)p.To });

        // A current row that no longer holds is Unknown after what it was: as exposed as before, but not known to be non-compliant.
        var current = db.Statuses.AsNoTracking()
            .OfCounted(db, actor, onList, (rows, hosts) => rows.Where(s => hosts.Any(h => h.Id == s.HostId)))
            .Where(s => s.AdvisoryId == note)
            .Where(s => s.Status == ComplianceStatus.NonCompliant || s.Status == ComplianceStatus.Waived
                || (s.Status == ComplianceStatus.Unknown && (s.LastKnown == ComplianceStatus.NonCompliant || s.LastKnown == ComplianceStatus.Waived)));
        var times = ended
            .Concat(current.Select(s => new { s.Status, From = (long)(object)s.From, To = s.HoldsUntil == null || s.HoldsUntil > now ? long.MaxValue : (long)(object)s.HoldsUntil.Value }))
            .Concat(current.Where(s => s.HoldsUntil != null && s.HoldsUntil <= now)
                .Select(s => new { Status = ComplianceStatus.Unknown, From = (long)(object)s.HoldsUntil!.Value, To = long.MaxValue }));

        // The number of the first point at or after a time: 0 to 89 are midnights, 90 is now.
        var counted = await times
            .Select(t => new
            {
                IsNonCompliant = t.Status == ComplianceStatus.NonCompliant,
                From = t.From <= start ? 0 : (t.From - start + Day - 1) / Day,
                To = t.To > end ? Days + 1 : (t.To - start + Day - 1) / Day,
            })
            .GroupBy(t => t)
            .Select(g => new { g.Key.IsNonCompliant, g.Key.From, g.Key.To, Hosts = g.Count() })
            .ToListAsync(cancellationToken);

        return [.. Enumerable.Range(0, Days + 1).Select(i =>
        {
            var there = counted.Where(c => c.From <= i && i < c.To).ToList();
            return new ExposurePoint(i == Days ? now : first.AddDays(i), there.Sum(c => c.Hosts), there.Where(c => c.IsNonCompliant).Sum(c => c.Hosts));
        })];
    }
}
