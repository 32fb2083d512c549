using System.Globalization;
using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Domain.Advisories;

/// <summary>
/// The versions that one branch of an advisory speaks of: every version (the default), a major line (<c>V5</c>) or a minor
/// one (<c>V6.2</c>). A range inside it says nothing about other lines.
/// </summary>
public readonly record struct ProductLine
{
    /// <summary>A major line, or one minor line of it.</summary>
    /// <param name="major">1 to 9.</param>
    /// <param name="minor">0 to 99; null for the whole major line.</param>
    /// <exception cref="ArgumentOutOfRangeException">A part is beyond its limits.</exception>
    public ProductLine(int major, int? minor = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(major, 1);
        _ = new AlmVersion(major, minor ?? 0);
        Major = major;
        Minor = minor;
    }

    /// <summary>Every version.</summary>
    public static ProductLine Every => default;

    /// <summary>1 to 9; 0 for every version.</summary>
    public int Major { get; }

    /// <summary>0 to 99; null where the whole major line is meant.</summary>
    public int? Minor { get; }

    /// <summary>Whether the line is no limit at all.</summary>
    public bool IsEvery => Major == 0;

    /// <summary>Whether the version belongs to the line.</summary>
    public bool Contains(AlmVersion version) =>
        IsEvery || (version.Major == Major && (Minor is not { } minor || version.Minor == minor));

    /// <summary><c>V5</c>, <c>V6.2</c>, or <c>*</c> for every version.</summary>
    public override string ToString() => (IsEvery, Minor) switch
    {
        (true, _) => "*",
        (_, null) => string.Create(CultureInfo.InvariantCulture, $"V{Major}"),
        (_, { } minor) => string.Create(CultureInfo.InvariantCulture, $"V{Major}.{minor}"),
    };
}
