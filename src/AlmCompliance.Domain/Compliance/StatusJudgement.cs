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
    public static StatusOutcome Judge(in HostPicture host, in AdvisoryPicture advisory, in HostMeasures measures, DateTimeOffset now)
    {
        if (host.IsContested)
        {
            return new StatusOutcome(ComplianceStatus.Unknown, StatusReason.TwoMachines);
        }

        if (host.Facts is null)
        {
            return new StatusOutcome(ComplianceStatus.Unknown, StatusReason.NeverReported);
        }

        if (!host.IsCurrent(now))
        {
            return new StatusOutcome(ComplianceStatus.Unknown, StatusReason.EvidenceTooOld);
        }

        var outcome = ByInstallation(host) ?? advisory.Standing switch
        {
            RangeStanding.Older => OutsideScope(host, advisory),
            RangeStanding.Newer => Fixed(host, host.Facts),
            RangeStanding.Inside => Affected(host, advisory, measures, now),
            _ => InDoubt(host, advisory),
        };

        return outcome.Status is ComplianceStatus.Unknown or ComplianceStatus.NonCompliant || host.IsVersionVouched(now)
            ? outcome
            : new StatusOutcome(ComplianceStatus.Unknown, StatusReason.EvidenceTooWeak, host.JustTheVersion);
    }

    /// <summary>The deferral under which measures hold an affected host; null where they do not.</summary>
    public static ValidDecision? HoldingDeferral(in HostPicture host, in AdvisoryPicture advisory, in HostMeasures measures, DateTimeOffset now) =>
        host.IsVersionVouched(now) && Mitigation.IsComplete(host, advisory, measures, now)
            ? host.ValidOf(host.Host.Decisions.Deferrals, advisory.Judged, now)
            : null;

    private static StatusOutcome? ByInstallation(in HostPicture host) => host.Installation.State switch
    {
        InstallationState.NotInstalled => new StatusOutcome(ComplianceStatus.NotApplicable, StatusReason.NotInstalled),
        InstallationState.Doubtful => new StatusOutcome(ComplianceStatus.Unknown, StatusReason.NotInstalledDoubtful, host.Installation.Doubt ?? ""),
        _ => null,
    };

    /// <summary>The advisory passes the host over, so the weaknesses that touch it all the same are named.</summary>
    private static StatusOutcome OutsideScope(in HostPicture host, in AdvisoryPicture advisory)
    {
        var cves = advisory.Advisory.Cves;
        var touching = 0;
        for (var i = 0; i < cves.Count; i++)
        {
            touching += Touches(cves[i], host) ? 1 : 0;
        }

        var arguments = new string[1 + touching];
        arguments[0] = host.VersionWords;
        for (var i = cves.Count - 1; i >= 0 && touching > 0; i--)
        {
            if (Touches(cves[i], host))
            {
                arguments[touching--] = cves[i].Id.Value;
            }
        }

        return new StatusOutcome(ComplianceStatus.NotApplicable, StatusReason.OutsideScope, arguments);
    }

    private static bool Touches(Cve cve, in HostPicture host) =>
        cve.Affected.StandingOf(host.Version, host.VersionCollectorFailed).Standing == RangeStanding.Inside;

    private static StatusOutcome InDoubt(in HostPicture host, in AdvisoryPicture advisory)
    {
        var doubt = VersionDoubt.About(host, advisory);
        return doubt.Kind switch
        {
            VersionDoubtKind.NotInterpretable => new StatusOutcome(ComplianceStatus.Unknown, StatusReason.VersionNotInterpretable, doubt.Culprit),
            VersionDoubtKind.Contradiction => new StatusOutcome(ComplianceStatus.Unknown, StatusReason.VersionContradiction, doubt.Culprit, doubt.Other),
            VersionDoubtKind.CollectorFailed => new StatusOutcome(ComplianceStatus.Unknown, StatusReason.VersionCollectorFailed, doubt.Culprit),
            VersionDoubtKind.Missing => new StatusOutcome(ComplianceStatus.Unknown, StatusReason.VersionMissing),
            _ when advisory.Own.LineNotNamed => new StatusOutcome(ComplianceStatus.Unknown, StatusReason.LineNotNamed, host.JustTheVersion),
            _ => new StatusOutcome(ComplianceStatus.Unknown, StatusReason.RangeNotInterpretable, host.VersionWords, advisory.Own.Branch?.RawRange ?? ""),
        };
    }

    private static StatusOutcome Fixed(in HostPicture host, HostFacts facts) => facts.RestartPending switch
    {
        false => new StatusOutcome(ComplianceStatus.Compliant, StatusReason.Fixed, host.JustTheVersion),
        true => new StatusOutcome(ComplianceStatus.NonCompliant, StatusReason.RestartPending, host.JustTheVersion),
        null => new StatusOutcome(ComplianceStatus.Unknown, StatusReason.RestartNotKnown, host.JustTheVersion),
    };

    private static StatusOutcome Affected(in HostPicture host, in AdvisoryPicture advisory, in HostMeasures measures, DateTimeOffset now)
    {
        if (HoldingDeferral(host, advisory, measures, now) is { } deferral)
        {
            return new StatusOutcome(ComplianceStatus.Mitigated, StatusReason.MeasuresInPlace, host.VersionWords, deferral.Reference);
        }

        if (host.IsVersionVouched(now) && host.ValidOf(host.Host.Decisions.Waivers, advisory.Judged, now) is { } waiver)
        {
            return new StatusOutcome(ComplianceStatus.Waived, StatusReason.RiskAccepted, host.VersionWords, waiver.Reference);
        }

        var reason = advisory.Own.FixedInWords.Length > 0 ? StatusReason.Affected : StatusReason.AffectedWithoutUpdate;
        return new StatusOutcome(ComplianceStatus.NonCompliant, reason, advisory.Words);
    }
}
