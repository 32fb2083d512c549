using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Data.Compliance;

/// <summary>The verdicts of one host that a writer compares with new ones, tracked.</summary>
public sealed class VerdictRows
{
    public List<HostStatus> Statuses { get; init; } = [];
    public List<FindingPeriod> OpenFindings { get; init; } = [];

    /// <summary>Two statements.</summary>
    public static async Task<VerdictRows> ReadAsync(AlmDbContext db, Guid hostId, CancellationToken cancellationToken) => new()
    {
        Statuses = await db.Statuses.Where(s => s.HostId == hostId).ToListAsync(cancellationToken),
        OpenFindings = await db.Findings.Where(f => f.HostId == hostId && f.ClosedAt == null).ToListAsync(cancellationToken),
    };

    /// <summary>Two statements for all of them; every id has its rows, if only empty ones.</summary>
    public static async Task<Dictionary<Guid, VerdictRows>> ReadAsync(AlmDbContext db, IReadOnlyCollection<Guid> hostIds, CancellationToken cancellationToken)
    {
        // One parameter: a list of a thousand binds slowly, and each length would be another statement.
        var ids = hostIds.ToArray();
        var rows = hostIds.ToDictionary(id => id, _ => new VerdictRows());
        await foreach (var status in db.Statuses.Where(s => EF.Parameter(ids).Contains(s.HostId)).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            rows[status.HostId].Statuses.Add(status);
        }

        await foreach (var finding in db.Findings.Where(f => EF.Parameter(ids).Contains(f.HostId) && f.ClosedAt == null).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            rows[finding.HostId].OpenFindings.Add(finding);
        }

        return rows;
    }
}
