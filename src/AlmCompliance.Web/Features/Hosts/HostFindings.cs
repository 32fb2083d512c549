using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>The findings of one host.</summary>
/// <param name="Open">By rule.</param>
/// <param name="Closed">The latest ones first, cut to length.</param>
/// <param name="ClosedTotal">All that were closed.</param>
internal sealed record HostFindings(IReadOnlyList<FindingPeriod> Open, IReadOnlyList<FindingPeriod> Closed, int ClosedTotal)
{
    private const int Most = 200;

    /// <summary>One statement.</summary>
    public static async Task<HostFindings> ReadAsync(AlmDbContext db, Guid hostId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var closed = db.FindingsClosed(now).Where(f => f.HostId == hostId);
        var rows = await db.FindingsOpen(now).Where(f => f.HostId == hostId)
            .Concat(closed.OrderByDescending(f => f.ClosedAt).ThenBy(f => f.Id).Take(Most))
            .Select(f => new { Finding = f, ClosedTotal = closed.Count() })
            .ToListAsync(cancellationToken);
        var findings = rows.ConvertAll(r => r.Finding);
        return new HostFindings(
            [.. findings.Where(f => f.ClosedAt is null).OrderBy(f => f.Rule).ThenBy(f => f.AdvisoryId, StringComparer.Ordinal)],
            [.. findings.Where(f => f.ClosedAt is not null).OrderByDescending(f => f.ClosedAt).ThenBy(f => f.Id)],
            rows is [var first, ..] ? first.ClosedTotal : 0);
    }
}
