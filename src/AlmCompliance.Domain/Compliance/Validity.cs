using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Decisions;
using AlmCompliance.Domain.Rules;

namespace AlmCompliance.Domain.Compliance;

/// <summary>
/// Until when a status holds: the first moment at which evidence or a decision expires and the status would be another
/// for it, were nothing else to happen. Null while the status is Unknown.
/// </summary>
internal static class Validity
{
    public static DateTimeOffset? Of(
        in HostPicture host, in AdvisoryPicture advisory, ComplianceStatus status, in HostMeasures measures, DateTimeOffset now, ref MeasuresThen then)
    {
        if (status == ComplianceStatus.Unknown)
        {
            return null;
        }

        var asked = new Question(advisory, status, now, ref then) { First = host.EvidenceExpiry };
        var decisions = host.Host.Decisions;
        if (ReferenceEquals(decisions, HostDecisions.None))
        {
            // Without a decision nothing but a contradiction hangs on more than the evidence, and that needs a resolution.
            return asked.First;
        }

        // Each status is asked only of what its loss could change.
        switch (status)
        {
            case ComplianceStatus.Mitigated:
                asked.Consider(measures.Port.HoldsUntil, host);
                asked.Consider(decisions.LicenceServer?.Decision.ValidUntil, host);
                asked.Consider(decisions.Deferrals, host);
                ConsiderAttestations(ref asked, host);
                break;
            case ComplianceStatus.Waived:
                asked.Consider(decisions.Waivers, host);
                ConsiderProbe(ref asked, host);
                break;
            case ComplianceStatus.NonCompliant:
                ConsiderProbe(ref asked, host);
                break;
        }

        for (var i = 0; i < decisions.Versions.Count; i++)
        {
            asked.Consider(host.EndOf(decisions.Versions[i].Decision), host);
        }

        for (var i = 0; i < decisions.Resolutions.Count; i++)
        {
            if (decisions.Resolutions[i].Advisory == advisory.Id)
            {
                asked.Consider(decisions.Resolutions[i].Decision.ValidUntil, host);
            }
        }

        return asked.First;
    }

    private static void ConsiderAttestations(ref Question asked, in HostPicture host)
    {
        var attestations = host.Host.Decisions.Attestations;
        for (var i = 0; i < attestations.Count; i++)
        {
            if (attestations[i].Measure != ProtectiveMeasure.Port)
            {
                asked.Consider(host.EndOf(attestations[i].Decision), host);
            }
        }
    }

    /// <summary>An open answer that expires is the one thing that time takes back in a host's favour.</summary>
    private static void ConsiderProbe(ref Question asked, in HostPicture host)
    {
        if (host.Host.Decisions.Deferrals.Count > 0 && host.Host.Shielding.LastFoundOpenAt is { } at)
        {
            asked.Consider(host.Limits.ExpiryOfProbe(at), host);
        }
    }

    /// <summary>What is being asked, with the first moment found so far.</summary>
    private ref struct Question
    {
        private readonly AdvisoryPicture _advisory;
        private readonly ComplianceStatus _status;
        private readonly DateTimeOffset _now;
        private readonly ref MeasuresThen _then;

        public Question(in AdvisoryPicture advisory, ComplianceStatus status, DateTimeOffset now, ref MeasuresThen then)
        {
            (_advisory, _status, _now) = (advisory, status, now);
            _then = ref then;
        }

        public DateTimeOffset First { get; set; }

        public void Consider(IReadOnlyList<AdvisoryDecision> decisions, in HostPicture host)
        {
            for (var i = 0; i < decisions.Count; i++)
            {
                if (decisions[i].Advisory == _advisory.Id)
                {
                    Consider(decisions[i].Decision.ValidUntil, host);
                }
            }
        }

        public void Consider(DateTimeOffset? expiry, in HostPicture host)
        {
            if (expiry > _now && expiry < First && !StaysAt(host, expiry.Value))
            {
                First = expiry.Value;
            }
        }

        private readonly bool StaysAt(in HostPicture host, DateTimeOffset moment)
        {
            var measures = _then.At(host, moment);

            // What is affected stays so: a resolution that expires clears nothing.
            return _status == ComplianceStatus.Mitigated
                ? StatusJudgement.HoldingDeferral(host, _advisory, measures, moment) is not null
                : StatusJudgement.Judge(host, AdvisoryPicture.Of(host, _advisory.Judged, moment), measures, moment).Status == _status;
        }
    }
}

/// <summary>The measures of one host at the last moment that was asked about: nine advisories mostly ask about the same.</summary>
internal struct MeasuresThen
{
    private DateTimeOffset? _moment;
    private HostMeasures _measures;

    public HostMeasures At(in HostPicture host, DateTimeOffset moment)
    {
        if (_moment != moment)
        {
            (_moment, _measures) = (moment, HostMeasures.Judge(host, moment));
        }

        return _measures;
    }
}
