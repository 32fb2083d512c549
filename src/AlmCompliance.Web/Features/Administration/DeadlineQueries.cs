using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Administration;

/// <summary>Reads what the site allows findings.</summary>
internal sealed class DeadlineQueries(IDbContextFactory<AlmDbContext> contexts)
{
    /// <summary>The lines that somebody set; elsewhere it is <see cref="StoredDeadline.DefaultDays"/>. One statement.</summary>
    public async Task<IReadOnlyList<StoredDeadline>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.DeadlinePolicies.AsNoTracking().OrderBy(d => d.Rule).ThenBy(d => d.Criticality).ToListAsync(cancellationToken);
    }
}
