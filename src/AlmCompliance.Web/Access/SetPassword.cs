using System.Net;
using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Trail;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Access;

/// <summary>
/// Passwords that people set themselves: by the one-time link that an administrator handed them, or in place of their old one.
/// So nobody else ever knows a password, and none travels by any mail.
/// </summary>
internal sealed class SetPassword(IDbContextFactory<AlmDbContext> contexts, IdentityInLane identity, TimeProvider clock)
{
    /// <summary>The one refusal that counts against an address.</summary>
    public const string WrongCode = "The link is not valid any more. Ask an administrator for a new one.";

    /// <summary>The refusal of a wrong old password, which counts towards the lockout as at the sign-in.</summary>
    public const string WrongPassword = "The old password is wrong, or the account is locked.";

    /// <summary>The refusal of a new password that is none.</summary>
    public const string SamePassword = "The new password is the old one.";

    /// <summary>The refusal where somebody changed the account while the passwords were looked at.</summary>
    public const string Changed = "Somebody else has just changed the account. Try again.";

    private static readonly PasswordHasher<AlmUser> s_hasher = new();

    /// <summary>Whoever shows the code sets the password of its person. It ends every session of that person.</summary>
    public async Task<Outcome<Guid>> ByCodeAsync(Actor actor, IPAddress peer, string code, string password, CancellationToken cancellationToken)
    {
        _ = actor;
        var hash = Secrets.Hash(code.Length > Secrets.LongestSecret ? "" : code.Trim());
        if (!await IsACodeAsync(hash, cancellationToken))
        {
            return Outcome<Guid>.Refused(WrongCode);
        }

        // The slow hash runs outside the write lane, and for whoever shows a code only.
        var hashed = s_hasher.HashPassword(new AlmUser(), password);
        return await identity.RunAsync(
            async (users, db, ct) =>
            {
                // Holds the code until the transaction ends: of two who send it at once, one is first.
                var now = clock.GetUtcNow();
                var valid = Valid(db, hash, now);
                if (await valid.ExecuteUpdateAsync(s => s.SetProperty(c => c.CreatedAt, c => c.CreatedAt), ct) == 0)
                {
                    return Outcome<Guid>.Refused(WrongCode);
                }

                var link = await valid.AsNoTracking().SingleAsync(ct);
                var user = (await users.FindByIdAsync(link.UserId.ToString()))!;
                if (user.LockoutEnd >= PlantAdministration.LockedForGood)
                {
                    return Outcome<Guid>.Refused(WrongCode);
                }

                if (await CheckAsync(users, user, password) is { Count: > 0 } wrong)
                {
                    return Outcome<Guid>.Refused(wrong);
                }

                (user.PasswordLinkBy, user.LockoutEnd) = (link.MadeBy, null);
                await ReplaceAsync(users, user, hashed);
                await valid.ExecuteDeleteAsync(ct);
                var person = new Actor(ActorKind.Person, user.Id.ToString(), user.Email ?? "", user.Role, null);
                await AuditTrail.AppendAsync(db, person.Act("user.password-set", "user", person.Id, after: TrailText.Of(new { peer = peer.ToString(), linkBy = link.MadeBy })), now, ct);
                return Outcome<Guid>.Of(user.Id);
            },
            cancellationToken);
    }

    /// <summary>A person's new password in place of their old one. It ends their other sessions.</summary>
    public async Task<Outcome<Guid>> OwnAsync(Actor actor, string old, string password, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        actor.RequirePerson();
        var id = actor.PersonId ?? Guid.Empty;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id, cancellationToken) is not { } known)
        {
            return Outcome<Guid>.Refused(WrongPassword);
        }

        // The slow hashes run outside the write lane; whether they count is decided inside, while the account is as it was.
        var right = known.PasswordHash is { } present && s_hasher.VerifyHashedPassword(known, present, old) != PasswordVerificationResult.Failed;
        var hashed = right && old != password ? s_hasher.HashPassword(known, password) : null;
        return await identity.RunAsync(
            async (users, db, ct) =>
            {
                // Guesses sent side by side at a session that was left open wait for each other, as at the sign-in.
                await db.Users.Where(u => u.Id == id).ExecuteUpdateAsync(s => s.SetProperty(u => u.AccessFailedCount, u => u.AccessFailedCount), ct);
                if (await users.FindByIdAsync(id.ToString()) is not { } user || await users.IsLockedOutAsync(user))
                {
                    return Outcome<Guid>.Refused(WrongPassword);
                }

                if (user.SecurityStamp != known.SecurityStamp)
                {
                    return Outcome<Guid>.Refused(Changed);
                }

                var now = clock.GetUtcNow();
                if (!right)
                {
                    await users.AccessFailedAsync(user);
                    if (await users.IsLockedOutAsync(user))
                    {
                        await AuditTrail.AppendAsync(db, actor.Act("user.locked-out", "user", actor.Id, after: TrailText.Of(new { until = user.LockoutEnd })), now, ct);
                    }

                    return Outcome<Guid>.Refused(WrongPassword);
                }

                if (hashed is null)
                {
                    return Outcome<Guid>.Refused(SamePassword);
                }

                if (await CheckAsync(users, user, password) is { Count: > 0 } wrong)
                {
                    return Outcome<Guid>.Refused(wrong);
                }

                await ReplaceAsync(users, user, hashed);
                await db.PasswordCodes.Where(c => c.UserId == id).ExecuteDeleteAsync(ct);
                await AuditTrail.AppendAsync(db, actor.Act("user.password-changed", "user", actor.Id), now, ct);
                return Outcome<Guid>.Of(id);
            },
            cancellationToken);
    }

    private static IQueryable<PasswordCode> Valid(AlmDbContext db, byte[] hash, DateTimeOffset now) => db.PasswordCodes.Where(c => c.CodeHash == hash && c.ExpiresAt > now);

    private async Task<bool> IsACodeAsync(byte[] hash, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Valid(db, hash, clock.GetUtcNow()).AnyAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<string>> CheckAsync(UserManager<AlmUser> users, AlmUser user, string password)
    {
        var errors = new List<string>();
        foreach (var validator in users.PasswordValidators)
        {
            errors.AddRange((await validator.ValidateAsync(users, user, password)).Errors.Select(e => e.Description));
        }

        return errors;
    }

    private static async Task ReplaceAsync(UserManager<AlmUser> users, AlmUser user, string hashed)
    {
        (user.PasswordHash, user.AccessFailedCount) = (hashed, 0);

        // What a sign-in stands on: every session of before ends within a minute.
        await users.UpdateSecurityStampAsync(user);
    }
}

/// <summary>The codes behind the links by which people set their passwords.</summary>
internal static class PasswordCodes
{
    public static readonly TimeSpan Life = TimeSpan.FromDays(3);

    /// <summary>A new code in place of any older one; inside the caller's write.</summary>
    public static async Task<string> NewAsync(AlmDbContext db, Actor actor, Guid userId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var code = Secrets.New(Secrets.PasswordPrefix);
        await db.PasswordCodes.Where(c => c.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        db.PasswordCodes.Add(new PasswordCode { UserId = userId, MadeBy = actor.PersonId, CodeHash = Secrets.Hash(code), CreatedAt = now, ExpiresAt = now + Life });
        await db.SaveChangesAsync(cancellationToken);
        return code;
    }
}
