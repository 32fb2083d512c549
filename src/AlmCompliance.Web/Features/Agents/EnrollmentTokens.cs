using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Agents;

/// <summary>Hands out an enrolment token; the secret is told this once. A zone that is missing is made.</summary>
internal sealed partial class CreateEnrollmentToken(
    IWriteLane lane, Redraw redraw, PlantKnowledge plant, ChangeFeed changes, TimeProvider clock, ILogger<CreateEnrollmentToken> log)
{
    public static readonly TimeSpan LongestLife = TimeSpan.FromDays(366);

    public async Task<Outcome<string>> RunAsync(Actor actor, string? zone, int maxUses, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        var errors = new List<string>();
        if (maxUses is < 1 or > 1_000_000)
        {
            errors.Add("The number of uses is 1 to 1000000.");
        }

        if (lifetime <= TimeSpan.Zero || lifetime > LongestLife)
        {
            errors.Add($"The lifetime is more than nothing and at most {LongestLife.TotalDays:0} days.");
        }

        if (zone is { Length: > 120 } || zone?.Any(char.IsControl) == true)
        {
            errors.Add("A zone's name has at most 120 characters.");
        }

        if (errors.Count > 0)
        {
            return Outcome<string>.Refused(errors);
        }

        var secret = Secrets.New(Secrets.EnrollmentTokenPrefix);
        var outcome = await lane.RunAsync((db, ct) => CreateAsync(db, actor, zone, maxUses, lifetime, secret, ct), cancellationToken);

        // A zone that was made for the token is a boundary more for every other. A verb's process has no drawing; the server finds out within a minute.
        var drawn = plant.Current.Segmentation.Zones;
        if (!string.IsNullOrWhiteSpace(zone) && outcome.Succeeded && drawn.Count > 0 && drawn.Values.All(z => SortKeys.Of(z.Name) != SortKeys.Of(zone)))
        {
            await redraw.BoundariesAsync(CancellationToken.None);
        }

        changes.Publish(null);
        return outcome;
    }

    private async Task<Outcome<string>> CreateAsync(
        AlmDbContext db, Actor actor, string? zoneName, int maxUses, TimeSpan lifetime, string secret, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var zone = string.IsNullOrWhiteSpace(zoneName) ? null : await FindOrMakeZoneAsync(db, actor, zoneName.Trim(), now, cancellationToken);
        if (!actor.SeesAllZones && !actor.Sees(zone?.Id))
        {
            throw new AccessDeniedException("The zone is not yours.");
        }

        var token = new EnrollmentToken
        {
            TokenHash = Secrets.Hash(secret),
            Hint = Secrets.Hint(secret),
            ZoneId = zone?.Id,
            MaxUses = maxUses,
            CreatedAt = now,
            CreatedBy = actor.Name,
            ExpiresAt = now + lifetime,
        };
        db.EnrollmentTokens.Add(token);
        await db.SaveChangesAsync(cancellationToken);
        var after = TrailText.Of(new { token.Hint, zone = zone?.Name, maxUses, token.ExpiresAt });
        await AuditTrail.AppendAsync(db, actor.Act("enrollment-token.created", "enrollment-token", token.Id.ToString(), after: after), now, cancellationToken);
        return Outcome<string>.Of(secret);
    }

    private async Task<Zone> FindOrMakeZoneAsync(AlmDbContext db, Actor actor, string name, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var key = SortKeys.Of(name);
        if (await db.Zones.SingleOrDefaultAsync(z => z.NameKey == key, cancellationToken) is { } known)
        {
            return known;
        }

        var zone = new Zone { Name = name, NameKey = key, CreatedAt = now };
        db.Zones.Add(zone);
        await db.SaveChangesAsync(cancellationToken);
        await AuditTrail.AppendAsync(db, actor.Act("zone.created", "zone", zone.Id.ToString(), after: TrailText.Of(new { name })), now, cancellationToken);
        LogZone(log, name);
        return zone;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Made a new zone, \"{Zone}\", with the token.")]
    private static partial void LogZone(ILogger logger, string zone);
}

/// <summary>Ends an enrolment token at once; hosts that came by it stay.</summary>
internal sealed class RevokeEnrollmentToken(IWriteLane lane, ChangeFeed changes, TimeProvider clock)
{
    public async Task<bool> RunAsync(Actor actor, Guid tokenId, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        var revoked = await lane.RunAsync(
            async (db, ct) =>
            {
                var token = await db.EnrollmentTokens.SingleOrDefaultAsync(t => t.Id == tokenId && t.RevokedAt == null, ct);
                if (token is null || (!actor.SeesAllZones && !actor.Sees(token.ZoneId)))
                {
                    return false;
                }

                var now = clock.GetUtcNow();
                token.RevokedAt = now;
                await db.SaveChangesAsync(ct);
                await AuditTrail.AppendAsync(db, actor.Act("enrollment-token.revoked", "enrollment-token", tokenId.ToString(), before: TrailText.Of(new { token.Hint, token.Uses })), now, ct);
                return true;
            },
            cancellationToken);
        changes.Publish(null);
        return revoked;
    }
}
