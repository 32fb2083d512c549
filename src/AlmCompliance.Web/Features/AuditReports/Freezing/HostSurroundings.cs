using AlmCompliance.Data;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Data.Inventory;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.AuditReports.Freezing;

/// <summary>What is known of some hosts beside their evidence: whether the plant's list names them, and which decisions cover them.</summary>
internal sealed class HostSurroundings(IReadOnlySet<Guid> expected, IReadOnlyDictionary<Guid, string> decisions)
{
    public bool IsExpected(Guid host) => expected.Contains(host);

    /// <summary>References separated by spaces; empty where there is none.</summary>
    public string DecisionsOf(Guid host) => decisions.GetValueOrDefault(host, "");

    /// <summary>Two statements.</summary>
    public static async Task<HostSurroundings> ReadAsync(AlmDbContext db, Guid[] ids, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        var expected = await db.LinesAsOf(moment).Where(l => l.HostId != null && EF.Parameter(ids).Contains(l.HostId.Value))
            .Select(l => l.HostId!.Value).ToListAsync(cancellationToken);
        var covering = await (
            from host in db.DecisionHosts.AsNoTracking()
            where EF.Parameter(ids).Contains(host.HostId) && (host.LapsedAt == null || host.LapsedAt > moment)
            join decision in db.DecisionsInForce(moment) on host.DecisionId equals decision.Id
            select new { host.HostId, decision.Number }).ToListAsync(cancellationToken);
        return new HostSurroundings(
            expected.ToHashSet(),
            covering.GroupBy(c => c.HostId).ToDictionary(g => g.Key, g => string.Join(' ', g.Select(c => c.Number).Order().Select(n => new Decision { Number = n, Reason = "", Owner = "", RequesterId = "", RequesterName = "" }.Reference))));
    }
}
