using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Administration;

/// <summary>The API tokens that a person made: none may do more than they may themselves, and none outlives their account.</summary>
internal static class TokensOf
{
    /// <summary>Revokes, in the caller's write, those that go beyond what is left to the person.</summary>
    /// <param name="role">What they may do from now on; None where they may not come in.</param>
    /// <param name="zones">What they see; null for every zone.</param>
    /// <returns>What the trail is to tell of it.</returns>
    public static async Task<IReadOnlyList<AuditAct>> RevokeBeyondAsync(
        AlmDbContext db, Actor actor, AlmUser user, AccessRole role, IReadOnlyList<Guid>? zones, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var made = await db.ApiTokens.Where(t => t.CreatedBy == user.UserName && t.RevokedAt == null).OrderBy(t => t.Id).ToListAsync(cancellationToken);
        var beyond = made.FindAll(t => t.Role > role || (zones is not null && (t.ZoneId is not { } zone || !zones.Contains(zone))));
        beyond.ForEach(t => t.RevokedAt = now);
        await db.SaveChangesAsync(cancellationToken);
        return beyond.ConvertAll(t => RevokeApiToken.Act(actor, t));
    }
}
