using AlmCompliance.Data;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Probes;

/// <summary>Reads of who probes whom, as far as the actor's zones let through.</summary>
internal sealed class ProbeQueries(IDbContextFactory<AlmDbContext> contexts, ProbeEcho echo, TimeProvider clock)
{
    private const int Most = 200;
    private const int MostFound = 20;
    private const int MostScheduled = 20_000;

    public async Task<ProbeOverview> GetAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var settings = await db.ProbeSettings.AsNoTracking().SingleAsync(cancellationToken);
        var zones = await db.ZonesFor(actor).OrderBy(z => z.NameKey).Select(z => new { Zone = z, Targets = db.Hosts.Count(h => h.ZoneId == z.Id && h.ProbesApprovedAt != null && h.DecommissionedAt == null) }).ToListAsync(cancellationToken);
        var sites = zones.Select(z => z.Zone).DistinctBy(z => z.SiteKey, StringComparer.Ordinal).ToDictionary(z => z.SiteKey, z => z.Site, StringComparer.Ordinal);
        var ports = (await db.ProbePorts.AsNoTracking().OrderBy(p => p.SiteKey).ThenBy(p => p.Port).ToListAsync(cancellationToken)).Where(p => sites.ContainsKey(p.SiteKey));
        var targets = await db.HostsFor(actor).Where(h => h.ProbesApprovedAt != null && h.DecommissionedAt == null).OrderBy(h => h.NameKey).ThenBy(h => h.Id).Take(Most)
            .Select(h => new ApprovedTarget(h.Id, h.Name, h.Zone!.Name, h.Addresses, h.VersionText, h.ProbesApprovedBy, h.ProbesApprovedAt)).ToListAsync(cancellationToken);
        return new ProbeOverview(
            new ProbeState(settings.Enabled, settings.EnabledBy, settings.EnabledAt, settings.StoppedAt, settings.StoppedBy),
            [.. ports.Select(p => new SitePort(sites[p.SiteKey], p.Port, p.EnteredBy, p.EnteredAt))],
            [.. zones.Select(z => new ProbingZone(z.Zone.Id, z.Zone.Name, z.Zone.Site, z.Zone.ProbesAllowed, z.Zone.ProbesFrom, z.Zone.ProbesTo, z.Zone.OldTargetsApprovedBy, z.Targets))],
            targets,
            await Planned(db, actor, clock.GetUtcNow()).Take(Most).ToListAsync(cancellationToken),
            await ResultsAsync(db, actor, cancellationToken),
            echo.Ignored,
            await HeldAsync(db, clock.GetUtcNow(), cancellationToken));
    }

    /// <summary>Hosts whose name or address holds the text, to approve one as a target.</summary>
    public async Task<IReadOnlyList<FoundHost>> FindAsync(Actor actor, string text, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        if (string.IsNullOrWhiteSpace(text))
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.HostsFor(actor).Containing(text).Where(h => h.DecommissionedAt == null).OrderBy(h => h.NameKey).ThenBy(h => h.Id).Take(MostFound)
            .Select(h => new FoundHost(h.Id, h.Name, h.Zone!.Name, h.Addresses, h.VersionText, h.ProbesApprovedAt != null)).ToListAsync(cancellationToken);
    }

    private static async Task<HeldProbes> HeldAsync(AlmDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var until = await db.ProbeTasks.AsNoTracking().Where(t => t.IssuedAt != null && t.AnsweredAt == null && t.NotAfter >= now).Select(t => t.NotAfter).ToListAsync(cancellationToken);
        return new HeldProbes(until.Count, until.Count == 0 ? null : until.Max());
    }

    /// <summary>What is planned or under way, the next first: for those who watch the network.</summary>
    public async Task<IReadOnlyList<PlannedProbe>> ScheduleAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Planned(db, actor, clock.GetUtcNow()).Take(MostScheduled).ToListAsync(cancellationToken);
    }

    private static IQueryable<PlannedProbe> Planned(AlmDbContext db, Actor actor, DateTimeOffset now)
    {
        var tasks = db.ProbeTasks.AsNoTracking().Where(t => t.NotAfter >= now);
        if (actor.Zones is { } zones)
        {
            tasks = tasks.Where(t => zones.Contains(t.SourceZoneId) && zones.Contains(t.TargetZoneId));
        }

        return
            from task in tasks
            join source in db.Hosts on task.SourceHostId equals source.Id
            join target in db.Hosts on task.TargetHostId equals target.Id
            join origin in db.Zones on task.SourceZoneId equals origin.Id
            join goal in db.Zones on task.TargetZoneId equals goal.Id
            orderby task.NotBefore, task.TargetAddress, task.Purpose, task.Id
            select new PlannedProbe(
                task.Id, task.NotBefore, task.NotAfter, task.Purpose, source.Name, source.Addresses, origin.Name,
                target.Name, task.TargetAddress, task.Port, goal.Name, task.IssuedAt, task.AnsweredAt);
    }

    private static async Task<IReadOnlyList<FoundProbe>> ResultsAsync(AlmDbContext db, Actor actor, CancellationToken cancellationToken)
    {
        var found = db.ProbeObservations.AsNoTracking();
        if (actor.Zones is { } zones)
        {
            found = found.Where(o => o.TargetZoneId != null && zones.Contains(o.TargetZoneId.Value) && o.SourceZoneId != null && zones.Contains(o.SourceZoneId.Value));
        }

        var rows = await (
            from attempt in found
            join source in db.Hosts on attempt.SourceHostId equals source.Id
            join target in db.Hosts on attempt.TargetHostId equals target.Id into targets
            from target in targets.DefaultIfEmpty()
            join origin in db.Zones on attempt.SourceZoneId equals origin.Id into origins
            from origin in origins.DefaultIfEmpty()
            orderby attempt.At descending, attempt.Id
            select new { attempt, Source = source.Name, Zone = origin.Name, Target = target.Name }).Take(Most).ToListAsync(cancellationToken);
        return [.. rows.Select(r => new FoundProbe(r.attempt.At, r.Source, r.Zone, r.Target, AddressKey.ToAddress(r.attempt.TargetKey).ToString(), r.attempt.Port, r.attempt.Result))];
    }
}
