using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace AlmCompliance.Data.Trail;

/// <summary>
/// The number and digest of an entry, written <c>SEQUENCE:HEXHASH</c>. Whoever kept one outside of the database can prove by it
/// that nothing up to that entry was changed since.
/// </summary>
/// <param name="Sequence">0 for a trail without an entry.</param>
/// <param name="Hash">SHA-256 as 64 small hexadecimal digits.</param>
public sealed record TrailHead(long Sequence, string Hash)
{
    private static readonly SearchValues<char> s_digits = SearchValues.Create("0123456789abcdefABCDEF");

    public static TrailHead Empty { get; } = new(0, new string('0', 64));

    public static TrailHead Of(long sequence, byte[] hash) => new(sequence, Convert.ToHexStringLower(hash));

    public static bool TryParse(string text, [NotNullWhen(true)] out TrailHead? head)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        head = colon > 0 && long.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            && text.Length == colon + 65 && !text.AsSpan(colon + 1).ContainsAnyExcept(s_digits)
            ? new TrailHead(sequence, text[(colon + 1)..].ToLowerInvariant())
            : null;
        return head is not null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sequence}:{Hash}");
}

/// <summary>Who says that an entry has a certain digest.</summary>
public enum TrailWitness
{
    /// <summary>Nobody but the chain itself.</summary>
    None = 0,

    /// <summary>The row of the newest entry, in the same database.</summary>
    HeadRow,

    /// <summary>A signed checkpoint, in the same database.</summary>
    Checkpoint,

    /// <summary>What somebody kept elsewhere.</summary>
    Outside,
}

/// <summary>A head, and who says so.</summary>
public sealed record KnownHead(TrailHead Head, TrailWitness Witness);
