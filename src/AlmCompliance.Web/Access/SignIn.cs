using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Trail;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Access;

/// <summary>
/// Checks a password. The slow hash runs outside the write lane; whether it counts is decided inside, one attempt after the
/// other, so that guesses sent side by side cannot outrun the lockout.
/// </summary>
internal sealed class SignIn(IDbContextFactory<AlmDbContext> contexts, IdentityInLane identity, ILookupNormalizer normalizer, TimeProvider clock)
{
    private static readonly PasswordHasher<AlmUser> Hasher = new();
    private static readonly string SomePassword = Hasher.HashPassword(new AlmUser(), Guid.NewGuid().ToString());

    /// <summary>The user whose password it is and who is not locked out; else null, without saying which.</summary>
    public async Task<AlmUser?> RunAsync(Actor actor, string email, string password, CancellationToken cancellationToken)
    {
        _ = actor;
        var key = normalizer.NormalizeEmail(email);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var known = await db.Set<AlmUser>().AsNoTracking().SingleOrDefaultAsync(u => u.NormalizedEmail == key, cancellationToken);
        var right = Hasher.VerifyHashedPassword(known ?? new AlmUser(), known?.PasswordHash ?? SomePassword, password) != PasswordVerificationResult.Failed;
        return known is null ? null : await identity.RunAsync((users, context, ct) => JudgeAsync(users, context, known.Id, right, ct), cancellationToken);
    }

    private async Task<AlmUser?> JudgeAsync(UserManager<AlmUser> users, AlmDbContext db, Guid id, bool right, CancellationToken cancellationToken)
    {
        // Holds the row until the transaction ends: on PostgreSQL, too, one attempt after the other.
        await db.Set<AlmUser>().Where(u => u.Id == id).ExecuteUpdateAsync(s => s.SetProperty(u => u.AccessFailedCount, u => u.AccessFailedCount), cancellationToken);
        var user = await users.FindByIdAsync(id.ToString());
        if (user is null || await users.IsLockedOutAsync(user))
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var actor = new Actor(ActorKind.Person, user.Id.ToString(), user.Email ?? "", user.Role, null);
        if (!right)
        {
            await users.AccessFailedAsync(user);
            if (await users.IsLockedOutAsync(user))
            {
                await AuditTrail.AppendAsync(db, actor.Act("user.locked-out", "user", actor.Id), now, cancellationToken);
            }

            return null;
        }

        user.LastSignInAt = now;
        await users.ResetAccessFailedCountAsync(user);
        await users.UpdateAsync(user);
        await AuditTrail.AppendAsync(db, actor.Act("user.signed-in", "user", actor.Id), now, cancellationToken);
        return user;
    }
}
