using System.Security.Claims;
using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AlmCompliance.Web.Access;

/// <summary>
/// Each minute asks whether a circuit's person still is who they were when they signed in: whoever was removed, or got another
/// role, other zones or another password, is signed out. A lockout ends no session: anybody can bring one about from outside.
/// </summary>
internal sealed class CircuitRevalidation(ILoggerFactory loggers, IDbContextFactory<AlmDbContext> contexts, IOptions<IdentityOptions> options)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        StandsAsync(authenticationState.User, cancellationToken);

    internal async Task<bool> StandsAsync(ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        var actor = AlmClaims.Actor(person);
        if (actor.Kind != ActorKind.Person || !Guid.TryParse(actor.Id, out var id))
        {
            return false;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var user = await db.Set<AlmUser>().AsNoTracking().SingleOrDefaultAsync(u => u.Id == id, cancellationToken);
        return user is not null
            && user.SecurityStamp == person.FindFirstValue(options.Value.ClaimsIdentity.SecurityStampClaimType)
            && user.Role == actor.Role
            && user.AllZones == actor.SeesAllZones
            && (user.AllZones || await HasTheseZonesAsync(db, id, actor.Zones!, cancellationToken));
    }

    private static async Task<bool> HasTheseZonesAsync(AlmDbContext db, Guid user, IReadOnlyList<Guid> zones, CancellationToken cancellationToken) =>
        (await db.UserZones.Where(z => z.UserId == user).Select(z => z.ZoneId).ToListAsync(cancellationToken)).ToHashSet().SetEquals(zones);
}
