using AlmCompliance.Data.Access;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Data.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AlmCompliance.Data.Tests;

public sealed class MigrationTests
{
    [Theory, OnBoth]
    public async Task The_model_and_the_migrations_do_not_differ(Provider provider)
    {
        await using var database = await TestDatabase.CreateEmptyAsync(provider);
        await using var db = database.CreateDbContext();

        db.Database.HasPendingModelChanges().ShouldBeFalse("add a migration for both databases, as migrations/*/README.md says");
    }

    [Theory, OnBoth]
    public async Task An_empty_database_gets_every_migration_and_a_second_run_finds_nothing_to_do(Provider provider)
    {
        await using var database = await TestDatabase.CreateEmptyAsync(provider);
        await using var db = database.CreateDbContext();
        var all = db.Database.GetMigrations().Count();

        (await database.MigrateAsync()).ShouldBe(all);
        (await database.MigrateAsync()).ShouldBe(0);

        (await db.Database.GetAppliedMigrationsAsync(TestContext.Current.CancellationToken)).Count().ShouldBe(all);
        (await db.AuditHeads.CountAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
    }

    [Theory, OnBoth]
    public async Task Both_databases_hold_the_tables_of_passkeys(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var db = database.CreateDbContext();

        (await db.Database.SqlQueryRaw<int>("SELECT COUNT(*) AS \"Value\" FROM \"AspNetUserPasskeys\"").SingleAsync(TestContext.Current.CancellationToken)).ShouldBe(0);
    }

    [Theory, OnBoth]
    public async Task Keys_and_waiting_enrolments_of_the_first_version_are_kept(Provider provider)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var database = await TestDatabase.CreateEmptyAsync(provider);
        await database.MigrateAsync();
        var host = NewRow.Host("ES-041");
        var token = new EnrollmentToken { TokenHash = [1], Hint = "alme_", MaxUses = 1, CreatedAt = NewRow.Now, CreatedBy = "Ada", ExpiresAt = NewRow.Now };
        var online = new AgentKey { HostId = host.Id, KeyHash = [2], PublicKey = "key", CreatedAt = NewRow.Now, RevokedAt = NewRow.Now };
        var asked = new PendingEnrollment { TokenId = token.Id, MachineId = "machine", HostName = "ES-042", RequestSecretHash = [3], RequestedAt = NewRow.Now, ExistingHostId = host.Id };
        await using (var db = database.CreateDbContext())
        {
            db.AddRange(host, token, online, asked);
            db.AddRange(new AgentKey { HostId = host.Id, PublicKey = "by file", CreatedAt = NewRow.Now }, new PendingEnrollment { MachineId = "machine", HostName = "by file", RequestedAt = NewRow.Now });
            await db.SaveChangesAsync(stop);
            await db.GetService<IMigrator>().MigrateAsync(db.Database.GetMigrations().First(), stop);
        }

        (await database.MigrateAsync()).ShouldBeGreaterThan(0);

        await using var after = database.CreateDbContext();
        var key = await after.AgentKeys.SingleAsync(stop);
        (key.Id, key.HostId, key.KeyHash, key.PublicKey, key.CreatedAt, key.RevokedAt, key.FileSequence).ShouldBe((online.Id, host.Id, key.KeyHash, "key", NewRow.Now, NewRow.Now, 0));
        key.KeyHash.ShouldBe([2]);
        var waiting = await after.PendingEnrollments.SingleAsync(stop);
        (waiting.Id, waiting.TokenId, waiting.HostName, waiting.ExistingHostId, waiting.RequestedAt, waiting.AskedBy).ShouldBe((asked.Id, token.Id, "ES-042", host.Id, NewRow.Now, null));
        waiting.RequestSecretHash.ShouldBe([3]);
        await after.EnrollmentTokens.ExecuteDeleteAsync(stop);
        (await after.PendingEnrollments.CountAsync(stop)).ShouldBe(0, "they go with their token, as before");
    }

    [Theory, OnBoth]
    public async Task A_host_of_an_earlier_version_gets_the_digest_of_its_current_report(Provider provider)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var database = await TestDatabase.CreateEmptyAsync(provider);
        await database.MigrateAsync();
        var (reported, silent) = (NewRow.Host("ES-041"), NewRow.Host("ES-042"));
        var snapshot = new InventorySnapshot { HostId = reported.Id, ContentDigest = [1, 2], Content = "{}", ReceivedAt = NewRow.Now, ConfirmedFrom = NewRow.Now, ConfirmedTo = NewRow.Now };
        var former = new InventorySnapshot { HostId = reported.Id, ContentDigest = [3], Content = "{}", ReceivedAt = NewRow.Now, ConfirmedFrom = NewRow.Now, ConfirmedTo = NewRow.Now };
        reported.CurrentSnapshotId = snapshot.Id;
        await using (var db = database.CreateDbContext())
        {
            db.AddRange(reported, silent, snapshot, former);
            await db.SaveChangesAsync(stop);
            await db.GetService<IMigrator>().MigrateAsync(db.Database.GetMigrations().Single(m => m.EndsWith("_IdentityAndKeys", StringComparison.Ordinal)), stop);
        }

        (await database.MigrateAsync()).ShouldBeGreaterThan(0);

        await using var after = database.CreateDbContext();
        (await after.Hosts.OrderBy(h => h.Name).Select(h => h.ContentDigest).ToListAsync(stop)).ShouldBe([[1, 2], null]);
    }

    [Theory, OnBoth]
    public async Task Tasks_and_processes_that_migrate_at_once_do_not_disturb_each_other(Provider provider)
    {
        await using var database = await TestDatabase.CreateEmptyAsync(provider);
        using var other = SecondProcess.Start(SecondProcess.Migrate, provider, database.ConnectionString);
        using var third = SecondProcess.Start(SecondProcess.Migrate, provider, database.ConnectionString);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(database.MigrateAsync)));
        await other.WaitForExitAsync(TestContext.Current.CancellationToken);
        await third.WaitForExitAsync(TestContext.Current.CancellationToken);

        other.ExitCode.ShouldBe(0);
        third.ExitCode.ShouldBe(0);
        (await database.MigrateAsync()).ShouldBe(0);
        await using var db = database.CreateDbContext();
        (await db.AuditHeads.CountAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
    }
}
