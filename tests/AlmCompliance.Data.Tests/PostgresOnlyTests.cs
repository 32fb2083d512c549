using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Migrations.Postgres;
using Microsoft.EntityFrameworkCore;

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
