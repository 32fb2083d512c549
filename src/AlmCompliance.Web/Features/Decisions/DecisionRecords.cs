using AlmCompliance.Data.Decisions;
using AlmCompliance.Domain.Advisories;

namespace AlmCompliance.Web.Features.Decisions;

/// <summary>A page of decisions.</summary>
/// <param name="Waiting">Requests of others in sight, whatever the filter.</param>
/// <param name="Expiring">In force and over within 30 days, whatever the filter.</param>
internal sealed record DecisionListing(IReadOnlyList<DecisionItem> Items, int Total, int Waiting, int Expiring);

/// <summary>A decision as a row shows it.</summary>
internal sealed record DecisionItem
{
    public required Guid Id { get; init; }
    public required int Number { get; init; }
    public required DecisionKind Kind { get; init; }

    /// <summary>As of this moment: lapsed once its time is over, whether or not a job has run.</summary>
    public required DecisionState State { get; init; }
    public required string AdvisoryId { get; init; }
    public required ProtectiveMeasure Measure { get; init; }
    public required string Reason { get; init; }
    public required string Owner { get; init; }
    public required string RequesterId { get; init; }
    public required string RequesterName { get; init; }
    public required DateTimeOffset RequestedAt { get; init; }
    public required string? ApproverName { get; init; }
    public required DateTimeOffset ValidUntil { get; init; }

    /// <summary>Hosts on its list, those out of sight among them.</summary>
    public required int Hosts { get; init; }

    public string Reference => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"D-{Number:0000}");
}

/// <summary>Everything about a decision.</summary>
/// <param name="Row">The decision; its state as <see cref="State"/> says.</param>
/// <param name="Hosts">Those in the reader's sight.</param>
/// <param name="HostsOutOfSight">How many more there are.</param>
/// <param name="Boundary">The name of the zone beyond the one boundary; null where it is about every boundary.</param>
/// <param name="Extends">The reference of the decision that this one extends.</param>
internal sealed record DecisionDetail(
    Decision Row,
    DecisionState State,
    IReadOnlyList<DecisionHostItem> Hosts,
    int HostsOutOfSight,
    string? Boundary,
    string? Extends,
    IReadOnlyList<DecisionFileItem> Files);

/// <param name="Version">The installed version that it is bound to, four parts with dots.</param>
/// <param name="Present">What the host says is installed now, as it writes it.</param>
internal sealed record DecisionHostItem(Guid Id, string Name, string? ZoneName, string? Version, string? Present, DateTimeOffset? LapsedAt, string LapseReason, bool IsGone);

/// <summary>A file without its bytes.</summary>
internal sealed record DecisionFileItem(Guid Id, string Name, int Length, string Digest, string UploadedBy, DateTimeOffset UploadedAt);

/// <summary>What a form offers.</summary>
internal sealed record DecisionChoices(IReadOnlyList<Advisory> Advisories, IReadOnlyList<string> Zones, IReadOnlyList<string> Hosts);
