using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Administration;

/// <summary>Which roles and zones go together, and which zones there are.</summary>
internal static class PersonScope
{
    public const int MostZones = 200;

    /// <summary>What is wrong with it, whoever gets it.</summary>
    public static Obstacle? Check(PersonAccess access) => access switch
    {
        { Role: AccessRole.None } => new Obstacle("role", "Role"),
        { Role: var role } when !Enum.IsDefined(role) => new Obstacle("role", "Role"),
        { Zones: { Count: 0 or > MostZones } } => new Obstacle("zones", "Zones", MostZones),

        // Settings and people are of the whole plant: who sets them must see what they do.
        { Role: AccessRole.Administrator, Zones: not null } => new Obstacle("zones", "AdministratorZones"),
        _ => null,
    };

    /// <summary>The ids of these zones; null where one of them is not there. Every zone has none.</summary>
    public static async Task<IReadOnlyList<Guid>?> ZonesAsync(AlmDbContext db, PersonAccess access, CancellationToken cancellationToken)
    {
        if (access.Zones is not { } names)
        {
            return [];
        }

        var keys = names.Select(SortKeys.Of).Distinct(StringComparer.Ordinal).ToArray();
        var zones = await db.Zones.Where(z => keys.Contains(z.NameKey)).Select(z => z.Id).ToListAsync(cancellationToken);
        return zones.Count == keys.Length ? zones : null;
    }
}
