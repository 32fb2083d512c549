using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Data.Tests;

public sealed class FleetReadingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, OnBoth]
    public async Task Every_host_comes_once_in_the_order_of_ids_however_long_a_page_is(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var hosts = await AddHostsAsync(database, 23);
        hosts[4].DecommissionedAt = NewRow.Now;
        await database.Lane.RunAsync((db, ct) => db.Hosts.Where(h => h.Id == hosts[4].Id).ExecuteUpdateAsync(s => s.SetProperty(h => h.DecommissionedAt, NewRow.Now), ct), Stop);
        var expected = hosts.Where(h => h != hosts[4]).Select(h => h.Id).Order().ToList();

        foreach (var size in (int[])[1, 7, 22, 100])
        {
            var pages = await database.ReadFleetAsync(size, cancellationToken: Stop).ToListAsync(Stop);
            pages.ShouldAllBe(page => page.Count <= size);
            pages.SelectMany(page => page).Select(h => h.Id).ShouldBe(expected);
        }

        (await database.ReadFleetAsync(5, after: expected[10], Stop).ToListAsync(Stop)).SelectMany(page => page).Select(h => h.Id).ShouldBe(expected[11..]);
    }

    [Theory, OnBoth]
    public async Task Facts_come_compact_where_they_are_of_the_current_snapshot_and_format_else_its_content(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var hosts = await AddHostsAsync(database, 4);
        var facts = new HostFacts { Installed = true, Port = 4410 };
        await database.Lane.RunAsync(
            async (db, ct) =>
            {
                foreach (var host in hosts[1..])
                {
                    var snapshot = new InventorySnapshot { HostId = host.Id, Content = $"of {host.Name}", ContentDigest = [1], ReceivedAt = NewRow.Now };
                    db.Snapshots.Add(snapshot);
                    await db.Hosts.Where(h => h.Id == host.Id).ExecuteUpdateAsync(s => s.SetProperty(h => h.CurrentSnapshotId, snapshot.Id), ct);
                    host.CurrentSnapshotId = snapshot.Id;
                }

                var old = FactsEncoding.Of(hosts[2].Id, Guid.CreateVersion7(), facts);
                var other = FactsEncoding.Of(hosts[3].Id, hosts[3].CurrentSnapshotId!.Value, facts);
                other.Format = FactsEncoding.Format - 1;
                await FleetSlice.KeepFactsAsync(db, [FactsEncoding.Of(hosts[1].Id, hosts[1].CurrentSnapshotId!.Value, facts), old, other], ct);
                await db.SaveChangesAsync(ct);
            },
            Stop);

        var read = (await database.ReadFleetAsync(3, cancellationToken: Stop).ToListAsync(Stop)).SelectMany(page => page).ToDictionary(h => h.Id);

        (read[hosts[0].Id].Facts, read[hosts[0].Id].Content).ShouldBe((null, null), "it never reported");
        FactsEncoding.Decode(read[hosts[1].Id].Facts!).Port.ShouldBe(4410);
        read[hosts[1].Id].Content.ShouldBeNull();
        foreach (var host in hosts[2..])
        {
            (read[host.Id].Facts, read[host.Id].Content).ShouldBe((null, $"of {host.Name}"));
        }

        await database.Lane.RunAsync(
            async (db, ct) =>
            {
                await FleetSlice.KeepFactsAsync(db, [.. hosts[1..].Select(h => FactsEncoding.Of(h.Id, h.CurrentSnapshotId!.Value, facts))], ct);
                await db.SaveChangesAsync(ct);
            },
            Stop);
        (await database.ReadFleetAsync(3, cancellationToken: Stop).ToListAsync(Stop)).SelectMany(page => page).Count(h => h.Facts is not null).ShouldBe(3);
    }

    [Theory, OnBoth]
    public async Task A_host_that_somebody_wrote_since_it_was_read_is_not_taken(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var hosts = await AddHostsAsync(database, 3);
        await database.Lane.RunAsync(
            (db, ct) =>
            {
                StatusSpans.Begin(new TrackedVerdicts(db), hosts[0].Id, "57252401", new StatusContent(ComplianceStatus.NonCompliant, StatusReason.Affected, [], [], null), null, NewRow.Now);
                db.Findings.Add(NewRow.Finding(hosts[0]));
                return db.SaveChangesAsync(ct);
            },
            Stop);
        var read = (await database.ReadFleetAsync(10, cancellationToken: Stop).ToListAsync(Stop))[0];
        await database.Lane.RunAsync((db, ct) => db.Hosts.Where(h => h.Id == hosts[1].Id).ExecuteUpdateAsync(s => s.SetProperty(h => h.Revision, h => h.Revision + 1), ct), Stop);

        var taken = await database.Lane.RunAsync((db, ct) => FleetSlice.TakeAsync(db, read, ct), Stop);

        taken.Select(t => t.Host.Id).ShouldBe([hosts[0].Id, hosts[2].Id], ignoreOrder: true);
        var first = taken.Single(t => t.Host.Id == hosts[0].Id).Rows;
        (first.Statuses.Count, first.OpenFindings.Count).ShouldBe((1, 1));
        taken.Single(t => t.Host.Id == hosts[2].Id).Rows.Statuses.ShouldBeEmpty();
    }

    [Theory, OnBoth]
    public async Task A_reader_who_goes_half_way_leaves_nothing_open(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await AddHostsAsync(database, 20);

        await foreach (var page in database.ReadFleetAsync(2, cancellationToken: Stop))
        {
            page.Count.ShouldBe(2);
            break;
        }

        await database.Lane.RunAsync((db, ct) => db.Hosts.ExecuteDeleteAsync(ct), Stop);
    }

    private static async Task<List<Host>> AddHostsAsync(TestDatabase database, int number)
    {
        var hosts = Enumerable.Range(0, number).Select(i => NewRow.Host($"ES-{i}")).ToList();
        await database.Lane.RunAsync(
            (db, ct) =>
            {
                db.AddRange(hosts);
                return db.SaveChangesAsync(ct);
            },
            Stop);
        return hosts;
    }
}
