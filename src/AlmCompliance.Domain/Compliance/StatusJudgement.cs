using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Decisions;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;

namespace AlmCompliance.Domain.Compliance;

/// <summary>A status before it is known how long it holds.</summary>
internal readonly record struct StatusOutcome(ComplianceStatus Status, StatusReason Reason, params string[] Arguments);

/// <summary>A host's status for an advisory: the ordered steps of DESIGN section 4, the first that speaks decides.</summary>
internal static class StatusJudgement
{
    public static StatusOutcome Judge(HostPicture host, Advisory advisory, IReadOnlyList<MeasureVerdict> measures, DateTimeOffset now)
    {
        if (host.Facts is null)
        {
            return new StatusOutcome(ComplianceStatus.Unknown, StatusReason.NeverReported);
        }

        if (!host.IsCurrent(now))
        {
            return new StatusOutcome(ComplianceStatus.Unknown, StatusReason.EvidenceTooOld);
        }

        var outcome = ByInstallation(host) ?? host.StandingTo(advisory.Affected) switch
        {
            RangeStanding.Older => OutsideScope(host, advisory),
            RangeStanding.Newer => Fixed(host, host.Facts),
            RangeStanding.Inside => Affected(host, advisory, measures, now),
            _ => InDoubt(host, advisory),
        };

        return host.Evidence.IsStrong || outcome.Status is ComplianceStatus.Unknown or ComplianceStatus.NonCompliant
            ? outcome
            : new StatusOutcome(ComplianceStatus.Unknown, StatusReason.EvidenceTooWeak, host.VersionWords);
    }

    private static StatusOutcome? ByInstallation(HostPicture host) => host.Installation.State switch
    {
        InstallationState.NotInstalled => new StatusOutcome(ComplianceStatus.NotApplicable, StatusReason.NotInstalled),
        InstallationState.Doubtful => new StatusOutcome(ComplianceStatus.Unknown, StatusReason.NotInstalledDoubtful, host.Installation.Doubt ?? ""),
        _ => null,
    };

    /// <summary>The advisory passes the host over, so the weaknesses that touch it all the same are named.</summary>
    private static StatusOutcome OutsideScope(HostPicture host, Advisory advisory)
    {
        var arguments = new List<string> { host.VersionWords };
        foreach (var cve in advisory.Cves)
        {
            if (host.StandingTo(cve.Affected) == RangeStanding.Inside)
            {
                arguments.Add(cve.Id.Value);
            }
        }

        return new StatusOutcome(ComplianceStatus.NotApplicable, StatusReason.OutsideScope, [.. arguments]);
    }

    private static StatusOutcome InDoubt(HostPicture host, Advisory advisory)
    {
        var doubt = VersionDoubt.About(host, advisory.Affected);
        return doubt.Kind switch
        {
            VersionDoubtKind.NotInterpretable => new StatusOutcome(ComplianceStatus.Unknown, StatusReason.VersionNotInterpretable, doubt.Culprit),
            VersionDoubtKind.Contradiction => new StatusOutcome(ComplianceStatus.Unknown, StatusReason.VersionContradiction, doubt.Culprit, doubt.Other),
            VersionDoubtKind.CollectorFailed => new StatusOutcome(ComplianceStatus.Unknown, StatusReason.VersionCollectorFailed, doubt.Culprit),
            _ => new StatusOutcome(ComplianceStatus.Unknown, StatusReason.VersionMissing),
        };
    }

    private static StatusOutcome Fixed(HostPicture host, HostFacts facts) => facts.RestartPending switch
    {
        false => new StatusOutcome(ComplianceStatus.Compliant, StatusReason.Fixed, host.VersionWords),
        true => new StatusOutcome(ComplianceStatus.NonCompliant, StatusReason.RestartPending, host.VersionWords),
        null => new StatusOutcome(ComplianceStatus.Unknown, StatusReason.RestartNotKnown, host.VersionWords),
    };

    private static StatusOutcome Affected(HostPicture host, Advisory advisory, IReadOnlyList<MeasureVerdict> measures, DateTimeOffset now)
    {
        var version = host.VersionWords;
        var decisions = host.Host.Decisions;
        if (host.Evidence.IsStrong)
        {
            if (decisions.Deferrals.TryGetValue(advisory.Id, out var deferral) && deferral.IsValidAt(now)
                && Mitigation.IsComplete(host, advisory, measures, now))
            {
                return new StatusOutcome(ComplianceStatus.Mitigated, StatusReason.MeasuresInPlace, version, deferral.Reference);
            }

            if (decisions.Waivers.TryGetValue(advisory.Id, out var waiver) && waiver.IsValidAt(now))
            {
                return new StatusOutcome(ComplianceStatus.Waived, StatusReason.RiskAccepted, version, waiver.Reference);
            }
        }

        return new StatusOutcome(ComplianceStatus.NonCompliant, StatusReason.Affected, version, advisory.FixedIn.ToString());
    }
}
