using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Data.Compliance;

/// <summary>How long hosts took from the first evidence of a missing update until it was in force.</summary>
/// <param name="ZoneId">The zone in which they were patched; null for hosts without one, and for all zones together.</param>
/// <param name="Hosts">How many patches were counted; a host that fell back and was patched again counts twice.</param>
/// <param name="Median">Half of them took no longer; one of the times that were measured, by the nearest rank.</param>
/// <param name="Percentile90">Nine in ten took no longer.</param>
public sealed record PatchTimes(Guid? ZoneId, int Hosts, TimeSpan Median, TimeSpan Percentile90)
{
    /// <param name="times">At least one.</param>
    public static PatchTimes Of(Guid? zone, IEnumerable<TimeSpan> times)
    {
        var sorted = times.Order().ToArray();
        return new PatchTimes(zone, sorted.Length, sorted[Rank(sorted.Length, 50)], sorted[Rank(sorted.Length, 90)]);
    }

    private static int Rank(int count, int percent) => (((count * percent) + 99) / 100) - 1;
}

/// <summary>One host that became Compliant with an advisory after its update had been missing.</summary>
public readonly record struct Patch(Guid? ZoneId, TimeSpan Took);

public static class PatchReading
{
    /// <summary>
    /// Hosts that became Compliant in the time after <paramref name="from"/> up to <paramref name="to"/>, with the time since the
    /// update was first found missing. Not those that were Compliant from their first report, came back from silence as patched as
    /// before, or left the plant. Two statements.
    /// </summary>
    public static async Task<IReadOnlyList<Patch>> PatchesAsync(
        this AlmDbContext db, string advisoryId, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        // A status that stands since its own beginning begins there; one that only changed its sentence or zone does not.
        var current = db.Statuses
            .Where(s => s.AdvisoryId == advisoryId && s.Status == ComplianceStatus.Compliant && s.From == s.Since && s.From > from && s.From <= to)
            .Select(s => new Begun { HostId = s.HostId, ZoneId = s.ZoneId, At = s.From });
        var ended = db.StatusPeriods
            .Where(p => p.AdvisoryId == advisoryId && p.Status == ComplianceStatus.Compliant && p.From == p.Since && p.From > from && p.From <= to)
            .Select(p => new Begun { HostId = p.HostId, ZoneId = p.ZoneId, At = p.From });
        return [.. await OfAsync(current), .. await OfAsync(ended)];

        async Task<IEnumerable<Patch>> OfAsync(IQueryable<Begun> begun)
        {
            var found = await begun
                .Select(b => new
                {
                    b.ZoneId,
                    b.At,

                    // The last opening that closed since the host was Compliant before.
                    OpenedAt = db.Findings
                        .Where(f => f.HostId == b.HostId && f.Rule == RuleId.ALM0001 && f.AdvisoryId == advisoryId && f.ClosedAt <= b.At
                            && !db.StatusPeriods.Any(p => p.HostId == b.HostId && p.AdvisoryId == advisoryId && p.Status == ComplianceStatus.Compliant && p.From >= f.ClosedAt && p.From < b.At))
                        .Max(f => (DateTimeOffset?)f.OpenedAt),
                })
                .ToListAsync(cancellationToken);
            return found.Where(f => f.OpenedAt is not null).Select(f => new Patch(f.ZoneId, f.At - f.OpenedAt!.Value));
        }
    }

    private sealed class Begun
    {
        public Guid HostId { get; init; }
        public Guid? ZoneId { get; init; }
        public DateTimeOffset At { get; init; }
    }
}
