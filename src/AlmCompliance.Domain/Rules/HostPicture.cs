using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Decisions;
using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Domain.Rules;

/// <summary>One host as every rule sees it: its case with what follows from the facts whatever the time is.</summary>
internal sealed class HostPicture
{
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(10);

    public HostPicture(HostCase host, FreshnessLimits limits)
    {
        Host = host;
        Limits = limits;
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
    }

    public HostCase Host { get; }

    public FreshnessLimits Limits { get; }

    /// <summary>Null where the host never reported.</summary>
    public HostFacts? Facts { get; }

    public EvidenceStamp Evidence { get; }

    public DateTimeOffset EvidenceExpiry { get; }

    public Installation Installation { get; }

    public InstalledVersion Version { get; } = InstalledVersion.None;

    public bool VersionCollectorFailed { get; }

    /// <summary>Whether ALM is on the host, or may be: it reported, and did not convince that it has none.</summary>
    public bool MayHaveAlm => Facts is not null && Installation.State != InstallationState.NotInstalled;

    /// <summary>The version for a sentence: what the texts add up to, else the most trusted one that can be read, else nothing.</summary>
    public string VersionWords
    {
        get
        {
            if (Version.Version is { } version)
            {
                return version.ToString();
            }

            foreach (var reading in Version.Readings)
            {
                if (reading.IsReadable)
                {
                    return reading.Lowest.ToString();
                }
            }

            return "";
        }
    }

    /// <summary>Evidence from the future proves nothing: it was written while the server's clock stood ahead.</summary>
    public bool IsCurrent(DateTimeOffset now) =>
        Facts is not null && Evidence.Origin != EvidenceOrigin.Unknown && Evidence.At <= now + ClockTolerance && now < EvidenceExpiry;

    public RangeStanding StandingTo(AffectedRange range) => range.StandingOf(Version, VersionCollectorFailed);

    public bool IsLicenceServer(DateTimeOffset now) => Host.Decisions.LicenceServer.IsValidAt(now);

    /// <summary>The attestation of a measure that holds longest; null where none is valid.</summary>
    public ValidDecision? AttestationOf(ProtectiveMeasure measure, DateTimeOffset now)
    {
        ValidDecision? longest = null;
        foreach (var attestation in Host.Decisions.Attestations)
        {
            if (attestation.Measure == measure && attestation.Decision.IsValidAt(now)
                && (longest is null || attestation.Decision.ValidUntil > longest.ValidUntil))
            {
                longest = attestation.Decision;
            }
        }

        return longest;
    }
}
