using AlmCompliance.Data;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>A view of the list of hosts that a person keeps.</summary>
internal sealed record SavedHostView(Guid Id, string Name, string Address);

/// <param name="Columns">Those that the person chose last; null where they never did.</param>
internal sealed record SavedHostViews(IReadOnlyList<SavedHostView> Views, IReadOnlyList<HostColumn>? Columns)
{
    public static SavedHostViews None { get; } = new([], null);
}

/// <summary>What a person keeps of the list of hosts: nobody sees another's.</summary>
internal sealed class SavedViewQueries(IDbContextFactory<AlmDbContext> contexts)
{
    /// <summary>One statement.</summary>
    public async Task<SavedHostViews> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        if (actor.PersonId is not { } person)
        {
            return SavedHostViews.None;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var kept = await db.SavedViews.AsNoTracking().Where(v => v.UserId == person).OrderBy(v => v.NameKey)
            .Select(v => new { v.Id, v.Name, v.Query }).ToListAsync(cancellationToken);
        return new SavedHostViews(
            [.. kept.Where(v => v.Name.Length > 0).Select(v => new SavedHostView(v.Id, v.Name, v.Query.Length == 0 ? "/hosts" : $"/hosts?{v.Query}"))],
            kept.Find(v => v.Name.Length == 0) is { } columns ? HostColumns.Read(new RequestFields(), columns.Query) : null);
    }
}
