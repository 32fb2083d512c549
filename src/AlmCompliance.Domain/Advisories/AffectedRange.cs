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
    /// Reads the spellings of advisories: <c>&gt;= V4.0</c>, <c>&lt; V5.1 SP1 Upd3</c>, both together,
    /// <c>vers:intdot/&gt;=4.0|&lt;5.2</c>, <c>vers:all/*</c>. False for everything else: a person decides then.
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out AffectedRange? range) =>
        AffectedRangeGrammar.TryParse(text, out range);
}
