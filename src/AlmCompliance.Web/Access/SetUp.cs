using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Trail;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Access;

/// <summary>The first start: a server without users offers people nothing but the making of its first administrator.</summary>
internal sealed class SetUp(IDbContextFactory<AlmDbContext> contexts, IWriteLane lane, IdentityInLane identity, TimeProvider clock)
{
    private volatile bool _done;

    /// <summary>Whether nobody can sign in yet. Once somebody can, it costs nothing to ask.</summary>
    public async ValueTask<bool> IsOpenAsync(Actor actor, CancellationToken cancellationToken)
    {
        _ = actor;
        if (_done)
        {
            return false;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        _done = await db.Set<AlmUser>().AnyAsync(cancellationToken);
        return !_done;
    }

    /// <summary>A new one-time code in place of any older one; null where users exist.</summary>
    public async Task<string?> NewCodeAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireAdministrator();
        if (!await IsOpenAsync(actor, cancellationToken))
        {
            return null;
        }

        var code = Secrets.New(Secrets.SetUpPrefix);
        await lane.RunAsync(
            async (db, ct) =>
            {
                var now = clock.GetUtcNow();
                await db.SetUpCodes.ExecuteDeleteAsync(ct);
                db.SetUpCodes.Add(new SetUpCode { CodeHash = Secrets.Hash(code), CreatedAt = now });
                await db.SaveChangesAsync(ct);
                await AuditTrail.AppendAsync(db, actor.Act("set-up-code.printed", "set-up-code", "1", after: TrailText.Of(new { hint = Secrets.Hint(code) })), now, ct);
            },
            cancellationToken);
        return code;
    }

    /// <summary>Makes the first administrator; the code works once, and only while there are no users.</summary>
    public async Task<Outcome<Guid>> RunAsync(Actor actor, string code, string email, string password, CancellationToken cancellationToken)
    {
        _ = actor;
        var errors = AddUser.Check(email, AccessRole.Administrator);
        if (errors.Count > 0)
        {
            return Outcome<Guid>.Refused(errors);
        }

        var hash = Secrets.Hash(code.Length > Secrets.LongestSecret ? "" : code.Trim());
        var outcome = await identity.RunAsync(
            async (users, db, ct) =>
            {
                // Holds the code until the transaction ends: of two who send it at once, one is first.
                var unused = db.SetUpCodes.Where(c => c.CodeHash == hash && c.UsedAt == null);
                if (await unused.ExecuteUpdateAsync(s => s.SetProperty(c => c.CreatedAt, c => c.CreatedAt), ct) == 0 || await db.Set<AlmUser>().AnyAsync(ct))
                {
                    return Outcome<Guid>.Refused(WrongCode);
                }

                var now = clock.GetUtcNow();
                var created = await AddUser.CreateAsync(Actor.System("set-up"), users, db, email, password, AccessRole.Administrator, now, ct);
                if (created.Succeeded)
                {
                    await unused.ExecuteUpdateAsync(s => s.SetProperty(c => c.UsedAt, now), ct);
                }

                return created;
            },
            cancellationToken);
        _done |= outcome.Succeeded;
        return outcome;
    }

    /// <summary>The one refusal that counts against an address.</summary>
    public const string WrongCode = "The set-up code is not valid. Restart the server to print a new one.";
}
