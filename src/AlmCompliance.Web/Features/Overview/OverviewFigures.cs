using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Components;

namespace AlmCompliance.Web.Features.Overview;

/// <summary>
/// The plant at one moment, as far as the actor sees it. Every figure is of one set: the lines of the plant's own list where
/// there is one, those never enrolled as Unknown; else every enrolled host.
/// </summary>
internal sealed record OverviewFigures
{
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The advisory that every figure is about.</summary>
    public required string Note { get; init; }

    /// <summary>By status for the product note; every status has its number.</summary>
    public required IReadOnlyDictionary<ComplianceStatus, int> ByStatus { get; init; }

    /// <summary>Of the unknown ones, lines of the plant's own list that no host has enrolled for.</summary>
    public required int NeverEnrolled { get; init; }

    /// <summary>Enrolled hosts that are not on the list, in none of the other figures; none without a list.</summary>
    public required UnlistedFigures Unlisted { get; init; }

    /// <summary>Null where there is no list: then completeness is not shown.</summary>
    public required ExpectedListFigures? Expected { get; init; }

    /// <summary>Hosts with an open ALM0001 of the product note.</summary>
    public required int NeedUpdate { get; init; }

    /// <summary>Hosts with an open ALM0002: remote access on, assumed on or not known.</summary>
    public required RemoteAccessFigures RemoteAccess { get; init; }

    /// <summary>Hosts with an open ALM0007.</summary>
    public required int RestartPending { get; init; }

    /// <summary>Hosts without contact for a week.</summary>
    public required int Silent { get; init; }
    public required int FindingsOpen { get; init; }
    public required int FindingsOverdue { get; init; }
    public required DueFigures Due { get; init; }
    public required EvidenceFigures Evidence { get; init; }
    public required CatalogueFigures Catalogue { get; init; }

    /// <summary>By site and name, hosts without a zone last.</summary>
    public required IReadOnlyList<ZoneFigures> Zones { get; init; }

    /// <summary>The first few, most overdue first.</summary>
    public required IReadOnlyList<DueFinding> NextDue { get; init; }

    /// <summary>The first few, longest silent first.</summary>
    public required IReadOnlyList<SilentHost> SilentHosts { get; init; }

    /// <summary>The latest few, newest first.</summary>
    public required IReadOnlyList<StatusChange> Changes { get; init; }

    /// <summary>How many had each status when yesterday ended, of the same set of hosts; null where the day's counts are of another set, or missing.</summary>
    public IReadOnlyDictionary<ComplianceStatus, int>? Yesterday { get; init; }

    public int Hosts => ByStatus.Values.Sum();

    /// <summary>Compliant or mitigated.</summary>
    public int Covered => ByStatus[ComplianceStatus.Compliant] + ByStatus[ComplianceStatus.Mitigated];

    /// <summary>All but those to which the note does not apply.</summary>
    public int InScope => Hosts - ByStatus[ComplianceStatus.NotApplicable];

    /// <summary>Covered of those in scope; null where none is.</summary>
    public double? Share => InScope == 0 ? null : (double)Covered / InScope;

    /// <summary>The lists behind the figures.</summary>
    public CountedHosts Address => new(Expected is not null, Note);
}

/// <param name="Lines">Lines in the actor's sight.</param>
/// <param name="LatestAt">When the newest line was listed.</param>
internal sealed record ExpectedListFigures(int Lines, DateTimeOffset LatestAt);

/// <param name="NonCompliant">Of them, hosts that are non-compliant.</param>
internal sealed record UnlistedFigures(int Hosts, int NonCompliant);

/// <summary>Hosts by what is due next on them.</summary>
/// <param name="Overdue">Something is overdue.</param>
/// <param name="Soon">Something is due within a week, and nothing is overdue.</param>
internal sealed record DueFigures(int Overdue, int Soon);

/// <param name="Open">Hosts with an open finding.</param>
/// <param name="OnCompliant">Of them, hosts that are patched: the update is installed and in force, which is what makes a host compliant with the note.</param>
/// <param name="NotKnown">Of them, hosts of which nobody can say.</param>
internal sealed record RemoteAccessFigures(int Open, int OnCompliant, int NotKnown);

/// <param name="Without">Hosts without any evidence.</param>
internal sealed record EvidenceFigures(DateTimeOffset? Median, DateTimeOffset? Oldest, int Without);

/// <param name="Latest">The date of its newest advisory.</param>
internal sealed record CatalogueFigures(int Advisories, DateOnly Latest);

/// <summary>A row of the matrix of zones and rules.</summary>
/// <param name="Id">Null for hosts without a zone.</param>
/// <param name="Hosts">All, never enrolled ones included.</param>
/// <param name="Covered">Compliant or mitigated.</param>
/// <param name="InScope">All, never enrolled ones included, but those to which the note does not apply.</param>
/// <param name="Cells">Only rules with an open finding.</param>
internal sealed record ZoneFigures(
    Guid? Id,
    string? Name,
    string? Site,
    int Hosts,
    int NeverEnrolled,
    int Covered,
    int InScope,
    DateTimeOffset? OldestEvidence,
    IReadOnlyDictionary<RuleId, RuleCell> Cells)
{
    public double? Share => InScope == 0 ? null : (double)Covered / InScope;
}

/// <param name="Hosts">Hosts with an open finding of the rule.</param>
/// <param name="DueSoon">Due within a week, not overdue.</param>
internal sealed record RuleCell(int Hosts, int Overdue, int DueSoon);

internal sealed record DueFinding(
    Guid HostId,
    string HostName,
    string? ZoneName,
    RuleId Rule,
    FindingReason Reason,
    IReadOnlyList<string> Arguments,
    DateTimeOffset DueAt);

/// <param name="LastContactAt">Null where it never made contact since it enrolled.</param>
internal sealed record SilentHost(
    Guid HostId,
    string HostName,
    string? ZoneName,
    DateTimeOffset EnrolledAt,
    DateTimeOffset? LastContactAt,
    ComplianceStatus Status,
    DateTimeOffset Since,
    DateTimeOffset? HoldsUntil,
    ComplianceStatus LastKnown);

/// <summary>A host's last change of status.</summary>
/// <param name="Previous">Null for a host that enrolled and has had no other status.</param>
internal sealed record StatusChange(
    Guid HostId,
    string HostName,
    ComplianceStatus Status,
    StatusReason Reason,
    IReadOnlyList<string> Arguments,
    DateTimeOffset At,
    ComplianceStatus? Previous);

/// <summary>How many hosts stood exposed at one moment: non-compliant, waived, or unknown after one of these.</summary>
internal sealed record ExposurePoint(DateTimeOffset At, int Exposed, int NonCompliant);
