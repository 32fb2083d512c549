using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Domain.Advisories;

/// <summary>Where a version stands to branches, and which of them says so.</summary>
/// <param name="Standing">Where it stands.</param>
/// <param name="Branch">The branch that decided; null where none speaks of the version's line or nothing may be said.</param>
/// <param name="LineNotNamed">The version is known and no branch speaks of its line: unknown, not clear.</param>
/// <param name="FixedInWords">The branch's first fixed version for a sentence; empty where there is none.</param>
public readonly record struct BranchStanding(RangeStanding Standing, AdvisoryBranch? Branch, bool LineNotNamed = false, string FixedInWords = "");

/// <summary>The versions that a weakness touches, product line by product line.</summary>
public sealed class AffectedVersions
{
    private readonly AdvisoryBranch[] _branches;
    private readonly Bounds[] _bounds;

    /// <param name="branches">At least one; branches may overlap, then the one that says affected wins.</param>
    /// <exception cref="ArgumentException">There is none: a weakness that touches nothing would clear every host.</exception>
    public AffectedVersions(params IReadOnlyList<AdvisoryBranch> branches)
    {
        if (branches.Count == 0)
        {
            throw new ArgumentException("At least one branch is needed.", nameof(branches));
        }

        _branches = [.. branches];
        _bounds = Array.ConvertAll(_branches, static b => new Bounds(b));
    }

    /// <summary>One range over every line.</summary>
    /// <param name="range">The versions that are touched.</param>
    public static AffectedVersions Of(AffectedRange range) => new(new AdvisoryBranch(
        ProductLine.Every, range, range.Below is null ? RemedyKind.Unknown : RemedyKind.UpdateAvailable, range.Below));

    /// <summary>The branches in the order of the document.</summary>
    public IReadOnlyList<AdvisoryBranch> Branches => _branches;

    /// <summary>Where one version stands. A line that no branch names is unknown, and so is one whose range cannot be read.</summary>
    public BranchStanding StandingOf(AlmVersion version)
    {
        var key = version.SortKey;
        var speaking = -1;
        var standing = RangeStanding.Unknown;
        var isUnreadable = false;
        for (var i = 0; i < _bounds.Length; i++)
        {
            ref readonly var bounds = ref _bounds[i];
            if (key < bounds.LineFrom || key >= bounds.LineBelow)
            {
                continue;
            }

            speaking = speaking < 0 ? i : speaking;
            if (!bounds.IsReadable)
            {
                isUnreadable = true;
            }
            else if (key < bounds.From)
            {
                // Between two ranges a version is past the one that it has left.
                standing = standing == RangeStanding.Newer ? standing : RangeStanding.Older;
            }
            else if (key >= bounds.Below)
            {
                standing = RangeStanding.Newer;
            }
            else
            {
                return new BranchStanding(RangeStanding.Inside, _branches[i], FixedInWords: bounds.FixedInWords);
            }
        }

        return speaking < 0
            ? new BranchStanding(RangeStanding.Unknown, null, LineNotNamed: true)
            : new BranchStanding(isUnreadable ? RangeStanding.Unknown : standing, _branches[speaking]);
    }

    /// <summary>
    /// Where a host stands by its version texts. Where they do not add up, the host counts as inside only if every text
    /// that can be read is inside, and as older only if every text can be read and is older.
    /// </summary>
    /// <param name="installed">The texts and what they add up to.</param>
    /// <param name="collectorFailed">Whether a place where version texts stand could not be read: then the most precise text may be missing.</param>
    public BranchStanding StandingOf(InstalledVersion installed, bool collectorFailed)
    {
        if (installed is { Certainty: VersionCertainty.Known, Version: { } version } && !collectorFailed)
        {
            return StandingOf(version, installed.IsInferred);
        }

        var shared = SharedStanding(installed.Readings);
        return shared.Standing switch
        {
            RangeStanding.Inside => shared,
            RangeStanding.Older when installed.Certainty == VersionCertainty.Contradiction && !collectorFailed => shared,
            _ => default,
        };
    }

    /// <summary>The layout behind an inferred reading was never confirmed, so every service pack and update is tried.</summary>
    private BranchStanding StandingOf(AlmVersion version, bool isInferred)
    {
        if (!isInferred)
        {
            return StandingOf(version);
        }

        var lowest = StandingOf(new AlmVersion(version.Major, version.Minor));
        var highest = StandingOf(new AlmVersion(version.Major, version.Minor, 99, 99));
        return lowest == highest && !HasIslandWithin(version.Major, version.Minor) ? lowest : default;
    }

    /// <summary>Both ends of a line can lie past one range while another one lies between them.</summary>
    private bool HasIslandWithin(int major, int minor)
    {
        foreach (var branch in _branches)
        {
            if (IsWithin(branch.Affected?.From) && IsWithin(branch.Affected?.Below))
            {
                return true;
            }
        }

        return false;

        bool IsWithin(AlmVersion? bound) => bound is { } at && at.Major == major && at.Minor == minor;
    }

    private BranchStanding SharedStanding(IReadOnlyList<VersionReading> readings)
    {
        var shared = default(BranchStanding);
        for (var i = 0; i < readings.Count; i++)
        {
            if (!readings[i].IsReadable)
            {
                continue;
            }

            var standing = StandingOf(readings[i].Lowest, readings[i].IsInferred);
            if (standing.Standing == RangeStanding.Unknown || (shared.Standing != RangeStanding.Unknown && shared.Standing != standing.Standing))
            {
                return default;
            }

            shared = shared.Branch is null ? standing : shared;
        }

        return shared;
    }

    /// <summary>A branch in numbers of <see cref="AlmVersion.SortKey"/>; what is missing lies beyond every version.</summary>
    private readonly struct Bounds
    {
        public Bounds(AdvisoryBranch branch)
        {
            var line = branch.Line;
            LineFrom = line.IsEvery ? int.MinValue : new AlmVersion(line.Major, line.Minor ?? 0).SortKey;
            LineBelow = line.IsEvery ? int.MaxValue : new AlmVersion(line.Major, line.Minor ?? 99, 99, 99).SortKey + 1;
            IsReadable = branch.Affected is not null;
            From = branch.Affected?.From?.SortKey ?? int.MinValue;
            Below = branch.Affected?.Below?.SortKey ?? int.MaxValue;
            FixedInWords = branch.FixedIn?.ToString() ?? "";
        }

        public int LineFrom { get; }

        public int LineBelow { get; }

        public bool IsReadable { get; }

        public int From { get; }

        public int Below { get; }

        public string FixedInWords { get; }
    }
}
