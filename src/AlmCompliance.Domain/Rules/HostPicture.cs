using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Decisions;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Segmentation;

namespace AlmCompliance.Domain.Rules;

/// <summary>One host as every rule sees it: its case with what follows from the facts whatever the time is.</summary>
internal readonly struct HostPicture
{
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(10);

    public HostPicture(HostCase host, FreshnessLimits limits)
    {
        Host = host;
        Limits = limits;
        Version = InstalledVersion.None;
        VersionWords = "";
        JustTheVersion = [];
        if (host is not { Facts: { } facts, Evidence: { } evidence })
        {
            return;
        }

        Facts = facts;
        Evidence = evidence;
        EvidenceExpiry = limits.ExpiryOf(evidence);
        Installation = Installation.Of(facts);
        Version = VersionResolution.Resolve(facts.Versions);
        VersionCollectorFailed = facts.VersionCollectorFailed;
        VersionWords = WordsOf(Version);
        JustTheVersion = [VersionWords];
    }

    public HostCase Host { get; }

    public FreshnessLimits Limits { get; }

    /// <summary>Null where the host never reported.</summary>
    public HostFacts? Facts { get; }

    public EvidenceStamp Evidence { get; }

    public DateTimeOffset EvidenceExpiry { get; }

    public Installation Installation { get; }

    public InstalledVersion Version { get; }

    public bool VersionCollectorFailed { get; }

    /// <summary>The version for a sentence: what the texts add up to, else the most trusted one that can be read, else nothing.</summary>
    public string VersionWords { get; }

    /// <summary>The same as the only word of a verdict: one list for all of them.</summary>
    public string[] JustTheVersion { get; }

    /// <summary>What was found may be another machine's: it clears nothing.</summary>
    public bool IsContested => Host.Identity is not null;

    /// <summary>Whether ALM is on the host, or may be: it reported, and did not convince that it has none.</summary>
    public bool MayHaveAlm => Facts is not null && Installation.State != InstallationState.NotInstalled;

    /// <summary>Evidence from the future proves nothing: it was written while the server's clock stood ahead.</summary>
    public bool IsCurrent(DateTimeOffset now) =>
        Facts is not null && Evidence.Origin != EvidenceOrigin.Unknown && Evidence.At <= now + ClockTolerance && now < EvidenceExpiry;

    /// <summary>Whether an agent vouches for the version, or a person attests this very piece of evidence.</summary>
    public bool IsVersionVouched(DateTimeOffset now)
    {
        if (Evidence.IsStrong)
        {
            return true;
        }

        var versions = Host.Decisions.Versions;
        for (var i = 0; i < versions.Count; i++)
        {
            var attested = versions[i];
            if (attested.Decision.Version is not null
                && Host.ContentDigest is { } digest
                && string.Equals(attested.ContentDigest, digest, StringComparison.Ordinal)
                && DecisionValidity.StandingOf(attested.Decision, null, Version.Version, now) == DecisionStanding.Valid
                && now < EndOf(attested.Decision))
            {
                return true;
            }
        }

        return false;
    }

    public bool IsLicenceServer(DateTimeOffset now) =>
        Host.Decisions.LicenceServer is { } declared
        && !string.IsNullOrWhiteSpace(declared.Owner)
        && DecisionValidity.StandingOf(declared.Decision, null, Version.Version, now) == DecisionStanding.Valid;

    /// <summary>Until when a measure is attested, by the attestation that holds longest; null where none is valid.</summary>
    /// <param name="boundary">For the port: the boundary asked about; null for another measure.</param>
    public (ValidDecision Decision, DateTimeOffset Until)? AttestationOf(ProtectiveMeasure measure, DateTimeOffset now, Boundary? boundary = null)
    {
        (ValidDecision Decision, DateTimeOffset Until)? longest = null;
        var attestations = Host.Decisions.Attestations;
        for (var i = 0; i < attestations.Count; i++)
        {
            var attested = attestations[i];
            if (attested.Measure != measure
                || (boundary is not null && !Speaks(attested, boundary))
                || DecisionValidity.StandingOf(attested.Decision, null, Version.Version, now) != DecisionStanding.Valid)
            {
                continue;
            }

            var end = EndOf(attested.Decision);
            if (now < end && (longest is not { } known || end > known.Until))
            {
                longest = (attested.Decision, end);
            }
        }

        return longest;
    }

    /// <summary>Of that boundary, or of every one that there was when it was approved.</summary>
    private static bool Speaks(AttestedMeasure attested, Boundary boundary) =>
        attested.Boundary is { } own ? own == boundary.From : boundary.DrawnAt is not { } drawnAt || drawnAt <= attested.Decision.ApprovedAt;

    /// <summary>An attestation ends with its decision, or when it grows too old.</summary>
    public DateTimeOffset EndOf(ValidDecision attestation)
    {
        var tooOld = attestation.ApprovedAt is { } at ? Limits.ExpiryOfAttestation(at) : DateTimeOffset.MaxValue;
        return tooOld < attestation.ValidUntil ? tooOld : attestation.ValidUntil;
    }

    /// <summary>The decision about an advisory that holds longest; null where none is valid.</summary>
    public ValidDecision? ValidOf(IReadOnlyList<AdvisoryDecision> decisions, JudgedAdvisory advisory, DateTimeOffset now)
    {
        ValidDecision? longest = null;
        for (var i = 0; i < decisions.Count; i++)
        {
            var decision = decisions[i];
            if (decision.Advisory == advisory.Advisory.Id
                && DecisionValidity.StandingOf(decision.Decision, advisory.RevisionKey, Version.Version, now) == DecisionStanding.Valid
                && (longest is null || decision.Decision.ValidUntil > longest.ValidUntil))
            {
                longest = decision.Decision;
            }
        }

        return longest;
    }

    private static string WordsOf(InstalledVersion installed)
    {
        if (installed.Version is { } version)
        {
            return version.ToString();
        }

        for (var i = 0; i < installed.Readings.Count; i++)
        {
            if (installed.Readings[i].IsReadable)
            {
                return installed.Readings[i].Lowest.ToString();
            }
        }

        return "";
    }
}
