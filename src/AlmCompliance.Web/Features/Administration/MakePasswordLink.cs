using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Administration;

/// <summary>A new one-time link for another person who forgot their password. The old password works until the link is used.</summary>
internal sealed class MakePasswordLink(IdentityInLane identity, TimeProvider clock)
{
    public async Task<Settled<string>> RunAsync(Actor actor, Guid userId, CancellationToken cancellationToken)
    {
        actor.RequireWholePlant();
        actor.RequirePerson();
        return await identity.RunAsync(
            async (_, db, ct) =>
            {
                await PlantAdministration.RequireStillAsync(db, actor, ct);
                if (actor.PersonId == userId)
                {
                    return Settled<string>.Refused("", "OwnLink");
                }

                var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == userId, ct);
                if (user is null)
                {
                    return Settled<string>.NotFound();
                }

                if (user.LockoutEnd >= PlantAdministration.LockedForGood)
                {
                    return Settled<string>.Refused("", "Locked");
                }

                var now = clock.GetUtcNow();
                var code = await PasswordCodes.NewAsync(db, actor, userId, now, ct);
                await AuditTrail.AppendAsync(
                    db, actor.Act("user.password-link-made", "user", userId.ToString(), after: TrailText.Of(new { expiresAt = now + PasswordCodes.Life })), now, ct);
                return Settled<string>.Of(code);
            },
            cancellationToken);
    }
}
