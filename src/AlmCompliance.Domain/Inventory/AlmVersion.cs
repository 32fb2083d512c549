using System.Globalization;

namespace AlmCompliance.Domain.Inventory;

/// <summary>
/// A version of the Automation License Manager. Order is lexicographic on major, minor, service pack and update;
/// a service pack or update that is not named counts as 0 (product note 57252401 fixes (5, 1, 1, 3)).
/// </summary>
/// <param name="Major">1 to 9.</param>
/// <param name="Minor">0 to 99.</param>
/// <param name="ServicePack">0 to 99; 0 where there is none.</param>
/// <param name="Update">0 to 99; 0 where there is none.</param>
/// <exception cref="ArgumentOutOfRangeException">A part is beyond its limits: the order would break.</exception>
public readonly record struct AlmVersion(int Major, int Minor, int ServicePack = 0, int Update = 0) : IComparable<AlmVersion>
{
    /// <summary>1 to 9.</summary>
    public int Major { get; } = Within(Major, 9);

    /// <summary>0 to 99.</summary>
    public int Minor { get; } = Within(Minor, 99);

    /// <summary>0 to 99; 0 where there is none.</summary>
    public int ServicePack { get; } = Within(ServicePack, 99);

    /// <summary>0 to 99; 0 where there is none.</summary>
    public int Update { get; } = Within(Update, 99);

    /// <summary>One number with the order of the version itself, for indexes and sorting: two decimal digits a part.</summary>
    public int SortKey => (((Major * 100) + Minor) * 100 + ServicePack) * 100 + Update;

    /// <summary>All four parts with dots, <c>5.1.1.3</c>: what the API calls canonical.</summary>
    public string Canonical => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{ServicePack}.{Update}");

    /// <inheritdoc />
    public int CompareTo(AlmVersion other) => SortKey.CompareTo(other.SortKey);

    /// <summary>As Siemens writes it, <c>V5.1 SP1 Upd3</c>; parts that are 0 are left out.</summary>
    public override string ToString()
    {
        var servicePack = ServicePack == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" SP{ServicePack}");
        var update = Update == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" Upd{Update}");
        return string.Create(CultureInfo.InvariantCulture, $"V{Major}.{Minor}{servicePack}{update}");
    }

    private static int Within(int part, int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(part);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(part, most);
        return part;
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
