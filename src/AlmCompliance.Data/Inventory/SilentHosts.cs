using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Data.Inventory;

public static class SilentHosts
{
    /// <summary>Without contact for this long a host counts as silent.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromDays(7);

    /// <summary>
    /// Hosts that have made no contact since <see cref="Limit"/> ago, counted from their enrolment where they never did. One
    /// whose facts people bring is silent once the last of them is too old.
    /// </summary>
    public static IQueryable<Host> Silent(this IQueryable<Host> hosts, DateTimeOffset now)
    {
        var latest = now - Limit;
        return hosts.Where(h => (h.LastContactAt == null ? h.EnrolledAt < latest : h.LastContactAt < latest)
            && !(h.EvidenceOrigin != EvidenceOrigin.Agent && h.EvidenceExpiresAt > now));
    }
}
