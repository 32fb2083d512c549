using System.Security.Cryptography;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Data.Trail;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Data.Tests;

public sealed class AuditTrailTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, OnBoth]
    public async Task An_empty_trail_is_whole(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);

        (await FirstBrokenAsync(database)).ShouldBeNull();
    }

    [Theory, OnBoth]
    public async Task The_chain_begins_with_the_first_row_and_every_row_carries_the_one_before(Provider provider)
    {
        await using var database = await WithEntriesAsync(provider, 3);
        await using var db = database.CreateDbContext();

        var entries = await db.AuditEntries.OrderBy(entry => entry.Sequence).ToListAsync(Stop);

        entries.Select(entry => entry.Sequence).ShouldBe([1, 2, 3]);
        entries[0].PreviousHash.ShouldBe(new byte[SHA256.HashSizeInBytes]);
        entries[1].PreviousHash.ShouldBe(entries[0].Hash);
        entries[2].PreviousHash.ShouldBe(entries[1].Hash);
        (await FirstBrokenAsync(database)).ShouldBeNull();
    }

    [Theory, OnBoth]
    public async Task Writers_at_once_leave_no_gap_and_those_that_fail_none_either(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        IWriteLane[] lanes = [database.NewLane(), database.NewLane()];

        await Task.WhenAll(Enumerable.Range(0, 150).Select(async number =>
        {
            var work = lanes[number % 2].RunAsync(
                async (db, ct) =>
                {
                    await AuditTrail.AppendAsync(db, NewRow.Act($"{number}"), NewRow.Now, ct);
                    await AuditTrail.AppendAsync(db, NewRow.Act($"{number} again"), NewRow.Now, ct);
                    if (number % 5 == 0)
                    {
                        throw new InvalidOperationException("on purpose");
                    }
                },
                Stop);
            await (number % 5 == 0 ? work.ShouldThrowAsync<InvalidOperationException>() : work);
        }));

        await using var db = database.CreateDbContext();
        (await db.AuditEntries.Select(entry => entry.Sequence).OrderBy(sequence => sequence).ToListAsync(Stop)).ShouldBe(Enumerable.Range(1, 240).Select(number => (long)number));
        (await FirstBrokenAsync(database)).ShouldBeNull();
    }

    [Theory, OnBoth]
    public async Task A_check_while_others_write_raises_no_false_alarm(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var writing = Task.WhenAll(Enumerable.Range(0, 100).Select(_ => AppendAsync(database, NewRow.Act())));

        while (!writing.IsCompleted)
        {
            (await FirstBrokenAsync(database)).ShouldBeNull();
        }

        await writing;
    }

    [Theory, OnBoth]
    public async Task An_edited_row_is_found_whatever_was_edited(Provider provider)
    {
        await using var database = await WithEntriesAsync(provider, 4);
        await database.UnguardAsync();
        string[] edits =
        [
            "\"At\" = 0", "\"ActorKind\" = 'System'", "\"ActorId\" = 'p2'", "\"ActorName\" = 'Bob'", "\"Action\" = 'none'",
            "\"SubjectKind\" = 'zone'", "\"SubjectId\" = '9'", "\"Before\" = '{}'", "\"After\" = '{}'",
        ];

        foreach (var sql in edits.Select(edit => $"UPDATE \"AuditEntries\" SET {edit} WHERE \"Sequence\" = 3".Replace("{}", "{{}}", StringComparison.Ordinal)))
        {
            await using var db = database.CreateDbContext();
            await using var transaction = await db.Database.BeginTransactionAsync(Stop);
            (await db.Database.ExecuteSqlRawAsync(sql, Stop)).ShouldBe(1);

            (await TrailCheck.RunAsync(db, [], Stop)).Break.ShouldBe(new TrailBreak(3, TrailFlaw.Edited), sql);
            await transaction.RollbackAsync(Stop);
        }

        (await FirstBrokenAsync(database)).ShouldBeNull();
    }

    [Theory, OnBoth]
    public async Task A_row_that_was_edited_and_hashed_anew_is_found_at_the_next_one(Provider provider)
    {
        await using var database = await WithEntriesAsync(provider, 4);
        await database.UnguardAsync();
        await using var db = database.CreateDbContext();
        var entry = await db.AuditEntries.SingleAsync(e => e.Sequence == 2, Stop);
        entry.ActorName = "Bob";
        entry.Hash = TrailLine.Of(entry).Digest();
        await db.SaveChangesAsync(Stop);

        (await FirstBrokenAsync(database)).ShouldBe(3);
    }

    [Theory]
    [InlineData(Provider.Sqlite, 1)]
    [InlineData(Provider.Sqlite, 3)]
    [InlineData(Provider.Sqlite, 4)]
    [InlineData(Provider.Postgres, 1)]
    [InlineData(Provider.Postgres, 3)]
    [InlineData(Provider.Postgres, 4)]
    public async Task A_deleted_row_is_found_be_it_the_first_or_the_last(Provider provider, long sequence)
    {
        await using var database = await WithEntriesAsync(provider, 4);
        await database.UnguardAsync();
        await using var db = database.CreateDbContext();
        await db.AuditEntries.Where(entry => entry.Sequence == sequence).ExecuteDeleteAsync(Stop);

        (await FirstBrokenAsync(database)).ShouldBe(sequence);
    }

    [Theory, OnBoth]
    public async Task A_truncated_or_emptied_trail_is_found(Provider provider)
    {
        await using var database = await WithEntriesAsync(provider, 5);
        await database.UnguardAsync();
        await using var db = database.CreateDbContext();

        await db.AuditEntries.Where(entry => entry.Sequence > 2).ExecuteDeleteAsync(Stop);
        (await FirstBrokenAsync(database)).ShouldBe(3);
        await db.AuditEntries.ExecuteDeleteAsync(Stop);
        (await FirstBrokenAsync(database)).ShouldBe(1);
    }

    [Theory, OnBoth]
    public async Task A_row_that_nobody_appended_is_found(Provider provider)
    {
        await using var database = await WithEntriesAsync(provider, 2);
        await using var db = database.CreateDbContext();
        var last = await db.AuditEntries.AsNoTracking().SingleAsync(entry => entry.Sequence == 2, Stop);
        last.Sequence = 3;
        last.PreviousHash = last.Hash;
        last.Hash = TrailLine.Of(last).Digest();
        db.AuditEntries.Add(last);
        await db.SaveChangesAsync(Stop);

        (await FirstBrokenAsync(database)).ShouldBe(3);
    }

    [Theory, OnBoth]
    public async Task A_head_that_was_removed_or_changed_is_found(Provider provider)
    {
        await using var database = await WithEntriesAsync(provider, 2);
        await using var db = database.CreateDbContext();

        await db.AuditHeads.ExecuteUpdateAsync(head => head.SetProperty(h => h.Hash, new byte[32]), Stop);
        (await FirstBrokenAsync(database)).ShouldBe(2);
        await db.AuditHeads.ExecuteDeleteAsync(Stop);
        (await FirstBrokenAsync(database)).ShouldNotBeNull();
        await AppendAsync(database, NewRow.Act()).ShouldThrowAsync<InvalidOperationException>();
    }

    [Theory, OnBoth]
    public async Task Any_text_can_be_recorded_and_leaves_the_chain_whole(Provider provider)
    {
        string[] texts = ["", "Müßig Ünal", "e\u0301 and \u00E9", "日本語", "\U0001F512", "\u202Eevil\u202C", "<b>'\"\\;--", "a\0b", "half \uD83D pair", "\uDD12", "{ } {0}", "line\r\nline\t"];
        await using var database = await TestDatabase.CreateAsync(provider);
        foreach (var text in texts)
        {
            await AppendAsync(database, new AuditAct(text, text, text, text, text, text, text, text));
        }

        (await FirstBrokenAsync(database)).ShouldBeNull();
        await using var db = database.CreateDbContext();
        (await db.AuditEntries.OrderBy(entry => entry.Sequence).Select(entry => entry.After).ToListAsync(Stop)).ShouldBe(texts.Select(StorableText.Of));
    }

    [Fact]
    public void Fields_cannot_borrow_from_their_neighbours_without_another_digest()
    {
        static byte[] Digest(string actorId, string actorName) => TrailLine.Of(new AuditEntry
        {
            ActorKind = "Person", ActorId = actorId, ActorName = actorName, Action = "", SubjectKind = "", SubjectId = "", PreviousHash = new byte[32], Hash = [],
        }).Digest();

        Digest("ab", "c").ShouldNotBe(Digest("a", "bc"));
        Digest("ab", "").ShouldNotBe(Digest("", "ab"));
    }

    private static async Task<TestDatabase> WithEntriesAsync(Provider provider, int count)
    {
        var database = await TestDatabase.CreateAsync(provider);
        for (var number = 1; number <= count; number++)
        {
            await AppendAsync(database, NewRow.Act($"{number}", "", "{\"role\":1}"));
        }

        return database;
    }

    private static Task AppendAsync(TestDatabase database, AuditAct act) =>
        database.Lane.RunAsync((db, ct) => AuditTrail.AppendAsync(db, act, NewRow.Now, ct), Stop);

    private static async Task<long?> FirstBrokenAsync(TestDatabase database)
    {
        await using var db = database.CreateDbContext();
        return (await TrailCheck.RunAsync(db, [], Stop)).Break?.Sequence;
    }
}
