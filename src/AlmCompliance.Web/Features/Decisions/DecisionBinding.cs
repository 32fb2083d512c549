using AlmCompliance.Data;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Web.Assessment;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Decisions;

/// <summary>
/// Whether what a decision is bound to is still what it was. The rules judge the same by themselves at every reading; this
/// writes it down, so that it stays lapsed and people can see why.
/// </summary>
internal static class DecisionBinding
{
    public static bool RevisionHolds(Decision decision, AdvisoryCatalogue catalogue)
    {
        if (decision.AdvisoryId.Length == 0)
        {
            return true;
        }

        return catalogue.Advisories.FirstOrDefault(a => a.Id.Value == decision.AdvisoryId) is { } advisory
            && advisory.Revision.Key == decision.AdvisoryRevision
            && (decision.Kind is not DecisionKind.ContradictionResolution
                || advisory.FurtherSources.Any(s => s.DocumentId == decision.OtherDocument && s.Revision.Key == decision.OtherRevision));
    }

    /// <summary>The entries that still cover a host which has changed since: another version is known, or it has left the plant.</summary>
    public static IQueryable<DecisionHost> Changed(AlmDbContext db) =>
        from entry in db.DecisionHosts
        join host in db.Hosts on entry.HostId equals host.Id
        where entry.LapsedAt == null
            && (host.DecommissionedAt != null
                || (entry.Version != null && host.VersionCertainty == VersionCertainty.Known && host.VersionCanonical != entry.Version))
        select entry;

    /// <summary>Marks these tracked entries. The caller saves.</summary>
    public static async Task LapseAsync(AlmDbContext db, IReadOnlyCollection<DecisionHost> entries, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = entries.Select(e => e.HostId).Distinct().ToArray();
        var gone = (await db.Hosts.Where(h => ids.Contains(h.Id) && h.DecommissionedAt != null).Select(h => h.Id).ToListAsync(cancellationToken)).ToHashSet();
        foreach (var entry in entries)
        {
            entry.LapsedAt = now;
            entry.LapseReason = gone.Contains(entry.HostId) ? EndReasons.HostListChanged : EndReasons.VersionChanged;
        }
    }

    /// <summary>Ends the decision, and what is left of its list. The caller saves.</summary>
    public static async Task CloseAsync(
        AlmDbContext db, Decision decision, DecisionState state, string reason, DateTimeOffset at, CancellationToken cancellationToken)
    {
        decision.State = state;
        decision.EndedAt = at;
        decision.EndReason = reason;
        decision.Revision++;

        // Time alone leaves the list as it is: the rules then say "expired" and not "lapsed".
        if (reason != EndReasons.Expired)
        {
            await db.DecisionHosts.Where(h => h.DecisionId == decision.Id && h.LapsedAt == null).ForEachAsync(
                h => (h.LapsedAt, h.LapseReason) = (at, reason),
                cancellationToken);
        }
    }
}
