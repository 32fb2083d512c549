using AlmCompliance.Data.Tests.Databases;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Data.Tests;

public sealed class WriteLaneTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, OnBoth]
    public async Task A_result_is_told_only_after_its_commit(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);

        await Task.WhenAll(Enumerable.Range(0, 100).Select(async number =>
        {
            var id = await database.Lane.RunAsync(
                async (db, ct) =>
                {
                    var zone = db.Zones.Add(NewRow.Zone($"Z{number}")).Entity;
                    await db.SaveChangesAsync(ct);
                    return zone.Id;
                },
                Stop);
            await using var db = database.CreateDbContext();
            (await db.Zones.AnyAsync(zone => zone.Id == id, Stop)).ShouldBeTrue();
        }));
    }

    [Theory, OnBoth]
    public async Task A_work_that_throws_leaves_nothing_and_harms_no_other(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);

        var works = Enumerable.Range(0, 60).Select(number => database.Lane.RunAsync(
            async (db, ct) =>
            {
                db.Zones.Add(NewRow.Zone($"Z{number}"));
                await db.SaveChangesAsync(ct);
                if (number % 3 == 0)
                {
                    throw new InvalidOperationException("on purpose");
                }

                if (number % 3 == 1)
                {
                    db.Zones.Add(NewRow.Zone($"Z{number}"));
                    await db.SaveChangesAsync(ct);
                }
            },
            Stop)).ToArray();

        for (var number = 0; number < works.Length; number++)
        {
            Task outcome = (number % 3) switch
            {
                0 => works[number].ShouldThrowAsync<InvalidOperationException>(),
                1 => works[number].ShouldThrowAsync<DbUpdateException>(),
                _ => works[number],
            };
            await outcome;
        }

        (await ZonesAsync(database)).ShouldBe(Enumerable.Range(0, 60).Where(number => number % 3 == 2).Select(number => $"Z{number}"), ignoreOrder: true);
    }

    [Theory, OnBoth]
    public async Task A_work_whose_caller_has_gone_does_not_run(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var ran = false;

        await database.Lane.RunAsync((_, _) => Task.FromResult(ran = true), new CancellationToken(canceled: true)).ShouldThrowAsync<OperationCanceledException>();

        ran.ShouldBeFalse();
    }

    [Theory, OnBoth]
    public async Task A_work_whose_caller_goes_while_it_runs_leaves_nothing(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Stop);

        await database.Lane.RunAsync(
            async (db, ct) =>
            {
                db.Zones.Add(NewRow.Zone("Z1"));
                await db.SaveChangesAsync(ct);
                await caller.CancelAsync();
                db.Zones.Add(NewRow.Zone("Z2"));
                await db.SaveChangesAsync(ct);
            },
            caller.Token).ShouldThrowAsync<OperationCanceledException>();

        (await ZonesAsync(database)).ShouldBeEmpty();
    }

    [Theory, OnBoth]
    public async Task A_full_lane_turns_the_next_work_away_and_finishes_the_others(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var works = new List<Task<bool>>();

        while (works.Count < 10_000 && works.TrueForAll(work => !work.IsFaulted))
        {
            works.Add(database.Lane.RunAsync(
                async (_, _) =>
                {
                    await gate.Task;
                    return true;
                },
                Stop));
        }

        await works[^1].ShouldThrowAsync<WriteLaneFullException>();
        gate.SetResult();
        (await Task.WhenAll(works[..^1])).ShouldAllBe(done => done);
        (await database.Lane.RunAsync((_, _) => Task.FromResult(true), Stop)).ShouldBeTrue();
    }

    [Theory, OnBoth]
    public async Task A_lane_that_has_closed_says_so_to_those_who_come_late(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var lane = database.NewLane();
        var works = Enumerable.Range(0, 50).Select(number => lane.RunAsync((_, _) => Task.FromResult(number), Stop)).ToList();

        await Task.Run(((IDisposable)lane).Dispose, Stop);

        await lane.RunAsync((_, _) => Task.CompletedTask, Stop).ShouldThrowAsync<LaneClosedException>();
        foreach (var work in works)
        {
            try
            {
                await work;
            }
            catch (LaneClosedException)
            {
                // It still waited for a place; nothing else may have gone wrong.
            }
        }
    }

    [Theory, OnBoth]
    public async Task Reads_run_beside_a_work_and_see_what_was_committed_before_it(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (var db = database.CreateDbContext())
        {
            db.Zones.Add(NewRow.Zone("before"));
            await db.SaveChangesAsync(Stop);
        }

        var work = database.Lane.RunAsync(
            async (db, ct) =>
            {
                db.Zones.Add(NewRow.Zone("during"));
                await db.SaveChangesAsync(ct);
                started.SetResult();
                await gate.Task;
            },
            Stop);
        await started.Task;

        (await ZonesAsync(database)).ShouldBe(["before"]);
        gate.SetResult();
        await work;
        (await ZonesAsync(database)).ShouldBe(["before", "during"], ignoreOrder: true);
    }

    [Theory, OnBoth]
    public async Task A_work_sees_the_same_tables_of_identity_as_the_rest_of_the_server(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);

        var known = await database.Lane.RunAsync((db, _) => Task.FromResult(db.Model.FindEntityType(typeof(IdentityUserPasskey<Guid>)) is not null), Stop);

        known.ShouldBeTrue();
    }

    [Theory, OnBoth]
    public async Task What_was_reported_as_written_survives_the_death_of_the_process(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        using var writer = SecondProcess.Start(SecondProcess.Write, provider, database.ConnectionString);
        var reported = new List<string>();
        while (reported.Count < 150 && await writer.StandardOutput.ReadLineAsync(Stop) is { } name)
        {
            reported.Add(name);
        }

        writer.Kill();
        var rest = await writer.StandardOutput.ReadToEndAsync(Stop);
        await writer.WaitForExitAsync(Stop);
        reported.AddRange(rest.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(name => name.Length == 32));

        reported.Count.ShouldBeGreaterThanOrEqualTo(150);
        var stored = await ZonesAsync(database);
        reported.Except(stored, StringComparer.Ordinal).ShouldBeEmpty();
        await using var db = database.CreateDbContext();
        (await db.AuditEntries.Select(entry => entry.SubjectId).ToListAsync(Stop)).ShouldBe(stored, ignoreOrder: true);
        (await Trail.TrailCheck.RunAsync(db, [], Stop)).Break.ShouldBeNull();
    }

    private static async Task<List<string>> ZonesAsync(TestDatabase database)
    {
        await using var db = database.CreateDbContext();
        return await db.Zones.Select(zone => zone.Name).ToListAsync(Stop);
    }
}
