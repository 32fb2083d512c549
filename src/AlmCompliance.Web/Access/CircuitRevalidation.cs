using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AlmCompliance.Web.Access;

/// <summary>Each minute asks whether the person of a circuit may still be there: whoever was removed, locked or changed is signed out.</summary>
internal sealed class CircuitRevalidation(ILoggerFactory loggers, IDbContextFactory<AlmDbContext> contexts, IOptions<IdentityOptions> options, TimeProvider clock)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        var actor = AlmClaims.Actor(authenticationState.User);
        if (actor.Kind != ActorKind.Person || !Guid.TryParse(actor.Id, out var id))
        {
            return false;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var user = await db.Set<AlmUser>().AsNoTracking().SingleOrDefaultAsync(u => u.Id == id, cancellationToken);
        var stamp = authenticationState.User.Claims.FirstOrDefault(c => c.Type == options.Value.ClaimsIdentity.SecurityStampClaimType)?.Value;
        return user is not null
            && user.SecurityStamp == stamp
            && user.Role == actor.Role
            && (user.LockoutEnd is not { } end || end <= clock.GetUtcNow());
    }
}
