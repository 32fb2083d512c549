using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Domain.Rules;

/// <summary>Why no version may be concluded from a host's texts.</summary>
internal enum VersionDoubtKind
{
    None = 0,
    NotInterpretable,
    Contradiction,
    CollectorFailed,
    Missing,
}

/// <summary>The doubt with its culprits: the text and its source, the two texts, or the collector and its message.</summary>
internal readonly record struct VersionDoubt(VersionDoubtKind Kind, string Culprit = "", string Other = "")
{
    /// <summary>The doubt that stands whatever is asked of the version.</summary>
    public static VersionDoubt About(in HostPicture host)
    {
        var version = host.Version;
        return version.Certainty switch
        {
            VersionCertainty.NotInterpretable => NotInterpretable(Unreadable(version.Readings)),
            VersionCertainty.Contradiction when VersionResolution.FindContradiction(version.Readings) is var (one, other) =>
                new VersionDoubt(VersionDoubtKind.Contradiction, one.Evidence.Raw, other.Evidence.Raw),
            _ when host.VersionCollectorFailed => Failure(host.Facts!),
            VersionCertainty.None => new VersionDoubt(VersionDoubtKind.Missing),
            _ when host.Installation.State == InstallationState.Doubtful =>
                new VersionDoubt(VersionDoubtKind.Contradiction, version.Readings[0].Evidence.Raw, "installed: false"),
            _ => default,
        };
    }

    /// <summary>Also the doubt that stands only for this range: an inferred text whose readings fall on both sides of a bound.</summary>
    public static VersionDoubt About(in HostPicture host, in AdvisoryPicture advisory)
    {
        var doubt = About(host);
        return doubt.Kind == VersionDoubtKind.None && advisory.Standing == RangeStanding.Unknown && host.Version.IsInferred && !advisory.Own.LineNotNamed
            ? NotInterpretable(Inferred(host.Version.Readings))
            : doubt;
    }

    private static VersionDoubt NotInterpretable(VersionReading reading) =>
        new(VersionDoubtKind.NotInterpretable, reading.Evidence.Raw, reading.Evidence.Source.ToString());

    private static VersionDoubt Failure(HostFacts facts)
    {
        foreach (var problem in facts.Problems)
        {
            if (problem.Collector is Collector.Autsw or Collector.Uninstall or Collector.Unknown)
            {
                return new VersionDoubt(VersionDoubtKind.CollectorFailed, problem.Name, problem.Message);
            }
        }

        return default;
    }

    /// <summary>Where all can be read, they stand at places that this program does not know.</summary>
    private static VersionReading Unreadable(IReadOnlyList<VersionReading> readings) =>
        readings.FirstOrDefault(static r => !r.IsReadable) ?? readings[0];

    private static VersionReading Inferred(IReadOnlyList<VersionReading> readings) =>
        readings.FirstOrDefault(static r => r.IsInferred) ?? readings[0];
}
