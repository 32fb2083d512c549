using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Data.Inventory;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Access;

/// <summary>What of the plant an actor's zones let through, as SQL.</summary>
internal static class ZoneScope
{
    /// <summary>The hosts of the plant in the actor's sight; one without a zone only for those who see all. Decommissioned ones have left every count.</summary>
    public static IQueryable<Host> HostsFor(this AlmDbContext db, Actor actor) => db.HostsEverFor(actor).Where(h => h.DecommissionedAt == null);

    /// <summary>With the decommissioned ones, whose history stays.</summary>
    public static IQueryable<Host> HostsEverFor(this AlmDbContext db, Actor actor)
    {
        var hosts = db.Hosts.AsNoTracking();
        return actor.Zones is { } zones ? hosts.Where(h => h.ZoneId != null && zones.Contains(h.ZoneId.Value)) : hosts;
    }

    public static IQueryable<Zone> ZonesFor(this AlmDbContext db, Actor actor)
    {
        var all = db.Zones.AsNoTracking();
        return actor.Zones is { } zones ? all.Where(z => zones.Contains(z.Id)) : all;
    }

    /// <summary>People whose zones meet the actor's.</summary>
    public static IQueryable<AlmUser> PeopleFor(this AlmDbContext db, Actor actor)
    {
        var people = db.Users.AsNoTracking();
        return actor.Zones is { } zones ? people.Where(u => u.AllZones || db.UserZones.Any(z => z.UserId == u.Id && zones.Contains(z.ZoneId))) : people;
    }

    /// <summary>Tokens whose zones meet the actor's.</summary>
    public static IQueryable<ApiToken> ApiTokensFor(this AlmDbContext db, Actor actor)
    {
        var tokens = db.ApiTokens.AsNoTracking();
        return actor.Zones is { } zones ? tokens.Where(t => t.ZoneId == null || zones.Contains(t.ZoneId.Value)) : tokens;
    }

    /// <summary>Decisions about at least one host in sight, and those about none.</summary>
    public static IQueryable<Decision> DecisionsFor(this AlmDbContext db, Actor actor)
    {
        var decisions = db.Decisions.AsNoTracking();
        if (actor.SeesAllZones)
        {
            return decisions;
        }

        var visible = db.HostsEverFor(actor);
        return decisions.Where(d => !db.DecisionHosts.Any(h => h.DecisionId == d.Id)
            || db.DecisionHosts.Any(h => h.DecisionId == d.Id && visible.Any(v => v.Id == h.HostId)));
    }

    /// <summary>Lines that are on the plant's own list now, in the actor's sight, and for which no host had enrolled at that moment.</summary>
    public static IQueryable<ExpectedHost> NeverEnrolledFor(this AlmDbContext db, Actor actor, DateTimeOffset moment)
    {
        var waiting = db.ExpectedHosts.AsNoTracking().Where(e =>
            e.ListedAt <= moment && (e.HostId == null || db.Hosts.Any(h => h.Id == e.HostId && h.EnrolledAt > moment)));
        return actor.Zones is { } zones ? waiting.Where(e => e.ZoneId != null && zones.Contains(e.ZoneId.Value)) : waiting;
    }

    /// <summary>The same of the list as it was at that moment, with what was taken off it since.</summary>
    public static IQueryable<ListedLine> NeverEnrolledAsOf(this AlmDbContext db, Actor actor, DateTimeOffset moment)
    {
        var waiting = db.LinesAsOf(moment).Where(l => l.HostId == null || db.Hosts.Any(h => h.Id == l.HostId && h.EnrolledAt > moment));
        return actor.Zones is { } zones ? waiting.Where(l => l.ZoneId != null && zones.Contains(l.ZoneId.Value)) : waiting;
    }
}
