using System.Security.Claims;
using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AlmCompliance.Web.Tests.Access;

/// <summary>A circuit outlives every request; what was taken from its person meanwhile must reach it.</summary>
public sealed class CircuitRevalidationTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<Provider, string, bool> Changes
    {
        get
        {
            var changes = new TheoryData<Provider, string, bool>();
            foreach (var provider in (Provider[])[Provider.Sqlite, Provider.Postgres])
            {
                foreach (var change in (string[])["role", "all zones", "another zone", "one zone less", "stamp", "deleted"])
                {
                    changes.Add(provider, change, false);
                }

                changes.Add(provider, "nothing", true);
                changes.Add(provider, "locked out", true);
            }

            return changes;
        }
    }

    [Theory, MemberData(nameof(Changes))]
    public async Task A_circuit_ends_where_its_person_is_not_who_they_were(Provider provider, string change, bool stands)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        await server.EnrollmentTokenAsync("North");
        await server.EnrollmentTokenAsync("South");
        await server.EnrollmentTokenAsync("West");
        var id = await Person.AddAsync(server, "anna@plant.example", AccessRole.SecurityManager, "North");
        await using var db = server.Db();
        var zones = await db.Zones.ToDictionaryAsync(z => z.Name, z => z.Id, Stop);
        db.UserZones.Add(new UserZone { UserId = id, ZoneId = zones["South"] });
        await db.SaveChangesAsync(Stop);
        await using var scope = server.Services.CreateAsyncScope();
        using var circuit = ActivatorUtilities.CreateInstance<CircuitRevalidation>(scope.ServiceProvider);
        var person = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<AlmUser>>().CreateAsync(await db.Users.AsNoTracking().SingleAsync(u => u.Id == id, Stop));
        (await circuit.StandsAsync(person, Stop)).ShouldBeTrue();

        await ChangeAsync(db, id, zones, change);

        (await circuit.StandsAsync(person, Stop)).ShouldBe(stands, change);
        (await circuit.StandsAsync(new ClaimsPrincipal(new ClaimsIdentity()), Stop)).ShouldBeFalse();
    }

    private static async Task ChangeAsync(AlmDbContext db, Guid id, Dictionary<string, Guid> zones, string change)
    {
        var user = db.Users.Where(u => u.Id == id);
        var south = db.UserZones.Where(z => z.UserId == id && z.ZoneId == zones["South"]);
        var task = change switch
        {
            "locked out" => user.ExecuteUpdateAsync(s => s.SetProperty(u => u.LockoutEnd, DateTimeOffset.MaxValue.AddYears(-1)), Stop),
            "role" => user.ExecuteUpdateAsync(s => s.SetProperty(u => u.Role, AccessRole.Viewer), Stop),
            "all zones" => user.ExecuteUpdateAsync(s => s.SetProperty(u => u.AllZones, true), Stop),
            "another zone" => south.ExecuteUpdateAsync(s => s.SetProperty(z => z.ZoneId, zones["West"]), Stop),
            "one zone less" => south.ExecuteDeleteAsync(Stop),
            "stamp" => user.ExecuteUpdateAsync(s => s.SetProperty(u => u.SecurityStamp, "another"), Stop),
            "deleted" => user.ExecuteDeleteAsync(Stop),
            _ => Task.FromResult(0),
        };
        await task;
    }
}
