using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Administration;

/// <summary>Ends an API token with the next request that shows it.</summary>
internal sealed class RevokeApiToken(IWriteLane lane, TimeProvider clock)
{
    /// <summary>False where there is no such token, or it is revoked already.</summary>
    public async Task<bool> RunAsync(Actor actor, Guid tokenId, CancellationToken cancellationToken)
    {
        actor.RequireWholePlant();
        return await lane.RunAsync(
            async (db, ct) =>
            {
                await PlantAdministration.RequireStillAsync(db, actor, ct);
                if (await db.ApiTokens.SingleOrDefaultAsync(t => t.Id == tokenId && t.RevokedAt == null, ct) is not { } token)
                {
                    return false;
                }

                var now = clock.GetUtcNow();
                token.RevokedAt = now;
                await db.SaveChangesAsync(ct);
                await AuditTrail.AppendAsync(db, Act(actor, token), now, ct);
                return true;
            },
            cancellationToken);
    }

    internal static AuditAct Act(Actor actor, ApiToken token) =>
        actor.Act("api-token.revoked", "api-token", token.Id.ToString(), TrailText.Of(new { token.Name, role = token.Role.ToString(), token.Hint }));
}
