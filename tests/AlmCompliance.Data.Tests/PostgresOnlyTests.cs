using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Migrations.Postgres;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AlmCompliance.Data.Tests;

/// <summary>What only PostgreSQL needs: a database that several servers could reach.</summary>
public sealed class PostgresOnlyTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_server_is_kept_out_until_the_first_has_gone()
    {
        await using var database = await TestDatabase.CreateEmptyAsync(Provider.Postgres);
        await using var other = await TestDatabase.CreateEmptyAsync(Provider.Postgres);
        var first = await OneServer.TryClaimAsync(database.ConnectionString, Stop);

        first.ShouldNotBeNull();
        (await OneServer.TryClaimAsync(database.ConnectionString, Stop)).ShouldBeNull();
        await using (var elsewhere = await OneServer.TryClaimAsync(other.ConnectionString, Stop))
        {
            elsewhere.ShouldNotBeNull();
        }

        await first.DisposeAsync();
        await using var next = await OneServer.TryClaimAsync(database.ConnectionString, Stop);
        next.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_claim_that_the_database_has_forgotten_is_taken_again_unless_another_server_was_quicker()
    {
        await using var database = await TestDatabase.CreateEmptyAsync(Provider.Postgres);
        await using var first = (await OneServer.TryClaimAsync(database.ConnectionString, Stop)).ShouldNotBeNull();

        await ForgetAsync();
        (await first.RenewAsync(Stop)).ShouldBeTrue();
        (await OneServer.TryClaimAsync(database.ConnectionString, Stop)).ShouldBeNull("it is held again");

        await ForgetAsync();
        await using var second = (await OneServer.TryClaimAsync(database.ConnectionString, Stop)).ShouldNotBeNull();
        (await first.RenewAsync(Stop)).ShouldBeFalse();
        (await second.RenewAsync(Stop)).ShouldBeTrue();

        async Task ForgetAsync()
        {
            var name = new NpgsqlConnectionStringBuilder(database.ConnectionString).Database;
            await PostgresServer.ExecuteAsync(
                $"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '{name}' AND application_name = 'alm-compliance active server'");
        }
    }

    [Fact]
    public async Task A_database_that_is_missing_is_made()
    {
        var name = $"t{Guid.NewGuid():N}";
        await using (var database = TestDatabase.At(Provider.Postgres, await PostgresServer.ConnectionStringAsync(name)))
        {
            (await database.MigrateAsync()).ShouldBeGreaterThan(0);
            await using var db = database.CreateDbContext();
            (await db.Hosts.CountAsync(Stop)).ShouldBe(0);
        }

        await PostgresServer.ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)");
    }
}
