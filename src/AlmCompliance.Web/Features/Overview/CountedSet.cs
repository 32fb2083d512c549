using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Web.Access;

namespace AlmCompliance.Web.Features.Overview;

/// <summary>The one set that every figure of the overview is of: the hosts on the plant's own list where there is one, else all.</summary>
internal static class CountedSet
{
    public static IQueryable<Host> CountedHosts(this AlmDbContext db, Actor actor, bool onList) => onList
        ? db.HostsFor(actor).Where(h => db.ExpectedHosts.Any(e => e.HostId == h.Id))
        : db.HostsFor(actor);

    /// <summary>Open findings of the product note, and of rules that are about no advisory, on those hosts.</summary>
    public static IQueryable<FindingPeriod> CountedFindings(this AlmDbContext db, Actor actor, string note, bool onList, DateTimeOffset now)
    {
        var open = db.FindingsOpen(now).Where(f => f.AdvisoryId == note || f.AdvisoryId == "");
        if (actor.SeesAllZones && !onList)
        {
            return open;
        }

        var hosts = db.CountedHosts(actor, onList);
        return open.Where(f => hosts.Any(h => h.Id == f.HostId));
    }

    /// <summary>Whether a row about a host counts; the hosts are looked up only where some do not.</summary>
    public static IQueryable<T> OfCounted<T>(this IQueryable<T> rows, AlmDbContext db, Actor actor, bool onList, Func<IQueryable<T>, IQueryable<Host>, IQueryable<T>> narrow) =>
        actor.SeesAllZones && !onList ? rows : narrow(rows, db.CountedHosts(actor, onList));
}
