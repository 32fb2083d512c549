using System.Diagnostics.CodeAnalysis;
using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Domain.Advisories;

/// <summary>
/// Reads a range of versions: one lower bound, one upper bound, or the lower and then the upper one. Where a bound
/// leaves out its service pack or update, the reading that touches more versions is taken.
/// </summary>
internal static class AffectedRangeGrammar
{
    private const int MaxLength = 256;
    private const string IntDot = "vers:intdot/";

    public static bool TryParse(string? text, [NotNullWhen(true)] out AffectedRange? range)
    {
        range = null;
        if (text is null || text.Length > MaxLength)
        {
            return false;
        }

        var rest = text.AsSpan().Trim();
        if (rest.SequenceEqual("vers:all/*"))
        {
            range = new AffectedRange(null, null);
            return true;
        }

        if (rest.StartsWith(IntDot, StringComparison.Ordinal))
        {
            rest = rest[IntDot.Length..];
        }

        AlmVersion? from = null;
        AlmVersion? below = null;
        if (rest is not ['>' or '<', ..]
            || (rest[0] == '>' && !TryLowerBound(ref rest, out from))
            || (!rest.IsEmpty && !TryUpperBound(ref rest, out below))
            || !rest.IsEmpty
            || from >= below)
        {
            return false;
        }

        range = new AffectedRange(from, below);
        return true;
    }

    private static bool TryLowerBound(ref ReadOnlySpan<char> rest, out AlmVersion? from)
    {
        from = null;
        if (!TryBound(ref rest, '>', out var inclusive, out var parts))
        {
            return false;
        }

        var named = new AlmVersion(parts.Major, parts.Minor, parts.ServicePack ?? 0, parts.Update ?? 0);
        from = inclusive ? named : After(named);
        return from is not null;
    }

    private static bool TryUpperBound(ref ReadOnlySpan<char> rest, out AlmVersion? below)
    {
        below = null;
        if (!TryBound(ref rest, '<', out var inclusive, out var parts))
        {
            return false;
        }

        below = inclusive
            ? After(new AlmVersion(parts.Major, parts.Minor, parts.ServicePack ?? (parts.Update is null ? 99 : 0), parts.Update ?? 99))
            : new AlmVersion(parts.Major, parts.Minor, parts.ServicePack ?? 0, parts.Update ?? 0);
        return below is not null;
    }

    /// <summary>Takes a comparison sign and the version after it, up to the next sign, <c>|</c> or the end.</summary>
    private static bool TryBound(ref ReadOnlySpan<char> rest, char sign, out bool inclusive, out VersionParts parts)
    {
        parts = default;
        inclusive = false;
        if (rest[0] != sign)
        {
            return false;
        }

        rest = rest[1..];
        inclusive = rest is ['=', ..];
        rest = inclusive ? rest[1..] : rest;
        var end = rest.IndexOfAny('|', '<', '>');
        var version = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[end..];
        if (rest is ['|', .. var next])
        {
            rest = next.TrimStart();
            if (rest.IsEmpty)
            {
                return false;
            }
        }

        // A packed service pack of 10 or more has no confirmed meaning, so it bounds nothing.
        return AlmVersionGrammar.TryRead(version, out parts)
            && !(parts.Grammar == VersionGrammar.Packed && parts.ServicePack >= 10);
    }

    private static AlmVersion? After(AlmVersion version) => version switch
    {
        { Update: < 99 } => new(version.Major, version.Minor, version.ServicePack, version.Update + 1),
        { ServicePack: < 99 } => new(version.Major, version.Minor, version.ServicePack + 1),
        { Minor: < 99 } => new(version.Major, version.Minor + 1),
        { Major: < 9 } => new(version.Major + 1, 0),
        _ => null,
    };
}
