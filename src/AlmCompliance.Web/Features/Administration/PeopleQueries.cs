using AlmCompliance.Data;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Administration;

/// <summary>Reads who and what may come in. Never a secret: of those only digests are stored.</summary>
internal sealed class PeopleQueries(IDbContextFactory<AlmDbContext> contexts, TimeProvider clock)
{
    /// <summary>Two statements.</summary>
    public async Task<IReadOnlyList<PersonItem>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireWholePlant();
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var zones = (await (
            from entry in db.UserZones.AsNoTracking()
            join zone in db.Zones on entry.ZoneId equals zone.Id
            orderby zone.NameKey
            select new { entry.UserId, zone.Name }).ToListAsync(cancellationToken)).ToLookup(z => z.UserId, z => z.Name);
        var people = await db.Users.AsNoTracking().OrderBy(u => u.NormalizedEmail).Select(u => new PersonItem
        {
            Id = u.Id,
            Email = u.Email ?? u.UserName ?? "",
            Role = u.Role,
            AllZones = u.AllZones,
            Zones = Array.Empty<string>(),
            IsLocked = u.LockoutEnd != null && u.LockoutEnd >= PlantAdministration.LockedForGood,
            HasPassword = u.PasswordHash != null,
            LinkUntil = db.PasswordCodes.Where(c => c.UserId == u.Id && c.ExpiresAt > now).Select(c => (DateTimeOffset?)c.ExpiresAt).FirstOrDefault(),
            CreatedAt = u.CreatedAt,
            LastSignInAt = u.LastSignInAt,
        }).ToListAsync(cancellationToken);
        return people.ConvertAll(p => p with { Zones = [.. zones[p.Id]] });
    }

    /// <summary>One statement.</summary>
    public async Task<IReadOnlyList<ApiTokenItem>> TokensAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireWholePlant();
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await (
            from token in db.ApiTokens.AsNoTracking()
            join zone in db.Zones on token.ZoneId equals (Guid?)zone.Id into zones
            from zone in zones.DefaultIfEmpty()
            orderby token.RevokedAt != null || (token.ExpiresAt != null && token.ExpiresAt <= now), token.CreatedAt descending, token.Id
            select new ApiTokenItem
            {
                Id = token.Id,
                Name = token.Name,
                Hint = token.Hint,
                Role = token.Role,
                ZoneName = zone.Name,
                CreatedBy = token.CreatedBy,
                CreatedAt = token.CreatedAt,
                LastUsedAt = token.LastUsedAt,
                ExpiresAt = token.ExpiresAt,
                State = token.RevokedAt != null ? ApiTokenState.Revoked : token.ExpiresAt != null && token.ExpiresAt <= now ? ApiTokenState.Expired : ApiTokenState.Usable,
            }).ToListAsync(cancellationToken);
    }

    /// <summary>The zones that a form offers. One statement.</summary>
    public async Task<IReadOnlyList<string>> ZonesAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireWholePlant();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ZonesFor(actor).OrderBy(z => z.NameKey).Select(z => z.Name).ToListAsync(cancellationToken);
    }
}
