using AlmCompliance.Data;
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
        AlmDbContext db, PlantPicture plant, IReadOnlyCollection<Host> hosts, CancellationToken cancellationToken)
    {
        var answers = await SegmentationReader.AnswersAsync(db, plant.Segmentation, [.. hosts.Select(h => h.Id)], cancellationToken);
        return hosts.ToDictionary(h => h.Id, h => new HostBearings(HostDecisions.None, answers.GetValueOrDefault(h.Id)));
    }

    public static HostCase Of(Host host, HostFacts? facts, PlantPicture plant, HostBearings bearings)
    {
        EvidenceStamp? evidence = host.EvidenceAt is { } at ? new EvidenceStamp(host.EvidenceOrigin, at) : null;
        var shielding = plant.Segmentation.ShieldingOf(host, facts?.Port, bearings.Answers);
        return new HostCase(host.EnrolledAt, facts, evidence, bearings.Decisions, shielding);
    }
}

/// <summary>What people decided and what it answered to other hosts; null where it answered none.</summary>
internal sealed record HostBearings(HostDecisions Decisions, IReadOnlyList<OpenAnswer>? Answers)
{
    public static HostBearings None { get; } = new(HostDecisions.None, null);
}
