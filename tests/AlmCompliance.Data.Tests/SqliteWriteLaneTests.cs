using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Migrations.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace AlmCompliance.Data.Tests;

/// <summary>What only the lane with one thread promises.</summary>
public sealed class SqliteWriteLaneTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Works_run_in_the_order_in_which_they_came()
    {
        await using var database = await TestDatabase.CreateAsync(Provider.Sqlite);
        var order = new List<int>();

        await Task.WhenAll(Enumerable.Range(0, 1000).Select(number => database.Lane.RunAsync(
            (_, _) =>
            {
                order.Add(number);
                return Task.CompletedTask;
            },
            Stop)));

        order.ShouldBe(Enumerable.Range(0, 1000));
    }

    [Fact]
    public async Task Works_that_wait_are_committed_together()
    {
        await using var database = await TestDatabase.CreateAsync(Provider.Sqlite);
        using var lane = new SqliteWriteLane(database.ConnectionString, new FakeTimeProvider());
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = lane.RunAsync((_, _) => gate.Task, Stop);
        var seenBeside = new List<int>();

        var works = Enumerable.Range(0, 5).Select(number => lane.RunAsync(
            async (db, ct) =>
            {
                db.Zones.Add(NewRow.Zone($"Z{number}"));
                await db.SaveChangesAsync(ct);
                await using var beside = database.CreateDbContext();
                seenBeside.Add(await beside.Zones.CountAsync(ct));
            },
            Stop)).ToList();
        gate.SetResult();
        await Task.WhenAll([first, .. works]);

        seenBeside.ShouldBe([0, 0, 0, 0, 0]);
        await using var after = database.CreateDbContext();
        (await after.Zones.CountAsync(Stop)).ShouldBe(5);
    }

    [Fact]
    public async Task Every_commit_is_a_full_sync_to_the_write_ahead_log()
    {
        await using var database = await TestDatabase.CreateAsync(Provider.Sqlite);

        var pragmas = await database.Lane.RunAsync(
            async (db, ct) => (
                await db.Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync(ct),
                await db.Database.SqlQueryRaw<int>("SELECT synchronous AS Value FROM pragma_synchronous").SingleAsync(ct),
                await db.Database.SqlQueryRaw<int>("SELECT foreign_keys AS Value FROM pragma_foreign_keys").SingleAsync(ct)),
            Stop);

        pragmas.ShouldBe(("wal", 2, 1));
    }

    [Fact]
    public async Task Two_processes_on_one_file_wait_for_each_other()
    {
        await using var database = await TestDatabase.CreateAsync(Provider.Sqlite);
        IWriteLane[] lanes = [database.NewLane(), database.NewLane()];

        await Task.WhenAll(Enumerable.Range(0, 200).Select(number => lanes[number % 2].RunAsync(
            async (db, ct) =>
            {
                db.Zones.Add(NewRow.Zone($"Z{number}"));
                await db.SaveChangesAsync(ct);
            },
            Stop)));

        await using var after = database.CreateDbContext();
        (await after.Zones.CountAsync(Stop)).ShouldBe(200);
    }

    [Fact]
    public async Task A_work_that_asks_for_the_lane_again_is_told_so_and_blocks_nobody()
    {
        await using var database = await TestDatabase.CreateAsync(Provider.Sqlite);

        await database.Lane.RunAsync((_, ct) => database.Lane.RunAsync((_, _) => Task.CompletedTask, ct), Stop).ShouldThrowAsync<InvalidOperationException>();

        await database.Lane.RunAsync((_, _) => Task.CompletedTask, Stop);
    }

    [Fact]
    public async Task A_database_that_cannot_be_opened_fails_those_who_wait_and_is_tried_again_by_the_next()
    {
        await using var database = (SqliteTestDatabase)await SqliteTestDatabase.CreateMigratedAsync();
        var folder = Path.Combine(database.Folder, "later");
        using var lane = new SqliteWriteLane(SqliteDatabase.ConnectionString(Path.Combine(folder, "alm.db")), TimeProvider.System);

        await lane.RunAsync((db, ct) => db.Zones.CountAsync(ct), Stop).ShouldThrowAsync<SqliteException>();
        Directory.CreateDirectory(folder);
        File.Copy(database.File, Path.Combine(folder, "alm.db"));

        (await lane.RunAsync((db, ct) => db.Zones.CountAsync(ct), Stop)).ShouldBe(0);
    }

    [Fact]
    public async Task A_lane_that_closes_finishes_what_waits_and_takes_nothing_more()
    {
        await using var database = await TestDatabase.CreateAsync(Provider.Sqlite);
        var lane = new SqliteWriteLane(database.ConnectionString, TimeProvider.System);
        var works = Enumerable.Range(0, 300).Select(number => lane.RunAsync((_, _) => Task.FromResult(number), Stop)).ToList();

        lane.Dispose();

        (await Task.WhenAll(works)).ShouldBe(Enumerable.Range(0, 300));
        await lane.RunAsync((_, _) => Task.CompletedTask, Stop).ShouldThrowAsync<LaneClosedException>();
    }

    [Fact]
    public async Task A_lane_that_closes_leaves_the_planner_what_it_should_know()
    {
        await using var database = await TestDatabase.CreateAsync(Provider.Sqlite);
        var lane = new SqliteWriteLane(database.ConnectionString, TimeProvider.System);
        await lane.RunAsync(
            (db, ct) =>
            {
                db.AddRange(Enumerable.Range(0, 200).Select(number => NewRow.Host($"ES-{number}")));
                return db.SaveChangesAsync(ct);
            },
            Stop);

        lane.Dispose();

        await using var after = database.CreateDbContext();
        (await after.Database.SqlQueryRaw<int>("SELECT COUNT(*) AS Value FROM sqlite_stat1 WHERE tbl = 'Hosts'").SingleAsync(Stop)).ShouldBeGreaterThan(0);
    }
}
