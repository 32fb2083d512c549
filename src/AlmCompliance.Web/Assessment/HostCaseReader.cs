using AlmCompliance.Data;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Domain.Decisions;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Domain.Segmentation;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Assessment;

/// <summary>Puts together what the rules are given about hosts: their facts come from the caller, all else from here.</summary>
internal static class HostCaseReader
{
    /// <summary>What bears on the hosts beside their facts; the same number of statements however many they are.</summary>
    public static async Task<IReadOnlyDictionary<Guid, HostBearings>> ReadAsync(
        AlmDbContext db, PlantPicture plant, IReadOnlyCollection<IStoredHost> hosts, CancellationToken cancellationToken)
    {
        Guid[] ids = [.. hosts.Select(h => h.Id)];
        var answers = await SegmentationReader.AnswersAsync(db, plant.Segmentation, ids, cancellationToken);
        var decisions = await DecisionReader.ReadAsync(db, ids, plant.Resolutions, cancellationToken);
        var digests = await DigestsAsync(db, [.. hosts.Where(h => decisions[h.Id].Versions.Count > 0)], cancellationToken);
        return hosts.ToDictionary(h => h.Id, h => new HostBearings(decisions[h.Id], answers.GetValueOrDefault(h.Id), digests.GetValueOrDefault(h.CurrentSnapshotId ?? Guid.Empty)));
    }

    public static HostCase Of(IStoredHost host, HostFacts? facts, PlantPicture plant, HostBearings bearings, FreshnessLimits limits)
    {
        EvidenceStamp? evidence = host.EvidenceAt is { } at ? limits.AsHeld(new EvidenceStamp(host.EvidenceOrigin, at), host.EvidenceExpiresAt) : null;
        var shielding = plant.Segmentation.ShieldingOf(host, facts?.Port, bearings.Answers);
        return new HostCase(host.EnrolledAt, facts, evidence, bearings.Decisions, shielding) { ContentDigest = bearings.ContentDigest, ProvenSettings = plant.ProvenSettings, Identity = host.Identity };
    }

    /// <summary>Of the current snapshots of hosts whose version somebody attested; nobody else's is asked for.</summary>
    private static async Task<Dictionary<Guid, string>> DigestsAsync(AlmDbContext db, IReadOnlyCollection<IStoredHost> attested, CancellationToken cancellationToken)
    {
        if (attested.Count == 0)
        {
            return [];
        }

        // A snapshot that the caller is about to save is not in the database yet.
        var ids = attested.Select(h => h.CurrentSnapshotId).OfType<Guid>().ToArray();
        var digests = db.Snapshots.Local.Where(s => ids.Contains(s.Id)).ToDictionary(s => s.Id, s => Convert.ToHexStringLower(s.ContentDigest));
        foreach (var stored in await db.Snapshots.AsNoTracking().Where(s => ids.Contains(s.Id)).Select(s => new { s.Id, s.ContentDigest }).ToListAsync(cancellationToken))
        {
            digests.TryAdd(stored.Id, Convert.ToHexStringLower(stored.ContentDigest));
        }

        return digests;
    }
}

/// <param name="Decisions">What people decided.</param>
/// <param name="Answers">What it answered to other hosts; null where it answered none.</param>
/// <param name="ContentDigest">Of its current snapshot, where somebody attested a version.</param>
internal sealed record HostBearings(HostDecisions Decisions, IReadOnlyList<OpenAnswer>? Answers, string? ContentDigest = null)
{
    public static HostBearings None { get; } = new(HostDecisions.None, null);
}
