using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Domain.Inventory;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Assessment;

/// <summary>What is left of a stored report that cannot be read or judged any more: that it is so. Nothing passes on it.</summary>
internal static class UnreadableSnapshot
{
    private static readonly Collector[] s_collectors = [.. Enum.GetValues<Collector>().Where(c => c is not Collector.Unknown)];

    /// <summary>Every collector has failed: versions, measures and remote access are unknown, and ALM0005 says why.</summary>
    public static HostFacts Facts { get; } = new()
    {
        Problems = [.. s_collectors.Select(c => new CollectorFailure(c, "the stored report cannot be read"))],
    };

    /// <summary>Takes back the closing of the host's findings in this context: that they are over was not seen either.</summary>
    public static void KeepOpen(AlmDbContext db, Guid host)
    {
        foreach (var finding in db.ChangeTracker.Entries<FindingPeriod>().Where(f => f.State is EntityState.Modified && f.Entity.HostId == host && f.Entity.ClosedAt is not null))
        {
            finding.Entity.ClosedAt = null;
        }
    }
}
