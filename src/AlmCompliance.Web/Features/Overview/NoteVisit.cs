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

        var began = await lane.RunAsync((db, ct) => visit is null ? BeginAsync(db, person, now, ct) : GoOnAsync(db, person, visit.BeganAt, now, ct), cancellationToken);
        _visits[person] = began;
        return began.Since;
    }

    /// <summary>Two statements, one where the visit of before a restart goes on.</summary>
    private static async Task<Visit> BeginAsync(AlmDbContext db, Guid person, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Only somebody who has an account has visits.
        var account = await db.Users.Where(u => u.Id == person)
            .Select(u => new { Visit = db.UserVisits.AsNoTracking().FirstOrDefault(v => v.UserId == u.Id) })
            .SingleOrDefaultAsync(cancellationToken);
        if (account is { Visit: { } known })
        {
            return now - known.BeganAt < Absence ? new Visit(now, known.BeganAt, known.PreviousAt) : await GoOnAsync(db, person, known.BeganAt, now, cancellationToken);
        }

        if (account is not null)
        {
            db.UserVisits.Add(new UserVisit { UserId = person, BeganAt = now });
            await db.SaveChangesAsync(cancellationToken);
        }

        return new Visit(now, now, null);
    }

    /// <summary>The next visit of somebody whose last one is known.</summary>
    private static async Task<Visit> GoOnAsync(AlmDbContext db, Guid person, DateTimeOffset previous, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await db.UserVisits.Where(v => v.UserId == person)
            .ExecuteUpdateAsync(set => set.SetProperty(v => v.PreviousAt, previous).SetProperty(v => v.BeganAt, now), cancellationToken);
        return new Visit(now, now, previous);
    }

    private sealed record Visit(DateTimeOffset SeenAt, DateTimeOffset BeganAt, DateTimeOffset? Since);
}
