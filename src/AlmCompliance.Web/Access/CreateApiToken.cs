using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Trail;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Access;

/// <summary>Hands out a token for programs that read the API; the secret is told this once.</summary>
internal sealed class CreateApiToken(IWriteLane lane, TimeProvider clock)
{
    public async Task<Outcome<string>> RunAsync(
        Actor actor, string name, AccessRole role, string? zone, TimeSpan? lifetime, CancellationToken cancellationToken)
    {
        actor.RequireWholePlant();
        actor.RequirePerson();
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(name) || name.Length > 100 || name.Any(char.IsControl))
        {
            errors.Add("The name has 1 to 100 characters.");
        }

        if (role is AccessRole.None || !Enum.IsDefined(role))
        {
            errors.Add("The role is one of Viewer, Auditor, SecurityManager, Administrator.");
        }

        if (lifetime is { } span && (span <= TimeSpan.Zero || span > TimeSpan.FromDays(3660)))
        {
            errors.Add("The lifetime is more than nothing and at most 3660 days.");
        }

        if (errors.Count > 0)
        {
            return Outcome<string>.Refused(errors);
        }

        var secret = Secrets.New(Secrets.ApiTokenPrefix);
        return await lane.RunAsync((db, ct) => CreateAsync(db, actor, name, role, zone, lifetime, secret, ct), cancellationToken);
    }

    private async Task<Outcome<string>> CreateAsync(
        AlmDbContext db, Actor actor, string name, AccessRole role, string? zoneName, TimeSpan? lifetime, string secret, CancellationToken cancellationToken)
    {
        await PlantAdministration.RequireStillAsync(db, actor, cancellationToken);
        var key = zoneName is null ? null : SortKeys.Of(zoneName);
        var zone = key is null ? null : await db.Zones.SingleOrDefaultAsync(z => z.NameKey == key, cancellationToken);
        if (zoneName is not null && zone is null)
        {
            return Outcome<string>.Refused("There is no zone of that name.");
        }

        var now = clock.GetUtcNow();
        var token = new ApiToken
        {
            Name = name,
            TokenHash = Secrets.Hash(secret),
            Hint = Secrets.Hint(secret),
            Role = role,
            ZoneId = zone?.Id,
            CreatedAt = now,
            CreatedBy = actor.Name,
            ExpiresAt = now + lifetime,
        };
        db.ApiTokens.Add(token);
        await db.SaveChangesAsync(cancellationToken);
        var after = TrailText.Of(new { name, role = role.ToString(), zone = zone?.Name, token.ExpiresAt });
        await AuditTrail.AppendAsync(db, actor.Act("api-token.created", "api-token", token.Id.ToString(), after: after), now, cancellationToken);
        return Outcome<string>.Of(secret);
    }
}
