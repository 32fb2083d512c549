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
    public static Task<IReadOnlyDictionary<Guid, HostBearings>> ReadAsync(
        AlmDbContext db, PlantPicture plant, IReadOnlyCollection<Host> hosts, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<Guid, HostBearings>>(hosts.ToDictionary(h => h.Id, _ => HostBearings.None));

    public static HostCase Of(Host host, HostFacts? facts, HostBearings bearings)
    {
        EvidenceStamp? evidence = host.EvidenceAt is { } at ? new EvidenceStamp(host.EvidenceOrigin, at) : null;
        return new HostCase(host.EnrolledAt, facts, evidence, bearings.Decisions, bearings.Shielding);
    }
}

/// <summary>What people decided and what the network showed about one host.</summary>
internal sealed record HostBearings(HostDecisions Decisions, HostShielding Shielding)
{
    public static HostBearings None { get; } = new(HostDecisions.None, HostShielding.None);
}
