using AlmCompliance.Data.Tests.Databases;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Data.Tests;

public sealed class TimeTests
{
    private static readonly Gen<DateTimeOffset> _times = Gen.DateTimeOffset;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void A_time_comes_back_to_the_microsecond() => _times.Sample(time =>
    {
        var back = Microseconds.To(Microseconds.From(time));
        return back.Offset == TimeSpan.Zero && Math.Abs((back - time).Ticks) < TimeSpan.TicksPerMicrosecond && Microseconds.Truncate(back) == back;
    });

    [Fact]
    public void Stored_times_keep_their_order() => Gen.Select(_times, _times).Sample((a, b) =>
        a <= b ? Microseconds.From(a) <= Microseconds.From(b) : Microseconds.From(a) >= Microseconds.From(b));

    [Fact]
    public void The_first_and_the_last_time_can_be_stored()
    {
        Microseconds.Truncate(DateTimeOffset.MinValue).ShouldBe(DateTimeOffset.MinValue);
        (DateTimeOffset.MaxValue - Microseconds.Truncate(DateTimeOffset.MaxValue)).ShouldBeLessThan(TimeSpan.FromMicroseconds(1));
    }

    [Theory, OnBoth]
    public async Task A_database_gives_a_time_back_to_the_microsecond_and_compares_it_alike(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var db = database.CreateDbContext();
        var times = _times.Array[200].Single();
        for (var i = 0; i < times.Length; i++)
        {
            var zone = NewRow.Zone($"Z{i}");
            zone.CreatedAt = times[i];
            db.Zones.Add(zone);
        }

        await db.SaveChangesAsync(Stop);

        var stored = times.Select(Microseconds.Truncate).ToArray();
        (await db.Zones.AsNoTracking().OrderBy(zone => zone.CreatedAt).Select(zone => zone.CreatedAt).ToListAsync(Stop)).ShouldBe(stored.Order());
        foreach (var limit in times[..10])
        {
            (await db.Zones.CountAsync(zone => zone.CreatedAt <= limit, Stop)).ShouldBe(stored.Count(time => time <= Microseconds.Truncate(limit)));
        }
    }
}
