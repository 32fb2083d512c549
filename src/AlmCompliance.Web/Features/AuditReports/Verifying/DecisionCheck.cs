using AlmCompliance.Data.Decisions;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Decisions;

namespace AlmCompliance.Web.Features.AuditReports.Verifying;

/// <summary>Compares the decisions that rows name and inputs rest on with those that the report lists.</summary>
/// <param name="report">The name of the report's JSON form.</param>
internal sealed class DecisionCheck(string report, DateTimeOffset moment, PackChecks checks)
{
    private readonly Dictionary<string, Listed> _listed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _sets = new(StringComparer.Ordinal);

    public void Add(ReportedDecision decision)
    {
        var isApproved = decision.State == nameof(DecisionState.Approved);
        var listed = new Listed(
            decision.Kind, decision.AdvisoryId, decision.AdvisoryRevision, decision.Measure, isApproved, decision.DecidedAt, decision.ValidFrom, decision.ValidUntil, decision.Hosts);
        if (!_listed.TryAdd(decision.Reference, listed))
        {
            checks.Fails(report, $"it lists decision {decision.Reference} twice");
        }

        if (isApproved && !(decision.RequestedAt <= decision.DecidedAt && decision.DecidedAt <= moment))
        {
            checks.Fails(report, $"decision {decision.Reference} was not asked for, approved and reported in this order");
        }

        if (isApproved && (string.IsNullOrEmpty(decision.Approver) || string.Equals(decision.Approver, decision.Requester, StringComparison.OrdinalIgnoreCase)))
        {
            checks.Fails(report, $"decision {decision.Reference} is approved by nobody, or by who asked for it");
        }
    }

    /// <returns>What the row names; one array for all rows that name the same.</returns>
    public string[] Add(ReportedHost host)
    {
        var key = string.Join('\n', host.Decisions);
        if (!_sets.TryGetValue(key, out var set))
        {
            _sets.Add(key, set = [.. host.Decisions]);
        }

        foreach (var reference in set)
        {
            if (_listed.GetValueOrDefault(reference) is { IsApproved: true } listed)
            {
                listed.Named++;
            }
            else
            {
                checks.Fails(report, $"{RowCheck.NameOf(host)} names decision {reference}, which is not among the approved decisions of the report");
            }
        }

        return set;
    }

    /// <summary>After the last row.</summary>
    public void Finish()
    {
        foreach (var (reference, listed) in _listed)
        {
            if (listed.IsApproved && listed.Hosts != listed.Named)
            {
                checks.Fails(report, $"decision {reference} says that it covers {listed.Hosts} hosts, and {listed.Named} rows name it");
            }
        }
    }

    /// <summary>What an input rests on that nobody decided, as far as the report says; null where there is nothing.</summary>
    /// <param name="named">What the host's row names.</param>
    public string? Flaw(HostDecisions given, string[] named)
    {
        foreach (var rests in All(given))
        {
            // What is over, or lost its hosts, is told on in the input and covers nothing.
            var decision = rests.Decision;
            if (decision.ValidUntil <= moment || decision.HostListChanged)
            {
                continue;
            }

            if (_listed.GetValueOrDefault(decision.Reference) is not { IsApproved: true } listed)
            {
                return $"its input rests on decision {decision.Reference}, which is not among the approved decisions of the report";
            }

            if (listed.ValidFrom > moment)
            {
                return $"its input rests on decision {decision.Reference}, which is not in force yet";
            }

            var isSame = listed.Kind == rests.Kind.ToString() && listed.ValidUntil == decision.ValidUntil && (rests.Advisory is null || listed.AdvisoryId == rests.Advisory.Value.Value)
                && (rests.Measure is null || listed.Measure == rests.Measure) && decision.Revision == listed.Revision && (decision.ApprovedAt is null || decision.ApprovedAt == listed.DecidedAt);
            if (!isSame)
            {
                return $"its input has decision {decision.Reference} otherwise than the report: kind, advisory, measure, approval or term differ";
            }

            if (rests.Kind != DecisionKind.ContradictionResolution && !named.Contains(decision.Reference, StringComparer.Ordinal))
            {
                return $"its input rests on decision {decision.Reference}, which its row does not name";
            }
        }

        return null;
    }

    private static IEnumerable<Rested> All(HostDecisions given) =>
    [
        .. given.Deferrals.Select(d => new Rested(DecisionKind.UpdateDeferral, d.Decision, d.Advisory)),
        .. given.Waivers.Select(d => new Rested(DecisionKind.Waiver, d.Decision, d.Advisory)),
        .. given.LicenceServer is { } declared ? (Rested[])[new Rested(DecisionKind.LicenceServerDeclaration, declared.Decision)] : [],
        .. given.Attestations.Select(a => new Rested(DecisionKind.Attestation, a.Decision, Measure: a.Measure)),
        .. given.Versions.Select(v => new Rested(DecisionKind.Attestation, v.Decision, Measure: ProtectiveMeasure.Unknown)),
        .. given.Resolutions.Select(r => new Rested(DecisionKind.ContradictionResolution, r.Decision, r.Advisory)),
    ];

    /// <summary>A decision as an input has it.</summary>
    private readonly record struct Rested(DecisionKind Kind, ValidDecision Decision, AdvisoryId? Advisory = null, ProtectiveMeasure? Measure = null);

    /// <summary>A decision as the report lists it.</summary>
    private sealed record Listed(
        string Kind, string? AdvisoryId, string? Revision, ProtectiveMeasure Measure, bool IsApproved, DateTimeOffset? DecidedAt, DateTimeOffset ValidFrom,
        DateTimeOffset ValidUntil, long Hosts)
    {
        /// <summary>How many rows name it.</summary>
        public long Named { get; set; }
    }
}
