using AlmCompliance.Data;
using AlmCompliance.Data.Probes;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Probes;

/// <summary>Switches probing on for the server, or on again after it was stopped. Off until an administrator does; not by a token.</summary>
internal sealed class StartProbes(IWriteLane lane, ChangeFeed changes, TimeProvider clock)
{
    public async Task RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireAdministrator();
        actor.RequirePerson();
        await lane.RunAsync(
            async (db, ct) =>
            {
                var now = clock.GetUtcNow();
                var settings = await db.ProbeSettings.SingleAsync(ct);
                var before = TrailText.Of(new { settings.Enabled, settings.StoppedAt, settings.StoppedBy });
                (settings.Enabled, settings.EnabledAt, settings.EnabledBy, settings.StoppedAt, settings.StoppedBy) = (true, now, actor.Name, null, null);
                await db.SaveChangesAsync(ct);
                await AuditTrail.AppendAsync(db, actor.Act("probes.started", "probes", "all", before, TrailText.Of(new { enabled = true })), now, ct);
            },
            cancellationToken);
        changes.Publish(null);
    }
}

/// <summary>
/// The stop button: nothing more is planned or handed out, and what was not handed out yet is void. An answer to what an agent
/// already holds is still recorded. Any security manager may press it, whatever their zones, and so may a token of theirs.
/// </summary>
internal sealed class StopProbes(IWriteLane lane, ChangeFeed changes, TimeProvider clock)
{
    /// <summary>How many tasks became void.</summary>
    public async Task<int> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        var ended = await lane.RunAsync(
            async (db, ct) =>
            {
                var now = clock.GetUtcNow();
                var settings = await db.ProbeSettings.SingleAsync(ct);
                (settings.StoppedAt, settings.StoppedBy) = (now, actor.Name);
                await db.SaveChangesAsync(ct);
                var count = await db.ProbeTasks.Where(t => t.IssuedAt == null).ExecuteDeleteAsync(ct);
                await AuditTrail.AppendAsync(db, actor.Act("probes.stopped", "probes", "all", after: TrailText.Of(new { voided = count })), now, ct);
                return count;
            },
            cancellationToken);
        changes.Publish(null);
        return ended;
    }
}

/// <summary>What a zone allows: whether its hosts probe and are probed, at what time of day, and whether old targets are.</summary>
/// <param name="From">The beginning of the daily window, UTC; the end may lie after midnight. Null: at no time.</param>
internal sealed record ZoneProbing(bool Allowed, TimeOnly? From, TimeOnly? To, bool OldTargets);

/// <summary>Says what a zone allows. Old targets only by a person, in the zone owner's name.</summary>
internal sealed class AllowZoneProbes(IWriteLane lane, ChangeFeed changes, TimeProvider clock)
{
    /// <summary>A boundary probe and its control need some minutes to meet in.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(30);

    public async Task<Outcome<Guid>> RunAsync(Actor actor, Guid zoneId, ZoneProbing probing, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        if (probing is { Allowed: true, From: null, To: null })
        {
            return Outcome<Guid>.Refused("Say at what time of day: a zone that allows probes without a daily window is never probed.");
        }

        if ((probing.From is null) != (probing.To is null) || (probing.From is { } from && probing.To is { } to && (to - from) < Shortest))
        {
            return Outcome<Guid>.Refused($"A daily window has a beginning and an end, at least {Shortest.TotalMinutes:0} minutes later.");
        }

        var outcome = await lane.RunAsync((db, ct) => WriteAsync(db, actor, zoneId, probing, ct), cancellationToken);
        changes.Publish(null);
        return outcome;
    }

    private async Task<Outcome<Guid>> WriteAsync(AlmDbContext db, Actor actor, Guid zoneId, ZoneProbing probing, CancellationToken cancellationToken)
    {
        var zone = actor.Sees(zoneId) ? await db.Zones.SingleOrDefaultAsync(z => z.Id == zoneId, cancellationToken) : null;
        if (zone is null)
        {
            return Outcome<Guid>.Refused("There is no such zone.");
        }

        string State() => TrailText.Of(new { zone.ProbesAllowed, zone.ProbesFrom, zone.ProbesTo, zone.OldTargetsApprovedBy, zone.OldTargetsApprovedAt });
        var now = clock.GetUtcNow();
        var before = State();
        (zone.ProbesAllowed, zone.ProbesFrom, zone.ProbesTo) = (probing.Allowed, probing.From, probing.To);
        if (probing.OldTargets && zone.OldTargetsApprovedAt is null)
        {
            actor.RequirePerson();
            if (zone.Owner.Length == 0)
            {
                return Outcome<Guid>.Refused("Name the zone's owner first: targets below V5.2 are probed with the owner's approval only.");
            }

            (zone.OldTargetsApprovedAt, zone.OldTargetsApprovedBy) = (now, actor.Name);
        }
        else if (!probing.OldTargets)
        {
            (zone.OldTargetsApprovedAt, zone.OldTargetsApprovedBy) = (null, null);
        }

        await db.SaveChangesAsync(cancellationToken);

        // What was planned under other words is planned anew, with the control that belongs to it.
        var touched = db.ProbeTasks.Where(t => t.SourceZoneId == zoneId || t.TargetZoneId == zoneId).Select(t => t.TargetHostId);
        await db.ProbeTasks.Where(t => t.IssuedAt == null && touched.Contains(t.TargetHostId)).ExecuteDeleteAsync(cancellationToken);
        await AuditTrail.AppendAsync(db, actor.Act("zone.probes-changed", "zone", zoneId.ToString(), before, State()), now, cancellationToken);
        return Outcome<Guid>.Of(zoneId);
    }
}

/// <summary>Approves a host as a target, or takes that back. It ends by itself when the host reports other addresses.</summary>
internal sealed class ApproveTarget(IWriteLane lane, ChangeFeed changes, TimeProvider clock)
{
    public async Task<Outcome<Guid>> RunAsync(Actor actor, Guid hostId, bool approved, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        var outcome = await lane.RunAsync(
            async (db, ct) =>
            {
                var host = await db.Hosts.SingleOrDefaultAsync(h => h.Id == hostId && h.DecommissionedAt == null, ct);
                if (host is null || !actor.Sees(host.ZoneId))
                {
                    return Outcome<Guid>.Refused("There is no such host.");
                }

                if (approved)
                {
                    actor.RequirePerson();
                }

                var now = clock.GetUtcNow();
                var before = TrailText.Of(new { approvedBy = host.ProbesApprovedBy, host.ProbesApprovedAt });
                (host.ProbesApprovedAt, host.ProbesApprovedBy) = approved ? ((DateTimeOffset?)now, (string?)actor.Name) : (null, null);
                host.Revision++;
                await db.SaveChangesAsync(ct);
                if (!approved)
                {
                    await db.ProbeTasks.Where(t => t.TargetHostId == hostId && t.IssuedAt == null).ExecuteDeleteAsync(ct);
                }

                var after = TrailText.Of(new { approvedBy = host.ProbesApprovedBy, host.ProbesApprovedAt, host.Addresses });
                await AuditTrail.AppendAsync(db, actor.Act(approved ? "host.probe-approved" : "host.probe-approval-ended", "host", hostId.ToString(), before, after), now, ct);
                return Outcome<Guid>.Of(hostId);
            },
            cancellationToken);
        changes.Publish(hostId);
        return outcome;
    }
}

/// <summary>Enters a port that a site's hosts may be asked on, or strikes it off. The only place that a port ever comes from.</summary>
internal sealed class ListProbePort(IWriteLane lane, PlantKnowledge plant, Redraw redraw, TimeProvider clock)
{
    private const int MostInASite = 4;

    public async Task<Outcome<int>> RunAsync(Actor actor, string site, int port, bool listed, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        if (!actor.SeesAllZones)
        {
            throw new AccessDeniedException("A site's ports are entered by people who see all.");
        }

        if (port is < 1 or > 65535)
        {
            return Outcome<int>.Refused("A port is 1 to 65535.");
        }

        var outcome = await lane.RunAsync((db, ct) => WriteAsync(db, actor, SortKeys.Of(site), site, port, listed, ct), cancellationToken);
        if (outcome.Succeeded)
        {
            // Which port a host is judged by may be another now.
            await plant.RefreshAsync(CancellationToken.None);
            await redraw.BoundariesAsync(CancellationToken.None);
        }

        return outcome;
    }

    private async Task<Outcome<int>> WriteAsync(AlmDbContext db, Actor actor, string siteKey, string site, int port, bool listed, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var known = await db.ProbePorts.Where(p => p.SiteKey == siteKey).ToListAsync(cancellationToken);
        var row = known.Find(p => p.Port == port);
        if (listed && row is null)
        {
            if (known.Count >= MostInASite)
            {
                return Outcome<int>.Refused($"A site has at most {MostInASite} ports: probing looks at the ALM, not at the network.");
            }

            if (!await db.Zones.AnyAsync(z => z.SiteKey == siteKey, cancellationToken))
            {
                return Outcome<int>.Refused("No zone belongs to that site.");
            }

            db.ProbePorts.Add(new ProbePort { SiteKey = siteKey, Port = port, EnteredBy = actor.Name, EnteredAt = now });
        }
        else if (!listed && row is not null)
        {
            db.ProbePorts.Remove(row);
        }
        else
        {
            return Outcome<int>.Of(port);
        }

        await db.SaveChangesAsync(cancellationToken);
        if (!listed)
        {
            await db.ProbeTasks.Where(t => t.IssuedAt == null && t.Port == port && db.Zones.Any(z => z.Id == t.TargetZoneId && z.SiteKey == siteKey)).ExecuteDeleteAsync(cancellationToken);
        }

        await AuditTrail.AppendAsync(db, actor.Act(listed ? "probes.port-entered" : "probes.port-struck", "site", site, after: TrailText.Of(new { port })), now, cancellationToken);
        return Outcome<int>.Of(port);
    }
}
