using AlmCompliance.Data.Probes;
using AlmCompliance.Domain.Segmentation;

namespace AlmCompliance.Web.Features.Probes;

internal sealed record ProbeState(bool Enabled, string? EnabledBy, DateTimeOffset? EnabledAt, DateTimeOffset? StoppedAt, string? StoppedBy)
{
    public bool IsRunning => Enabled && StoppedAt is null;
}

/// <param name="Site">A zone's site as people write it; empty for zones without one.</param>
internal sealed record SitePort(string Site, int Port, string EnteredBy, DateTimeOffset EnteredAt);

internal sealed record ProbingZone(Guid Id, string Name, string Site, bool Allowed, TimeOnly? From, TimeOnly? To, string? OldTargetsApprovedBy, int Targets);

internal sealed record ApprovedTarget(Guid Id, string Name, string? Zone, string? Addresses, string? Version, string? ApprovedBy, DateTimeOffset? ApprovedAt);

internal sealed record PlannedProbe(
    Guid Id, DateTimeOffset NotBefore, DateTimeOffset NotAfter, ProbePurpose Purpose, string Source, string? SourceAddresses, string SourceZone,
    string Target, string TargetAddress, int Port, string TargetZone, DateTimeOffset? IssuedAt, DateTimeOffset? AnsweredAt);

internal sealed record FoundProbe(DateTimeOffset At, string Source, string? SourceZone, string? Target, string Address, int Port, ProbeResult Result);

/// <summary>Probes that are with their hosts already: a stop does not reach them.</summary>
internal sealed record HeldProbes(int Count, DateTimeOffset? Until);

/// <summary>A host that somebody looks for to approve it.</summary>
internal sealed record FoundHost(Guid Id, string Name, string? Zone, string? Addresses, string? Version, bool IsApproved);

internal sealed record ProbeOverview(
    ProbeState State, IReadOnlyList<SitePort> Ports, IReadOnlyList<ProbingZone> Zones, IReadOnlyList<ApprovedTarget> Targets,
    IReadOnlyList<PlannedProbe> Schedule, IReadOnlyList<FoundProbe> Results, long Ignored, HeldProbes Held);
