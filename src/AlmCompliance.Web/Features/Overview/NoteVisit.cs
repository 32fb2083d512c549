using System.Collections.Concurrent;
using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Overview;

/// <summary>
/// Notes that a person opened the overview, and says since when things are new to them: since their visit before this one. A
/// visit begins after half an hour without; it is written once. Which visit goes on is known here, or, after a restart, from
/// what was written.
/// </summary>
internal sealed class NoteVisit(IWriteLane lane, TimeProvider clock)
{
    public static readonly TimeSpan Absence = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<Guid, Visit> _visits = new();

    /// <summary>Null in the first visit, and for who is no person.</summary>
    public async Task<DateTimeOffset?> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        if (actor.Kind is not ActorKind.Person || !Guid.TryParse(actor.Id, out var person))
        {
            return null;
        }

        var now = Microseconds.Truncate(clock.GetUtcNow());
        if (_visits.TryGetValue(person, out var visit) && now - visit.SeenAt < Absence)
        {
            _visits[person] = visit with { SeenAt = now };
            return visit.Since;
        }

        var since = await lane.RunAsync((db, ct) => BeginAsync(db, person, now, ct), cancellationToken);
        _visits[person] = new Visit(now, since);
        return since;
    }

    private static async Task<DateTimeOffset?> BeginAsync(AlmDbContext db, Guid person, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var row = await db.UserVisits.SingleOrDefaultAsync(v => v.UserId == person, cancellationToken);
        if (row is not null && now - row.BeganAt < Absence)
        {
            return row.PreviousAt;
        }

        if (row is null)
        {
            // Only somebody who has an account has visits.
            if (await db.Users.AnyAsync(u => u.Id == person, cancellationToken))
            {
                db.UserVisits.Add(new UserVisit { UserId = person, BeganAt = now });
            }
        }
        else
        {
            (row.PreviousAt, row.BeganAt) = (row.BeganAt, now);
        }

        await db.SaveChangesAsync(cancellationToken);
        return row?.PreviousAt;
    }

    private sealed record Visit(DateTimeOffset SeenAt, DateTimeOffset? Since);
}
