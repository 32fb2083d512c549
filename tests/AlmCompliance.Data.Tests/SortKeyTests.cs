using System.Text;
using AlmCompliance.Data.Tests.Databases;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Data.Tests;

public sealed class SortKeyTests
{
    private static readonly string[] _names =
    [
        "ES-9", "ES-10", "es-11", "ES 1", "ES_1", "ES1", "Ärger", "Arger", "Zebra", "äpfel", "A\u0308pfel 2", "Öl", "Ol", "ﬁlter", "Filter", "ß", "ss", "ÿ",
        "\U0001F512 1", "\U0001F511 2", "\uFF21", "\uFFFD", "\uE000", "\U00010000", "日本", "١٢", "\uD83D half", "half \uDD12", "nul\0l", "\0", " ", "", "-", "~", "a'b", "a\"b", "100%", "a_b",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, OnBoth]
    public async Task Names_come_in_the_same_order_on_both_databases(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var db = database.CreateDbContext();
        var hosts = _names.Concat(Gen.String[0, 30].Array[150].Single()).Select(NewRow.Host).ToList();
        db.Hosts.AddRange(hosts);
        await db.SaveChangesAsync(Stop);

        var expected = hosts.OrderBy(host => Encoding.UTF8.GetBytes(host.NameKey), ByteOrder.Instance).ThenBy(host => host.Id.ToString(), StringComparer.Ordinal).Select(host => host.Id);

        (await db.Hosts.OrderBy(host => host.NameKey).ThenBy(host => host.Id).Select(host => host.Id).ToListAsync(Stop)).ShouldBe(expected);
    }

    [Fact]
    public void Numbers_inside_a_name_count_as_numbers() =>
        string.CompareOrdinal(SortKeys.Of("ES-9"), SortKeys.Of("es-10")).ShouldBeLessThan(0);

    [Fact]
    public void Case_and_composition_make_no_difference() => SortKeys.Of(" a\u0308pfel ").ShouldBe(SortKeys.Of("ÄPFEL"));

    [Fact]
    public void Any_text_has_a_key_that_fits_its_column_and_can_be_stored() => Gen.String[0, 300].Sample(text =>
    {
        var key = SortKeys.Of(text);
        return key.Length <= SortKeys.MaxLength && StorableText.Of(key) == key;
    });

    [Fact]
    public void A_long_key_is_cut_between_whole_characters()
    {
        var key = SortKeys.Of("x" + string.Concat(Enumerable.Repeat("\U0001F512", 300)));

        key.Length.ShouldBe(SortKeys.MaxLength - 1);
        StorableText.Of(key).ShouldBe(key);
    }

    private sealed class ByteOrder : IComparer<byte[]>
    {
        public static ByteOrder Instance { get; } = new();

        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
