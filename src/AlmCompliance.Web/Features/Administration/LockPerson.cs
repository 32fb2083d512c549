using AlmCompliance.Data.Access;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;

namespace AlmCompliance.Web.Features.Administration;

/// <summary>Keeps a person out, at once and until an administrator lets them in again; their acts and their name stay. API tokens that they
/// made end for good.</summary>
internal sealed class LockPerson(IdentityInLane identity, TimeProvider clock)
{
    public async Task<Settled<Guid>> RunAsync(Actor actor, Guid userId, bool locked, CancellationToken cancellationToken)
    {
        actor.RequireWholePlant();
        actor.RequirePerson();
        return await identity.RunAsync(
            async (users, db, ct) =>
            {
                await PlantAdministration.RequireStillAsync(db, actor, ct);
                if (actor.Id == userId.ToString())
                {
                    return Settled<Guid>.Refused("", "Self");
                }

                var remains = !locked || await PlantAdministration.IsLeftWithoutAsync(db, userId, ct);
                if (await users.FindByIdAsync(userId.ToString()) is not { } user)
                {
                    return Settled<Guid>.NotFound();
                }

                if (user.Role is AccessRole.Administrator && !remains)
                {
                    return Settled<Guid>.Refused("", "LastAdministrator");
                }

                var was = user.LockoutEnd >= PlantAdministration.LockedForGood;
                user.LockoutEnd = locked ? PlantAdministration.LockedForGood : null;
                user.LockoutEnabled = true;
                user.AccessFailedCount = 0;
                await users.UpdateSecurityStampAsync(user);
                var now = clock.GetUtcNow();
                var revoked = locked ? await TokensOf.RevokeBeyondAsync(db, actor, user, AccessRole.None, null, now, ct) : [];
                var act = actor.Act(locked ? "user.locked" : "user.unlocked", "user", userId.ToString(), TrailText.Of(new { locked = was }), TrailText.Of(new { locked }));
                await AuditTrail.AppendAsync(db, [act, .. revoked], now, ct);
                return Settled<Guid>.Of(userId);
            },
            cancellationToken);
    }
}
