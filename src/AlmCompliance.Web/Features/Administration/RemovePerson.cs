using AlmCompliance.Data.Access;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;

namespace AlmCompliance.Web.Features.Administration;

/// <summary>Takes a person's account away; what they did stays in the trail and on decisions under their name. API
/// tokens that they made end.</summary>
internal sealed class RemovePerson(IdentityInLane identity, TimeProvider clock)
{
    public async Task<Settled<Guid>> RunAsync(Actor actor, Guid userId, CancellationToken cancellationToken)
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

                var remains = await PlantAdministration.IsLeftWithoutAsync(db, userId, ct);
                if (await users.FindByIdAsync(userId.ToString()) is not { } user)
                {
                    return Settled<Guid>.NotFound();
                }

                if (!remains)
                {
                    return Settled<Guid>.Refused("", "LastAdministrator");
                }

                var before = TrailText.Of(new { email = user.Email, role = user.Role.ToString() });
                var now = clock.GetUtcNow();
                var revoked = await TokensOf.RevokeBeyondAsync(db, actor, user, AccessRole.None, null, now, ct);
                await users.DeleteAsync(user);
                await AuditTrail.AppendAsync(db, [actor.Act("user.removed", "user", userId.ToString(), before), .. revoked], now, ct);
                return Settled<Guid>.Of(userId);
            },
            cancellationToken);
    }
}
