using System.Net;
using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Trail;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Access;

/// <summary>
/// Checks a password. The slow hash runs outside the write lane; whether it counts is decided inside, one attempt after the
/// other, so that guesses sent side by side cannot outrun the lockout. Whether there is such a person shows neither in the
/// words nor in the time: all go the same way, and a refusal is told no sooner than after <see cref="RefusalTakes"/>.
/// </summary>
internal sealed class SignIn(
    IDbContextFactory<AlmDbContext> contexts, IdentityInLane identity, ILookupNormalizer normalizer, FailedSignIns failures, TimeProvider clock)
{
    /// <summary>Longer than the hash and the writing of a failure usually take.</summary>
    public static readonly TimeSpan RefusalTakes = TimeSpan.FromMilliseconds(300);

    private static readonly PasswordHasher<AlmUser> Hasher = new();
    private static readonly string SomePassword = Hasher.HashPassword(new AlmUser(), Guid.NewGuid().ToString());

    /// <summary>The user whose password it is and who is not locked out; else null, without saying which.</summary>
    public async Task<AlmUser?> RunAsync(Actor actor, IPAddress peer, string email, string password, CancellationToken cancellationToken)
    {
        _ = actor;
        var floor = Task.Delay(RefusalTakes, clock, cancellationToken);
        var key = normalizer.NormalizeEmail(email);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var known = await db.Set<AlmUser>().AsNoTracking().SingleOrDefaultAsync(u => u.NormalizedEmail == key, cancellationToken);
        var right = Hasher.VerifyHashedPassword(known ?? new AlmUser(), known?.PasswordHash ?? SomePassword, password) != PasswordVerificationResult.Failed;

        // Once for an attempt, however often its transaction is tried.
        var count = new Lazy<long?>(() => failures.Count(peer, known?.Id));
        var user = await identity.RunAsync((users, context, ct) => JudgeAsync(users, context, known?.Id, peer, right, count, ct), cancellationToken);
        if (user is null)
        {
            await floor;
        }

        return user;
    }

    private async Task<AlmUser?> JudgeAsync(
        UserManager<AlmUser> users, AlmDbContext db, Guid? known, IPAddress peer, bool right, Lazy<long?> failure, CancellationToken cancellationToken)
    {
        // Holds the row until the transaction ends: on PostgreSQL, too, one attempt after the other.
        var id = known ?? Guid.Empty;
        await db.Set<AlmUser>().Where(u => u.Id == id).ExecuteUpdateAsync(s => s.SetProperty(u => u.AccessFailedCount, u => u.AccessFailedCount), cancellationToken);
        var now = clock.GetUtcNow();
        var user = await users.FindByIdAsync(id.ToString());
        var isLockedOut = user is not null && await users.IsLockedOutAsync(user);
        if (user is not null && !isLockedOut && right)
        {
            user.LastSignInAt = now;
            await users.ResetAccessFailedCountAsync(user);
            await users.UpdateAsync(user);
            var person = new Actor(ActorKind.Person, user.Id.ToString(), user.Email ?? "", user.Role, null);
            await AuditTrail.AppendAsync(db, person.Act("user.signed-in", "user", person.Id, after: TrailText.Of(new { peer = peer.ToString() })), now, cancellationToken);
            return user;
        }

        if (user is not null && !isLockedOut)
        {
            await users.AccessFailedAsync(user);
            isLockedOut = await users.IsLockedOutAsync(user);
            await TellAsync(db, peer, user, failure.Value, isLockedOut, now, cancellationToken);
        }
        else
        {
            await TellAsync(db, peer, user, failure.Value, becameLockedOut: false, now, cancellationToken);
        }

        return null;
    }

    // Nobody has shown who they are: the account is what it happened to, not who did it.
    private static async Task TellAsync(
        AlmDbContext db, IPAddress peer, AlmUser? user, long? failure, bool becameLockedOut, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var someone = Actor.SomeoneAt(peer);
        var subject = user?.Id.ToString() ?? "";
        if (failure is { } count)
        {
            await AuditTrail.AppendAsync(db, someone.Act("user.sign-in-failed", "user", subject, after: TrailText.Of(new { failures = count })), now, cancellationToken);
        }

        if (becameLockedOut)
        {
            await AuditTrail.AppendAsync(db, someone.Act("user.locked-out", "user", subject, after: TrailText.Of(new { until = user!.LockoutEnd })), now, cancellationToken);
        }
    }
}
