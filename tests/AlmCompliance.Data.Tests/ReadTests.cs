using System.Diagnostics;
using AlmCompliance.Data.Tests.Databases;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Data.Tests;

public sealed class ReadTests
{
    private const string Long = """
        WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {0})
        SELECT CAST(COUNT(*) AS integer) AS "Value" FROM numbers
        """;

    [Theory, OnBoth]
    public async Task A_read_ends_when_its_reader_goes(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var db = database.CreateDbContext();
        (await db.Database.SqlQueryRaw<int>(Long, 3).SingleAsync(TestContext.Current.CancellationToken)).ShouldBe(3);
        using var reader = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var started = Stopwatch.GetTimestamp();
        reader.CancelAfter(TimeSpan.FromMilliseconds(300));

        await Task.Run(() => db.Database.SqlQueryRaw<int>(Long, int.MaxValue).SingleAsync(reader.Token), TestContext.Current.CancellationToken).ShouldThrowAsync<OperationCanceledException>();

        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(30));
        (await db.Zones.CountAsync(TestContext.Current.CancellationToken)).ShouldBe(0);
    }
}
