using AlmCompliance.Data;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Domain.Decisions;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Domain.Segmentation;

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
        return hosts.ToDictionary(h => h.Id, h => new HostBearings(decisions[h.Id], answers.GetValueOrDefault(h.Id), DigestOf(h, decisions[h.Id])));
    }

    public static HostCase Of(IStoredHost host, HostFacts? facts, PlantPicture plant, HostBearings bearings, FreshnessLimits limits)
    {
        EvidenceStamp? evidence = host.EvidenceAt is { } at ? limits.AsHeld(new EvidenceStamp(host.EvidenceOrigin, at), host.EvidenceExpiresAt) : null;
        var shielding = plant.Segmentation.ShieldingOf(host, facts?.Port, bearings.Answers);
        return new HostCase(host.EnrolledAt, facts, evidence, bearings.Decisions, shielding) { ContentDigest = bearings.ContentDigest, ProvenSettings = plant.ProvenSettings, Identity = host.Identity };
    }

    /// <summary>Where somebody attested the host's version; nobody else's is asked for.</summary>
    private static string? DigestOf(IStoredHost host, HostDecisions decisions) =>
        decisions.Versions.Count > 0 && host.ContentDigest is { } digest ? Convert.ToHexStringLower(digest) : null;
}

/// <param name="Decisions">What people decided.</param>
/// <param name="Answers">What it answered to other hosts; null where it answered none.</param>
/// <param name="ContentDigest">Of its current snapshot, where somebody attested a version.</param>
internal sealed record HostBearings(HostDecisions Decisions, IReadOnlyList<OpenAnswer>? Answers, string? ContentDigest = null)
{
    public static HostBearings None { get; } = new(HostDecisions.None, null);
}
