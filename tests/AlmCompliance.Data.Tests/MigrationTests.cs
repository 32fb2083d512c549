using AlmCompliance.Data.Tests.Databases;
using Microsoft.EntityFrameworkCore;

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
