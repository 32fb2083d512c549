using System.Globalization;
using System.Runtime.CompilerServices;

namespace AlmCompliance.Domain.Inventory;

/// <summary>
/// A version of the Automation License Manager. Order is lexicographic on major, minor, service pack and update;
/// a service pack or update that is not named counts as 0 (product note 57252401 fixes (5, 1, 1, 3)).
/// </summary>
public readonly record struct AlmVersion : IComparable<AlmVersion>
{
    /// <param name="major">1 to 9; 0 for no version at all.</param>
    /// <param name="minor">0 to 99.</param>
    /// <param name="servicePack">0 to 99; 0 where there is none.</param>
    /// <param name="update">0 to 99; 0 where there is none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A part is beyond its limits: the order would break.</exception>
    public AlmVersion(int major, int minor, int servicePack = 0, int update = 0)
    {
        Check(major, 9);
        Check(minor, 99);
        Check(servicePack, 99);
        Check(update, 99);
        SortKey = (((major * 100) + minor) * 100 + servicePack) * 100 + update;
    }

    /// <summary>One number with the order of the version itself, for indexes and sorting: two decimal digits a part.</summary>
    public int SortKey { get; }

    /// <summary>1 to 9.</summary>
    public int Major => SortKey / 1_000_000;

    /// <summary>0 to 99.</summary>
    public int Minor => SortKey / 10_000 % 100;

    /// <summary>0 to 99; 0 where there is none.</summary>
    public int ServicePack => SortKey / 100 % 100;

    /// <summary>0 to 99; 0 where there is none.</summary>
    public int Update => SortKey % 100;

    /// <summary>All four parts with dots, <c>5.1.1.3</c>: what the API calls canonical.</summary>
    public string Canonical => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{ServicePack}.{Update}");

    /// <inheritdoc />
    public int CompareTo(AlmVersion other) => SortKey.CompareTo(other.SortKey);

    /// <summary>As Siemens writes it, <c>V5.1 SP1 Upd3</c>; parts that are 0 are left out.</summary>
    public override string ToString()
    {
        Span<char> text = stackalloc char[20];
        var length = 0;
        Append(text, ref length, "V", Major);
        Append(text, ref length, ".", Minor);
        if (ServicePack != 0)
        {
            Append(text, ref length, " SP", ServicePack);
        }

        if (Update != 0)
        {
            Append(text, ref length, " Upd", Update);
        }

        return text[..length].ToString();
    }

    private static void Append(Span<char> text, ref int length, ReadOnlySpan<char> word, int number)
    {
        word.CopyTo(text[length..]);
        length += word.Length;
        if (number >= 10)
        {
            text[length++] = (char)('0' + (number / 10));
        }

        text[length++] = (char)('0' + (number % 10));
    }

    private static void Check(int part, int most, [CallerArgumentExpression(nameof(part))] string name = "")
    {
        ArgumentOutOfRangeException.ThrowIfNegative(part, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(part, most, name);
    }

    /// <summary>Whether <paramref name="left"/> is older than <paramref name="right"/>.</summary>
    public static bool operator <(AlmVersion left, AlmVersion right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> is newer than <paramref name="right"/>.</summary>
    public static bool operator >(AlmVersion left, AlmVersion right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> is not newer than <paramref name="right"/>.</summary>
    public static bool operator <=(AlmVersion left, AlmVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> is not older than <paramref name="right"/>.</summary>
    public static bool operator >=(AlmVersion left, AlmVersion right) => left.CompareTo(right) >= 0;
}
