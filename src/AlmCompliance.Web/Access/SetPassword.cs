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
internal sealed class SetPassword(IdentityInLane identity, TimeProvider clock)
{
    /// <summary>The one refusal that counts against an address.</summary>
    public const string WrongCode = "The link is not valid any more. Ask an administrator for a new one.";

    /// <summary>The refusal of a wrong old password, which counts towards the lockout as at the sign-in.</summary>
    public const string WrongPassword = "The old password is wrong, or the account is locked.";

    /// <summary>Whoever shows the code sets the password of its person. It ends every session of that person.</summary>
    public async Task<Outcome<Guid>> ByCodeAsync(Actor actor, string code, string password, CancellationToken cancellationToken)
    {
        _ = actor;
        var hash = Secrets.Hash(code.Length > Secrets.LongestSecret ? "" : code.Trim());
        return await identity.RunAsync(
            async (users, db, ct) =>
            {
                // Holds the code until the transaction ends: of two who send it at once, one is first.
                var now = clock.GetUtcNow();
                var valid = db.PasswordCodes.Where(c => c.CodeHash == hash && c.ExpiresAt > now);
                if (await valid.ExecuteUpdateAsync(s => s.SetProperty(c => c.CreatedAt, c => c.CreatedAt), ct) == 0)
                {
                    return Outcome<Guid>.Refused(WrongCode);
                }

                var id = await valid.Select(c => c.UserId).SingleAsync(ct);
                var user = (await users.FindByIdAsync(id.ToString()))!;
                if (user.LockoutEnd >= PlantAdministration.LockedForGood)
                {
                    return Outcome<Guid>.Refused(WrongCode);
                }

                if (await CheckAsync(users, user, password) is { Count: > 0 } wrong)
                {
                    return Outcome<Guid>.Refused(wrong);
                }

                await ReplaceAsync(users, user, password);
                user.LockoutEnd = null;
                user.AccessFailedCount = 0;
                await users.UpdateAsync(user);
                await valid.ExecuteDeleteAsync(ct);
                var person = new Actor(ActorKind.Person, user.Id.ToString(), user.Email ?? "", user.Role, null);
                await AuditTrail.AppendAsync(db, person.Act("user.password-set", "user", person.Id), now, ct);
                return Outcome<Guid>.Of(id);
            },
            cancellationToken);
    }

    /// <summary>A person's new password in place of their old one. It ends their other sessions.</summary>
    public async Task<Outcome<Guid>> OwnAsync(Actor actor, string old, string password, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        actor.RequirePerson();
        return await identity.RunAsync(
            async (users, db, ct) =>
            {
                // Guesses sent side by side at a session that was left open wait for each other, as at the sign-in.
                var id = Guid.TryParse(actor.Id, out var own) ? own : Guid.Empty;
                await db.Users.Where(u => u.Id == id).ExecuteUpdateAsync(s => s.SetProperty(u => u.AccessFailedCount, u => u.AccessFailedCount), ct);
                if (await users.FindByIdAsync(id.ToString()) is not { } user || await users.IsLockedOutAsync(user))
                {
                    return Outcome<Guid>.Refused(WrongPassword);
                }

                var now = clock.GetUtcNow();
                if (!await users.CheckPasswordAsync(user, old))
                {
                    await users.AccessFailedAsync(user);
                    if (await users.IsLockedOutAsync(user))
                    {
                        await AuditTrail.AppendAsync(db, actor.Act("user.locked-out", "user", actor.Id, after: TrailText.Of(new { until = user.LockoutEnd })), now, ct);
                    }

                    return Outcome<Guid>.Refused(WrongPassword);
                }

                if (await CheckAsync(users, user, password) is { Count: > 0 } wrong)
                {
                    return Outcome<Guid>.Refused(wrong);
                }

                await ReplaceAsync(users, user, password);
                await db.PasswordCodes.Where(c => c.UserId == id).ExecuteDeleteAsync(ct);
                await AuditTrail.AppendAsync(db, actor.Act("user.password-changed", "user", actor.Id), now, ct);
                return Outcome<Guid>.Of(id);
            },
            cancellationToken);
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

    private static async Task ReplaceAsync(UserManager<AlmUser> users, AlmUser user, string password)
    {
        user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
        await users.ResetAccessFailedCountAsync(user);

        // What a sign-in stands on: every session of before ends within a minute.
        await users.UpdateSecurityStampAsync(user);
    }
}

/// <summary>The codes behind the links by which people set their passwords.</summary>
internal static class PasswordCodes
{
    public static readonly TimeSpan Life = TimeSpan.FromDays(3);

    /// <summary>A new code in place of any older one; inside the caller's write.</summary>
    public static async Task<string> NewAsync(AlmDbContext db, Guid userId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var code = Secrets.New(Secrets.PasswordPrefix);
        await db.PasswordCodes.Where(c => c.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        db.PasswordCodes.Add(new PasswordCode { UserId = userId, CodeHash = Secrets.Hash(code), CreatedAt = now, ExpiresAt = now + Life });
        await db.SaveChangesAsync(cancellationToken);
        return code;
    }
}
