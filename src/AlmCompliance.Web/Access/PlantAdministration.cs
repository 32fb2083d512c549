using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Access;

/// <summary>Who may say who else may do what: an administrator who sees every zone, or a scope could be widened from within.</summary>
internal static class PlantAdministration
{
    /// <summary>A lock that a person set; one after wrong passwords ends by itself much sooner.</summary>
    public static readonly DateTimeOffset LockedForGood = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <exception cref="AccessDeniedException">The actor may not.</exception>
    public static void RequireWholePlant(this Actor actor)
    {
        actor.RequireAdministrator();
        if (!actor.SeesAllZones)
        {
            throw new AccessDeniedException("This needs an administrator who sees every zone.");
        }
    }

    /// <summary>A circuit learns within a minute that its person's role was taken; what gives others rights does not wait for that.</summary>
    /// <exception cref="AccessDeniedException">The actor was an administrator, and is none any more.</exception>
    public static async Task RequireStillAsync(AlmDbContext db, Actor actor, CancellationToken cancellationToken)
    {
        if (actor.Kind is not ActorKind.Person)
        {
            return;
        }

        var id = Guid.TryParse(actor.Id, out var own) ? own : Guid.Empty;
        if (!await db.WorkingAdministrators().AnyAsync(u => u.Id == id, cancellationToken))
        {
            throw new AccessDeniedException("The role Administrator was taken back.");
        }
    }

    /// <summary>Administrators of the whole plant whom nobody locked.</summary>
    public static IQueryable<AlmUser> WorkingAdministrators(this AlmDbContext db) =>
        db.Users.Where(u => u.Role == AccessRole.Administrator && u.AllZones && (u.LockoutEnd == null || u.LockoutEnd < LockedForGood));

    /// <summary>
    /// Whether somebody would be left to administer the plant without this person. Holds the rows of all administrators until
    /// the transaction ends: of two who take each other's role at once, one is first.
    /// </summary>
    public static async Task<bool> IsLeftWithoutAsync(AlmDbContext db, Guid userId, CancellationToken cancellationToken)
    {
        await db.Users.Where(u => u.Role == AccessRole.Administrator).ExecuteUpdateAsync(s => s.SetProperty(u => u.AccessFailedCount, u => u.AccessFailedCount), cancellationToken);
        return await db.WorkingAdministrators().AnyAsync(u => u.Id != userId && u.PasswordHash != null, cancellationToken);
    }
}
