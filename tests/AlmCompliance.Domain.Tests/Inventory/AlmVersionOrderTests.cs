using CsCheck;

namespace AlmCompliance.Domain.Tests.Inventory;

public sealed class AlmVersionOrderTests
{
    /// <summary>Small numbers and the limits, so that parts are often equal.</summary>
    private static readonly Gen<int> Part = Gen.OneOf(Gen.Int[0, 2], Gen.Int[98, 99]);

    private static readonly Gen<AlmVersion> Version =
        Gen.Select(Gen.Int[1, 3], Part, Part, Part, (major, minor, sp, update) => new AlmVersion(major, minor, sp, update));

    /// <summary>Two versions that are often the same one.</summary>
    private static readonly Gen<(AlmVersion, AlmVersion)> Pair =
        Gen.Select(Version, Version, Gen.Int[0, 2], (a, b, same) => (a, same == 0 ? a : b));

    [Fact]
    public void Of_two_versions_exactly_one_relation_holds() => Pair.Sample((a, b) =>
        (a < b ? 1 : 0) + (a == b ? 1 : 0) + (a > b ? 1 : 0) == 1
        && (a <= b) == (a < b || a == b)
        && (a >= b) == (a > b || a == b));

    [Fact]
    public void The_order_is_antisymmetric() => Pair.Sample((a, b) =>
        Math.Sign(a.CompareTo(b)) == -Math.Sign(b.CompareTo(a)) && (!(a <= b && b <= a) || a == b));

    [Fact]
    public void The_order_is_transitive() => Gen.Select(Version, Version, Version).Sample((a, b, c) =>
        !(a <= b && b <= c) || a <= c);

    [Fact]
    public void The_order_is_lexicographic_and_the_sort_key_has_it() => Pair.Sample((a, b) =>
    {
        var expected = (a.Major, a.Minor, a.ServicePack, a.Update).CompareTo((b.Major, b.Minor, b.ServicePack, b.Update));
        return Math.Sign(a.CompareTo(b)) == Math.Sign(expected) && Math.Sign(a.SortKey.CompareTo(b.SortKey)) == Math.Sign(expected);
    });

    [Fact]
    public void The_sort_key_is_stored_and_keeps_its_numbers() => new AlmVersion(5, 1, 12, 3).SortKey.ShouldBe(5_01_12_03);

    [Theory]
    [InlineData(5, 1, 1, 3, "V5.1 SP1 Upd3", "5.1.1.3")]
    [InlineData(5, 10, 10, 10, "V5.10 SP10 Upd10", "5.10.10.10")]
    [InlineData(6, 0, 12, 0, "V6.0 SP12", "6.0.12.0")]
    [InlineData(6, 2, 0, 3, "V6.2 Upd3", "6.2.0.3")]
    [InlineData(4, 0, 0, 0, "V4.0", "4.0.0.0")]
    public void A_version_prints_for_people_and_for_the_API(int major, int minor, int servicePack, int update, string people, string canonical)
    {
        var version = new AlmVersion(major, minor, servicePack, update);

        version.ToString().ShouldBe(people);
        version.Canonical.ShouldBe(canonical);
    }

    [Theory]
    [InlineData(10, 0, 0, 0)]
    [InlineData(5, 100, 0, 0)]
    [InlineData(5, 1, 100, 0)]
    [InlineData(5, 1, 0, 100)]
    [InlineData(5, -1, 0, 0)]
    [InlineData(5, 1, -1, 0)]
    [InlineData(5, 1, 0, -1)]
    [InlineData(-1, 0, 0, 0)]
    public void A_part_beyond_its_limits_would_break_the_order_and_cannot_be(int major, int minor, int servicePack, int update) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new AlmVersion(major, minor, servicePack, update));
}
