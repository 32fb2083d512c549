using System.Security.Claims;
using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AlmCompliance.Web.Access;

/// <summary>The claims that an <see cref="Actor"/> is read from, and their writing and reading.</summary>
internal static class AlmClaims
{
    private const string Kind = "alm:kind";
    private const string Zone = "alm:zone";
    private const string AllZones = "alm:all-zones";

    public static IEnumerable<Claim> Of(Actor actor)
    {
        yield return new Claim(Kind, actor.Kind.ToString());
        yield return new Claim(ClaimTypes.Role, actor.Role.ToString());
        if (actor.Zones is null)
        {
            yield return new Claim(AllZones, "true");
            yield break;
        }

        foreach (var zone in actor.Zones)
        {
            yield return new Claim(Zone, zone.ToString());
        }
    }

    /// <summary>Nobody, unless every claim is there and reads well.</summary>
    public static Actor Actor(ClaimsPrincipal? principal)
    {
        if (principal?.Identity is ActorIdentity known)
        {
            return known.Actor;
        }

        if (principal?.Identity?.IsAuthenticated != true
            || principal.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id
            || !Enum.TryParse<ActorKind>(principal.FindFirstValue(Kind), out var kind)
            || !Enum.TryParse<AccessRole>(principal.FindFirstValue(ClaimTypes.Role), out var role))
        {
            return Access.Actor.Nobody;
        }

        var zones = principal.HasClaim(c => c.Type == AllZones)
            ? null
            : principal.FindAll(Zone).Select(c => Guid.Parse(c.Value)).ToArray();
        return new Actor(kind, id, principal.FindFirstValue(ClaimTypes.Name) ?? id, role, zones);
    }
}

/// <summary>Of one request that a program made with a secret: the actor itself, who need not be read from claims again and again.</summary>
internal sealed class ActorIdentity : ClaimsIdentity
{
    public ActorIdentity(Actor actor, string scheme)
        : base(scheme, ClaimTypes.Name, ClaimTypes.Role)
    {
        Actor = actor;
        AddClaim(new Claim(ClaimTypes.NameIdentifier, actor.Id));
        AddClaim(new Claim(ClaimTypes.Name, actor.Name));
        AddClaims(AlmClaims.Of(actor));
    }

    public new Actor Actor { get; }
}

/// <summary>Puts role and zones of a person into their sign-in; a minute after they change, the sign-in is made anew.</summary>
internal sealed class AlmClaimsFactory(UserManager<AlmUser> users, IOptions<IdentityOptions> options, IDbContextFactory<AlmDbContext> contexts)
    : UserClaimsPrincipalFactory<AlmUser>(users, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(AlmUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        Guid[]? zones = null;
        if (!user.AllZones)
        {
            await using var db = await contexts.CreateDbContextAsync();
            zones = await db.UserZones.Where(z => z.UserId == user.Id).Select(z => z.ZoneId).ToArrayAsync();
        }

        identity.AddClaims(AlmClaims.Of(new Actor(ActorKind.Person, user.Id.ToString(), user.Email ?? "", user.Role, zones)));
        return identity;
    }
}
