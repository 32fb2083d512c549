using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Hosts;

internal enum KeepViewError
{
    None = 0,

    /// <summary>No name, or too long a one.</summary>
    Name,
    Taken,
    TooMany,

    /// <summary>Its address is too long to keep.</summary>
    TooLong,

    /// <summary>There is none of this person.</summary>
    Gone,

    /// <summary>A program keeps no views.</summary>
    NotAPerson,
}

/// <summary>Keeps a view of the list of hosts for the person who asks, or gives one of theirs another name.</summary>
internal sealed class KeepView(IWriteLane lane, TimeProvider clock)
{
    /// <param name="id">The view to rename; null for a new one.</param>
    /// <param name="address">The address of the new one.</param>
    public async Task<KeepViewError> RunAsync(Actor actor, Guid? id, string name, string address, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        if (actor.PersonId is not { } person)
        {
            return KeepViewError.NotAPerson;
        }

        var query = address.IndexOf('?', StringComparison.Ordinal) is var at and >= 0 ? address[(at + 1)..] : "";
        return string.IsNullOrWhiteSpace(name) || name.Trim().Length > SavedView.LongestName || name.Any(char.IsControl) ? KeepViewError.Name
            : query.Length > SavedView.LongestQuery ? KeepViewError.TooLong
            : await lane.RunAsync((db, ct) => WriteAsync(db, actor, person, id, name.Trim(), query, ct), cancellationToken);
    }

    private async Task<KeepViewError> WriteAsync(AlmDbContext db, Actor actor, Guid person, Guid? id, string name, string query, CancellationToken cancellationToken)
    {
        var now = Microseconds.Truncate(clock.GetUtcNow());
        var kept = await db.SavedViews.Where(v => v.UserId == person && v.Name != "").ToListAsync(cancellationToken);
        var key = SortKeys.Of(name);
        if (kept.Exists(v => v.NameKey == key && v.Id != id))
        {
            return KeepViewError.Taken;
        }

        var row = kept.Find(v => v.Id == id);
        if (id is not null && row is null)
        {
            return KeepViewError.Gone;
        }

        if (row is null && kept.Count >= SavedView.Most)
        {
            return KeepViewError.TooMany;
        }

        var before = row is null ? "" : TrailText.Of(new { row.Name, row.Query });
        row ??= db.SavedViews.Add(new SavedView { UserId = person, Name = name, NameKey = key, Query = query }).Entity;
        (row.Name, row.NameKey, row.ChangedAt) = (name, key, now);
        await db.SaveChangesAsync(cancellationToken);
        await AuditTrail.AppendAsync(db, actor.Act(before.Length == 0 ? "view.saved" : "view.renamed", "view", row.Id.ToString(), before, TrailText.Of(new { row.Name, row.Query })), now, cancellationToken);
        return KeepViewError.None;
    }
}
