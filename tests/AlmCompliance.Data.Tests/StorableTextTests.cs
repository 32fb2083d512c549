using AlmCompliance.Data.Tests.Databases;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Data.Tests;

public sealed class StorableTextTests
{
    private const string Hostile = "ES\u000041\uD83D";
    private const string Stored = "ES\uFFFD41\uFFFD";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Text_that_can_be_stored_is_left_as_it_is()
    {
        string[] texts = ["", "Müller 日本\t\r\n\u0001\uFFFF", "\U0001F512"];

        texts.Select(StorableText.Of).ShouldBe(texts);
    }

    [Theory, OnBoth]
    public async Task What_no_database_can_hold_is_replaced_where_a_reader_sees_it(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var db = database.CreateDbContext();
        db.Hosts.Add(NewRow.Host(Hostile));
        await db.SaveChangesAsync(Stop);
        (await db.Hosts.AsNoTracking().SingleAsync(Stop)).Name.ShouldBe(Stored);

        await db.Hosts.ExecuteUpdateAsync(host => host.SetProperty(h => h.Domain, Hostile), Stop);

        (await db.Hosts.AsNoTracking().SingleAsync(Stop)).Domain.ShouldBe(Stored);
    }

    [Theory, OnBoth]
    public async Task A_search_for_it_fails_nowhere_and_finds_what_was_stored(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var db = database.CreateDbContext();
        db.Hosts.AddRange(NewRow.Host(Hostile), NewRow.Host("ES-042"));
        await db.SaveChangesAsync(Stop);
        var searched = Hostile;
        var pattern = $"%{Hostile}%";
        string[] several = [Hostile, "ES-043"];

        (await db.Hosts.CountAsync(host => host.Name == searched, Stop)).ShouldBe(1);
        (await db.Hosts.CountAsync(host => host.Name.Contains(searched), Stop)).ShouldBe(1);
        (await db.Hosts.CountAsync(host => host.Name.StartsWith(searched), Stop)).ShouldBe(1);
        (await db.Hosts.CountAsync(host => EF.Functions.Like(host.Name, pattern), Stop)).ShouldBe(1);
        (await db.Hosts.CountAsync(host => several.Contains(host.Name), Stop)).ShouldBe(1);
        (await db.Hosts.CountAsync(host => host.SearchKey.Contains(SortKeys.Folded(searched)), Stop)).ShouldBe(1);
    }

    [Theory, OnBoth]
    public async Task Words_of_a_sentence_come_back_as_they_were(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var db = database.CreateDbContext();
        var host = NewRow.Host("ES-041");
        var finding = NewRow.Finding(host);
        finding.Arguments = ["V5.1 SP1 Upd2", "", "a\0b", "\U0001F512 \"'\\<>"];
        db.AddRange(host, finding);
        await db.SaveChangesAsync(Stop);

        (await db.Findings.AsNoTracking().SingleAsync(Stop)).Arguments.ShouldBe(finding.Arguments);
    }
}
