using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;

namespace AlmCompliance.Web.Features.AuditReports.Model;

/// <summary>
/// Everything about an audit report but its rows: what it is about, what it was judged by, and its figures. Frozen when the
/// report is made; every renderer writes from it and from the rows of <see cref="Frozen.FrozenReport"/> alone.
/// </summary>
internal sealed record ReportHead
{
    /// <summary>Name and version of the JSON form.</summary>
    public const string Schema = "almcompliance.audit-report/1";

    /// <summary>When the next assessment is due after one, unless the site says otherwise.</summary>
    public static readonly TimeSpan UsualInterval = TimeSpan.FromDays(35);

    public required Guid Id { get; init; }

    /// <summary>What people call it: <c>R-0007</c>.</summary>
    public required string Reference { get; init; }

    /// <summary><c>en</c> or <c>de</c>: of everything that is written for reading.</summary>
    public required string Language { get; init; }
    public required ReportScope Scope { get; init; }

    /// <summary>The moment it speaks of.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>
    /// It speaks of the moment of its making: then every verdict was computed from the inputs that the pack holds. Else it says what
    /// the server had concluded then, and the inputs of then are not kept.
    /// </summary>
    public required bool IsPresent { get; init; }
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Who, by the name of then.</summary>
    public required string MadeBy { get; init; }

    /// <summary>Version of this program.</summary>
    public required string Program { get; init; }

    /// <summary><see cref="RuleBook.Version"/> of the rules that judged.</summary>
    public required string Rules { get; init; }

    /// <summary>The day of the assessment, and when the next one is due.</summary>
    public required DateTimeOffset AssessedAt { get; init; }
    public required DateTimeOffset NextDue { get; init; }
    public required ReportCatalogue Catalogue { get; init; }

    /// <summary>The product note first.</summary>
    public required IReadOnlyList<ReportAdvisory> Advisories { get; init; }
    public required ReportFigures Figures { get; init; }

    /// <summary>The audit trail's newest entry at the moment of making.</summary>
    public required ReportTrailHead Trail { get; init; }

    /// <summary>How old evidence may grow, in days: online report, file, typed or raw, probe, attestation.</summary>
    public required IReadOnlyList<double> FreshnessDays { get; init; }
}

/// <summary>How complete the list of advisories is said to be.</summary>
/// <param name="AsOf">The day whose published advisories it holds.</param>
/// <param name="ReviewedAt">The last approved review; null where there never was one.</param>
/// <param name="ReviewedBy">Who asked for that review to be taken as done.</param>
/// <param name="ApprovedBy">Who approved it.</param>
/// <param name="DueAt">From when on a review is overdue.</param>
internal sealed record ReportCatalogue(DateOnly AsOf, DateTimeOffset? ReviewedAt, string? ReviewedBy, string? ApprovedBy, DateTimeOffset DueAt, bool IsOverdue);

/// <param name="Digest">Of the revision: SHA-256 (curated) or SHA-512 (document), hex.</param>
/// <param name="FixedIn">First version that is not affected, as people write it; null where lines differ or no update ends it.</param>
internal sealed record ReportAdvisory(
    string Id, string Title, DateOnly PublishedOn, string Revision, string? Digest, string Source, IReadOnlyList<string> Cves, string? FixedIn, DateTimeOffset? EnteredAt)
{
    /// <summary>Hosts of the scope by their status for it; lines that never enrolled are in none.</summary>
    public required IReadOnlyDictionary<ComplianceStatus, int> ByStatus { get; init; }
}

/// <summary>The figures, all of one set: the hosts of the scope, on the plant's own list where there is one.</summary>
internal sealed record ReportFigures
{
    /// <summary>All that are counted: hosts, and lines that never enrolled.</summary>
    public required int Hosts { get; init; }

    /// <summary>By status for the product note; lines that never enrolled are Unknown.</summary>
    public required IReadOnlyDictionary<ComplianceStatus, int> ByStatus { get; init; }

    /// <summary>Lines of the plant's own list; null where there is none: completeness not shown.</summary>
    public required int? Expected { get; init; }

    /// <summary>Lines of the list for which no host ever enrolled.</summary>
    public required int NeverEnrolled { get; init; }

    /// <summary>Hosts that enrolled and never reported.</summary>
    public required int NeverReported { get; init; }

    /// <summary>Hosts that reported once, and whose evidence is too old.</summary>
    public required int EvidenceTooOld { get; init; }

    /// <summary>Enrolled hosts of the scope that are not on the list: in no other figure, and listed all the same.</summary>
    public required int Unlisted { get; init; }

    /// <summary>Compliant and Mitigated.</summary>
    public int Covered => ByStatus.GetValueOrDefault(ComplianceStatus.Compliant) + ByStatus.GetValueOrDefault(ComplianceStatus.Mitigated);

    /// <summary>All but NotApplicable: what <see cref="Covered"/> is a share of.</summary>
    public int InScope => Hosts - ByStatus.GetValueOrDefault(ComplianceStatus.NotApplicable);

    /// <summary>Null where there is no list of expected hosts, or nothing in scope.</summary>
    public double? Coverage => Expected is null || InScope == 0 ? null : (double)Covered / InScope;

    /// <summary>For all advisories together.</summary>
    public required int FindingsOpen { get; init; }
    public required int FindingsOverdue { get; init; }

    /// <summary>Of these, those about the product note or about no advisory: what the overview counts.</summary>
    public required int NoteFindingsOpen { get; init; }
    public required int NoteFindingsOverdue { get; init; }

    /// <summary>Hosts with one of these overdue.</summary>
    public required int NoteOverdueHosts { get; init; }

    /// <summary>Hosts with an open ALM0002.</summary>
    public required int RemoteAccessOpen { get; init; }

    /// <summary>Of the evidence that there is; null where there is none.</summary>
    public required DateTimeOffset? OldestEvidence { get; init; }
    public required DateTimeOffset? MedianEvidence { get; init; }
    public required IReadOnlyList<ReportRuleFigure> Rules { get; init; }

    /// <summary>By site and name, hosts without a zone last.</summary>
    public required IReadOnlyList<ReportZoneFigure> Zones { get; init; }

    /// <summary>Patches of the last 90 days; null where nothing was patched.</summary>
    public required ReportPatchTime? TimeToPatch { get; init; }

    /// <summary>Exposed hosts on each of the last 90 days that was counted, oldest first; of the zones in scope, whatever else the scope says.</summary>
    public required IReadOnlyList<ReportDay> Trend { get; init; }
}

/// <param name="Hosts">With an open finding of the rule.</param>
/// <param name="Open">Open findings.</param>
internal sealed record ReportRuleFigure(RuleId Rule, int Hosts, int Open, int Overdue);

/// <param name="Zone">Null for hosts without one.</param>
/// <param name="Overdue">Hosts with an overdue finding of any advisory.</param>
internal sealed record ReportZoneFigure(string? Site, string? Zone, int Hosts, IReadOnlyDictionary<ComplianceStatus, int> ByStatus, IReadOnlyDictionary<RuleId, int> ByRule, int Overdue);

/// <param name="Hosts">How many patches were counted.</param>
internal sealed record ReportPatchTime(int Hosts, TimeSpan Median, TimeSpan Percentile90);

/// <param name="NonCompliant">Exposed for that status.</param>
/// <param name="Waived">Exposed for that status.</param>
/// <param name="Unknown">Exposed before, and not known since.</param>
internal sealed record ReportDay(DateOnly Day, int NonCompliant, int Waived, int Unknown);

/// <param name="Hash">SHA-256, hex.</param>
internal sealed record ReportTrailHead(long Sequence, string Hash);
