using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Web.Features.Advisories;

/// <summary>Versions of which one source says that they are touched, and another that they are not.</summary>
/// <param name="From">The first of them.</param>
/// <param name="Below">The first version after them; null where there is none.</param>
/// <param name="Catalogue">Where the catalogue's own ranges put them.</param>
/// <param name="Other">Where the other source puts them.</param>
internal sealed record SourceDifference(AlmVersion From, AlmVersion? Below, RangeStanding Catalogue, RangeStanding Other)
{
    /// <summary>The weaknesses that touch some of these versions all the same, where the catalogue's own range passes them over.</summary>
    public IReadOnlyList<CveId> Despite { get; init; } = [];

    /// <summary>The other source clears what the catalogue calls affected: the dangerous way round.</summary>
    public bool Clears => Catalogue == RangeStanding.Inside;
}

/// <summary>Compares two sources over all versions: what they say changes at the bounds of their lines and ranges, and nowhere else.</summary>
internal static class SourceDifferences
{
    public static IReadOnlyList<SourceDifference> Of(AffectedVersions catalogue, AffectedVersions other)
    {
        var bounds = Bounds(catalogue).Concat(Bounds(other)).Append(new AlmVersion(1, 0)).Distinct().Order().ToList();
        var differences = new List<SourceDifference>();
        for (var i = 0; i < bounds.Count; i++)
        {
            var (own, others) = (catalogue.StandingOf(bounds[i]).Standing, other.StandingOf(bounds[i]).Standing);
            if (own == RangeStanding.Unknown || others == RangeStanding.Unknown || (own == RangeStanding.Inside) == (others == RangeStanding.Inside))
            {
                continue;
            }

            AlmVersion? below = i + 1 < bounds.Count ? bounds[i + 1] : null;
            if (differences is [.., var last] && last.Below == bounds[i] && (last.Catalogue, last.Other) == (own, others))
            {
                differences[^1] = last with { Below = below };
            }
            else
            {
                differences.Add(new SourceDifference(bounds[i], below, own, others));
            }
        }

        return differences;
    }

    /// <summary>Whether a range touches any of the versions from one on, up to but not including another.</summary>
    public static bool Touches(AffectedVersions versions, AlmVersion from, AlmVersion? below) =>
        Bounds(versions).Append(from).Any(v => v >= from && !(v >= below) && versions.StandingOf(v).Standing == RangeStanding.Inside);

    private static IEnumerable<AlmVersion> Bounds(AffectedVersions versions)
    {
        foreach (var branch in versions.Branches)
        {
            var line = branch.Line;
            AlmVersion?[] bounds =
            [
                branch.Affected?.From,
                branch.Affected?.Below,
                line.IsEvery ? null : new AlmVersion(line.Major, line.Minor ?? 0),
                line.IsEvery ? null : After(line),
            ];
            foreach (var bound in bounds)
            {
                if (bound is { } version)
                {
                    yield return version;
                }
            }
        }
    }

    private static AlmVersion? After(ProductLine line) => line switch
    {
        { Minor: { } minor and < 99 } => new AlmVersion(line.Major, minor + 1),
        { Major: < 9 } => new AlmVersion(line.Major + 1, 0),
        _ => null,
    };
}
