using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Administration;

/// <summary>Gives another person a role and zones. Nobody changes their own, and somebody is always left to
/// administer the plant. Tokens that they made and that may do more than they may from now on end.</summary>
internal sealed class GrantAccess(IdentityInLane identity, TimeProvider clock)
{
    public async Task<Settled<Guid>> RunAsync(Actor actor, Guid userId, PersonAccess access, CancellationToken cancellationToken)
    {
        actor.RequireWholePlant();
        actor.RequirePerson();
        return PersonScope.Check(access) is { } wrong
            ? new Settled<Guid>(default, wrong)
            : await identity.RunAsync((users, db, ct) => ChangeAsync(users, db, actor, userId, access, ct), cancellationToken);
    }

    private async Task<Settled<Guid>> ChangeAsync(UserManager<AlmUser> users, AlmDbContext db, Actor actor, Guid userId, PersonAccess access, CancellationToken cancellationToken)
    {
        await PlantAdministration.RequireStillAsync(db, actor, cancellationToken);
        if (actor.Id == userId.ToString())
        {
            return Settled<Guid>.Refused("", "Self");
        }

        var remains = access.Role is AccessRole.Administrator || await PlantAdministration.IsLeftWithoutAsync(db, userId, cancellationToken);
        if (await users.FindByIdAsync(userId.ToString()) is not { } user)
        {
            return Settled<Guid>.NotFound();
        }

        if (user.Role is AccessRole.Administrator && !remains)
        {
            return Settled<Guid>.Refused("", "LastAdministrator");
        }

        if (await PersonScope.ZonesAsync(db, access, cancellationToken) is not { } zones)
        {
            return Settled<Guid>.Refused("zones", "UnknownZone");
        }

        var had = await (from entry in db.UserZones join zone in db.Zones on entry.ZoneId equals zone.Id where entry.UserId == userId orderby zone.NameKey select zone.Name).ToListAsync(cancellationToken);
        var before = TrailText.Of(new { role = user.Role.ToString(), zones = user.AllZones ? null : had });
        await db.UserZones.Where(z => z.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        db.UserZones.AddRange(zones.Select(z => new UserZone { UserId = userId, ZoneId = z }));
        (user.Role, user.AllZones) = (access.Role, access.Zones is null);

        // Every sign-in of before ends within a minute, and a new one knows the new role.
        await users.UpdateSecurityStampAsync(user);
        var now = clock.GetUtcNow();
        var revoked = await TokensOf.RevokeBeyondAsync(db, actor, user, access.Role, user.AllZones ? null : zones, now, cancellationToken);
        var after = TrailText.Of(new { role = access.Role.ToString(), zones = access.Zones });
        await AuditTrail.AppendAsync(db, [actor.Act("user.role-changed", "user", userId.ToString(), before, after), .. revoked], now, cancellationToken);
        return Settled<Guid>.Of(userId);
    }
}
