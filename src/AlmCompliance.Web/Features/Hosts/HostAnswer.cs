using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Components.Answers;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>A page of hosts as the API says it.</summary>
/// <param name="Total">Hosts that match the whole filter.</param>
internal sealed record HostListAnswer(IReadOnlyList<HostAnswer> Items, int Total);

/// <summary>A host as the API says it.</summary>
/// <param name="Id">Null for a line of the plant's own list that never enrolled.</param>
/// <param name="Zone">The zone's name; null for a host without one.</param>
/// <param name="EvidenceAt">When its facts were true: when a file was collected.</param>
/// <param name="EvidenceReceivedAt">When they reached the server: when a file was uploaded.</param>
/// <param name="Statuses">For every advisory, the product note's first.</param>
/// <param name="Findings">Open ones.</param>
/// <param name="Measures">Those of the advisories that ask for any; none once the evidence is too old to say anything of them.</param>
internal sealed record HostAnswer(
    Guid? Id,
    string Name,
    string? Zone,
    DateTimeOffset? LastContactAt,
    DateTimeOffset? EvidenceAt,
    EvidenceOrigin EvidenceOrigin,
    DateTimeOffset? EvidenceReceivedAt,
    VersionAnswer Version,
    RemoteAccessAnswer RemoteAccess,
    IReadOnlyList<StatusAnswer> Statuses,
    IReadOnlyList<FindingAnswer> Findings,
    IReadOnlyList<MeasureAnswer> Measures)
{
    public static HostAnswer Of(HostListItem host) => new(
        host.IsEnrolled ? host.Id : null,
        host.Name,
        host.ZoneName,
        host.LastContactAt,
        host.EvidenceAt,
        host.EvidenceOrigin,
        host.EvidenceReceivedAt,
        new VersionAnswer(host.VersionText, host.VersionCanonical),
        new RemoteAccessAnswer(host.RemoteAccess, host.RemoteAccessBasis),
        [.. host.Statuses.Select(s => StatusAnswer.Of(s.AdvisoryId, s.Status, s.Since, s.HoldsUntil, s.LastKnown))],
        [.. host.OpenFindings.Select(f => FindingAnswer.Of(f.Rule, f.AdvisoryId, f.Reason, f.Arguments, f.OpenedAt, f.DueAt) with { LastWindow = WindowAnswer.Of(f.LastWindow) })],
        [.. host.Statuses.Where(s => s.Reason != StatusReason.EvidenceTooOld).SelectMany(s => s.Measures.Select(m => new MeasureAnswer(m.Measure, s.AdvisoryId, m.State, m.Basis)))]);
}

/// <param name="Text">As it stands on the host; hostile text.</param>
/// <param name="Canonical">Four parts with dots; null where no version may be concluded.</param>
internal sealed record VersionAnswer(string? Text, string? Canonical);

/// <param name="Evidence">What the state rests on.</param>
internal sealed record MeasureAnswer(ProtectiveMeasure Measure, string AdvisoryId, MeasureState State, MeasureBasis Evidence);

/// <summary>A weakness on a host as the API says it.</summary>
/// <param name="Applies">Whether it touches what is installed and in force.</param>
/// <param name="Hold">Whether measures hold it.</param>
internal sealed record CveAnswer(string Cve, string AdvisoryId, CveApplicability Applies, CveHold Hold)
{
    public static CveAnswer Of(CveOnHost weakness) => new(weakness.Cve.Id.Value, weakness.Advisory.Id.Value, weakness.Applicability, weakness.Hold);
}

internal sealed record RemoteAccessAnswer(RemoteAccessState State, RemoteAccessBasis Basis);
