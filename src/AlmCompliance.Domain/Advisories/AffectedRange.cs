using System.Diagnostics.CodeAnalysis;
using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Domain.Advisories;

/// <summary>Where a host's version stands to a range of versions.</summary>
public enum RangeStanding
{
    /// <summary>Nothing may be said.</summary>
    Unknown = 0,

    /// <summary>Older than the first version touched.</summary>
    Older,

    /// <summary>Touched.</summary>
    Inside,

    /// <summary>Past the last version touched.</summary>
    Newer,
}

/// <summary>The versions that a weakness touches: from the lower bound on, up to but not including the upper one.</summary>
/// <param name="From">The first version touched; null where every older one is.</param>
/// <param name="Below">The first version not touched any more; null where none is known.</param>
public sealed record AffectedRange(AlmVersion? From, AlmVersion? Below)
{
    /// <summary>Whether the range holds the version.</summary>
    public bool Contains(AlmVersion version) => StandingOf(version) == RangeStanding.Inside;

    /// <summary>Where one version stands.</summary>
    public RangeStanding StandingOf(AlmVersion version)
    {
        if (version < From)
        {
            return RangeStanding.Older;
        }

        return version >= Below ? RangeStanding.Newer : RangeStanding.Inside;
    }

    /// <summary>
    /// Where a host stands by its version texts. Where they do not add up, the host counts as inside only if every text
    /// that can be read is inside, and as older only if every text can be read and is older.
    /// </summary>
    /// <param name="installed">The texts and what they add up to.</param>
    /// <param name="collectorFailed">Whether a place where version texts stand could not be read: then the most precise text may be missing.</param>
    public RangeStanding StandingOf(InstalledVersion installed, bool collectorFailed)
    {
        if (installed is { Certainty: VersionCertainty.Known, Version: { } version } && !collectorFailed)
        {
            return StandingOf(version, installed.IsInferred);
        }

        var shared = SharedStanding(installed.Readings);
        return shared switch
        {
            RangeStanding.Inside => RangeStanding.Inside,
            RangeStanding.Older when installed.Certainty == VersionCertainty.Contradiction && !collectorFailed => RangeStanding.Older,
            _ => RangeStanding.Unknown,
        };
    }

    /// <summary>
    /// Reads the spellings of advisories: <c>&gt;= V4.0</c>, <c>&lt; V5.1 SP1 Upd3</c>, both together,
    /// <c>vers:intdot/&gt;=4.0|&lt;5.2</c>, <c>vers:all/*</c>. False for everything else: a person decides then.
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out AffectedRange? range) =>
        AffectedRangeGrammar.TryParse(text, out range);

    /// <summary>The layout behind an inferred reading was never confirmed, so every service pack and update is tried.</summary>
    private RangeStanding StandingOf(AlmVersion version, bool isInferred)
    {
        if (!isInferred)
        {
            return StandingOf(version);
        }

        var lowest = StandingOf(new AlmVersion(version.Major, version.Minor));
        var highest = StandingOf(new AlmVersion(version.Major, version.Minor, 99, 99));
        return lowest == highest ? lowest : RangeStanding.Unknown;
    }

    private RangeStanding SharedStanding(IReadOnlyList<VersionReading> readings)
    {
        var shared = RangeStanding.Unknown;
        for (var i = 0; i < readings.Count; i++)
        {
            if (!readings[i].IsReadable)
            {
                continue;
            }

            var standing = StandingOf(readings[i].Lowest, readings[i].IsInferred);
            if (standing == RangeStanding.Unknown || (shared != RangeStanding.Unknown && shared != standing))
            {
                return RangeStanding.Unknown;
            }

            shared = standing;
        }

        return shared;
    }
}
