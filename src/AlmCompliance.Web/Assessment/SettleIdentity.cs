using AlmCompliance.Data;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Assessment;

/// <summary>
/// Begins and settles the doubt about a host's identity, inside the caller's transaction. Facts from before may be the other
/// machine's, so that it ends only with the first report after it was settled.
/// </summary>
internal sealed class SettleIdentity(AssessHost assess)
{
    /// <summary>Writes what a sign of two machines means for every verdict of the host, and tells the trail.</summary>
    public async Task BeginAsync(AlmDbContext db, Host host, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await JudgeAsync(db, host, now, cancellationToken);
        var after = TrailText.Of(new { sign = host.IdentitySign.ToString(), words = host.IdentityWords });
        await AuditTrail.AppendAsync(db, Actor.Agent(host.Id).Act("identity.doubted", "host", host.Id.ToString(), after: after), now, cancellationToken);
    }

    /// <summary>A person said that it is one machine.</summary>
    public Task AsOneAsync(AlmDbContext db, Host host, DateTimeOffset now, CancellationToken cancellationToken)
    {
        host.IdentitySettledAt = now;
        host.IsOneMachine = true;
        return JudgeAsync(db, host, now, cancellationToken);
    }

    /// <summary>The host's keys have ended, and one machine got a new one with a person's word.</summary>
    public async Task ByNewKeyAsync(AlmDbContext db, Guid hostId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var host = await db.Hosts.SingleAsync(h => h.Id == hostId, cancellationToken);
        if (host.Identity is null)
        {
            IdentityWatch.Forget(host);
            host.Revision++;
            await db.SaveChangesAsync(cancellationToken);
            return;
        }

        host.IdentitySettledAt = now;
        host.IsOneMachine = false;
        await JudgeAsync(db, host, now, cancellationToken);
    }

    /// <summary>By the facts of before, which go on saying what is to be done.</summary>
    private async Task JudgeAsync(AlmDbContext db, Host host, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await assess.AgainAsync(db, host, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }
}
