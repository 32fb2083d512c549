namespace AlmCompliance.Domain.Inventory;

/// <summary>
/// Reads the version texts that stand on hosts and in advisories (ALM facts, section 2): packed first, then dotted, then
/// worded, because a packed <c>05.01.0102</c> read as dotted numbers would pass for a newer version than it is. The
/// whole text must match; a hotfix has no known rank, so a text that names one is not interpretable.
/// </summary>
public static class AlmVersionGrammar
{
    /// <summary>Longer texts are no version.</summary>
    public const int MaxLength = 128;

    /// <summary>Reads one text as a host gave it. Never throws.</summary>
    public static VersionReading Read(VersionEvidence evidence)
    {
        if (!TryRead(evidence.Raw, out var parts))
        {
            return new VersionReading(evidence, VersionGrammar.NotInterpretable);
        }

        // An update is counted within its service pack, so "V6.2 Upd3" says as much as "V6.2 SP0 Upd3".
        var servicePack = parts.ServicePack ?? (parts.Update is null ? null : 0);
        var inferred = parts.Grammar == VersionGrammar.Packed && servicePack >= 10;
        return new VersionReading(evidence, parts.Grammar, parts.Major, parts.Minor, servicePack, parts.Update, inferred);
    }

    internal static bool TryRead(ReadOnlySpan<char> raw, out VersionParts parts)
    {
        parts = default;
        if (raw.Length > MaxLength)
        {
            return false;
        }

        Span<char> buffer = stackalloc char[MaxLength];
        var text = new VersionText(Normalise(raw, buffer));
        text.SkipProductName();
        text.SkipVersionWord();
        return (text.TryPacked(out parts) || text.TryDotted(out parts) || text.TryWorded(out parts))
            && parts.Major is >= 1 and <= 9;
    }

    /// <summary>Upper case, with one blank for every run of white space, <c>_</c>, <c>+</c> and <c>,</c>, and none at the ends.</summary>
    private static ReadOnlySpan<char> Normalise(ReadOnlySpan<char> raw, Span<char> buffer)
    {
        var length = 0;
        var blank = false;
        foreach (var c in raw)
        {
            if (c is '_' or '+' or ',' || char.IsWhiteSpace(c))
            {
                blank = length > 0;
                continue;
            }

            if (blank)
            {
                buffer[length++] = ' ';
                blank = false;
            }

            buffer[length++] = char.IsAsciiLetterLower(c) ? (char)(c - 32) : c;
        }

        return buffer[..length];
    }
}
