using System.Security.Cryptography;
using AlmCompliance.Data;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Data.Probes;
using AlmCompliance.Data.Segmentation;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Probes;

/// <summary>
/// Plans who tries whom, and when: for each approved target one attempt from every other zone that allows it, and a control
/// from its own, all at one moment of the day. One target a transaction; what is planned already stays, so that a run that
/// died is simply run again.
/// </summary>
internal sealed class PlanProbes(IWriteLane lane, IDbContextFactory<AlmDbContext> contexts, PlantKnowledge plant, TimeProvider clock)
{
    /// <summary>How long an attempt may be late on its moment.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan Ahead = TimeSpan.FromHours(20);
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(35);

    /// <summary>A host is asked less often in a day than its agent would allow.</summary>
    private const int MostOfOneHost = 80;
    private const int CandidatesOfAZone = 200;

    /// <summary>How many tasks were added.</summary>
    public async Task<int> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await lane.RunAsync((write, ct) => write.ProbeTasks.Where(t => t.NotAfter < now - Kept).ExecuteDeleteAsync(ct), cancellationToken);
        if (!await db.ProbeSettings.AnyAsync(s => s.Enabled && s.StoppedAt == null, cancellationToken))
        {
            return 0;
        }

        var zones = await db.Zones.AsNoTracking().Where(z => z.ProbesAllowed && z.ProbesFrom != null && z.ProbesTo != null).ToListAsync(cancellationToken);
        var targets = await TargetsAsync(db, zones, cancellationToken);
        var sources = new Dictionary<Guid, List<Guid>>();
        foreach (var zone in targets.Count == 0 ? [] : zones)
        {
            sources[zone.Id] = await SourcesAsync(db, zone.Id, now, cancellationToken);
        }

        var count = 0;
        foreach (var target in targets)
        {
            foreach (var moment in Moments(target, zones, now))
            {
                count += await lane.RunAsync((write, ct) => PlanAsync(write, target, moment, zones, sources, ct), cancellationToken);
            }
        }

        return count;
    }

    private sealed record Target(Guid HostId, Zone Zone, string Address, IReadOnlyList<int> Ports)
    {
        /// <summary>One of the site's ports a day, each in its turn: a proof lives longer than the turn takes, and no report says which.</summary>
        public int PortOn(DateOnly day) => Ports[(int)((Number(HostId, Guid.Empty, default) + (uint)day.DayNumber) % (uint)Ports.Count)];
    }

    /// <summary>Approved hosts at an address that is theirs alone, in a confirmed range of a zone that allows it, on a port of the site's list.</summary>
    private async Task<List<Target>> TargetsAsync(AlmDbContext db, List<Zone> zones, CancellationToken cancellationToken)
    {
        var drawing = plant.Current.Segmentation;
        var confirmed = (await db.ZoneRanges.Where(r => r.ConfirmedAt != null).Select(r => r.Id).ToListAsync(cancellationToken)).ToHashSet();
        var approved = await db.Hosts.AsNoTracking().Where(h => h.ProbesApprovedAt != null && h.DecommissionedAt == null).OrderBy(h => h.Id).ToListAsync(cancellationToken);
        var ids = approved.Select(h => h.Id).ToArray();
        var shared = (await db.HostAddresses.Where(a => ids.Contains(a.HostId) && db.HostAddresses.Any(o => o.Key == a.Key && o.HostId != a.HostId)).Select(a => a.Key).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var targets = new List<Target>();
        foreach (var host in approved)
        {
            foreach (var address in PlantSegmentation.AddressesOf(host.Addresses))
            {
                if (drawing.PlaceOf(host).Placement.Stands.Select(s => zones.Find(z => z.Id == s.Zone.Value)).OfType<Zone>()
                        .FirstOrDefault(z => drawing.Plan.StandOf(address, z.SiteKey) is { } stand && stand.Zone.Value == z.Id && drawing.Ranges.TryGetValue(stand, out var range) && confirmed.Contains(range)) is not { } zone
                    || shared.Contains(AddressKey.Of(address))
                    || !(zone.OldTargetsApprovedAt is not null || ProbeHandout.IsRobust(host))
                    || drawing.Zones.GetValueOrDefault(zone.Id)?.Ports is not { Count: > 0 } ports)
                {
                    continue;
                }

                targets.Add(new Target(host.Id, zone, address.ToString(), ports));
                break;
            }
        }

        return targets;
    }

    /// <summary>Hosts that stand in the zone alone and were in contact within a day.</summary>
    private async Task<List<Guid>> SourcesAsync(AlmDbContext db, Guid zone, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var since = now - TimeSpan.FromDays(1);
        var hosts = await db.Hosts.AsNoTracking()
            .Where(h => h.ZoneId == zone && h.DecommissionedAt == null && h.LastContactAt > since
                && (h.ZoneBasis == ZoneBasis.Address || h.ZoneBasis == ZoneBasis.Hand || h.ZoneBasis == ZoneBasis.Token)
                && !db.HostZones.Any(z => z.HostId == h.Id))
            .OrderBy(h => h.Id).Take(CandidatesOfAZone).ToListAsync(cancellationToken);
        return [.. hosts.Where(h => plant.Current.Segmentation.StandsOnlyIn(h, zone)).Select(h => h.Id)];
    }

    /// <summary>
    /// One moment for each window that begins between yesterday and tomorrow: the same time of each day, another for each
    /// target, and where it can be one that lies in every zone's window.
    /// </summary>
    private static IEnumerable<DateTimeOffset> Moments(Target target, List<Zone> zones, DateTimeOffset now)
    {
        if (ProbeWindow.Of(target.Zone) is not { } window || window.Length < Span)
        {
            yield break;
        }

        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var steps = (int)((window.Length - Span) / Step) + 1;
        var first = (int)(Number(target.HostId, Guid.Empty, default) % (uint)steps);
        for (var day = today.AddDays(-1); day <= today.AddDays(1); day = day.AddDays(1))
        {
            var begin = window.Begin(day);
            var moment = Enumerable.Range(0, steps).Select(i => begin + ((first + i) % steps * Step))
                .MaxBy(m => zones.Count(z => ProbeWindow.Of(z) is { } other && other.Holds(m, Span)));
            if (moment > now && moment <= now + Ahead)
            {
                yield return moment;
            }
        }
    }

    private static async Task<int> PlanAsync(AlmDbContext db, Target target, DateTimeOffset moment, List<Zone> zones, Dictionary<Guid, List<Guid>> sources, CancellationToken cancellationToken)
    {
        // The stop button may have been pressed since the run began.
        if (!await db.ProbeSettings.AnyAsync(s => s.Enabled && s.StoppedAt == null, cancellationToken))
        {
            return 0;
        }

        var day = DateOnly.FromDateTime(moment.UtcDateTime);
        var known = await db.ProbeTasks.AsNoTracking().Where(t => t.Day == day && t.TargetHostId == target.HostId).Select(t => new { t.SourceZoneId, t.NotBefore }).ToListAsync(cancellationToken);
        if (known.Exists(k => k.NotBefore != moment))
        {
            // The day's control stands at another moment: what is tried at this one would prove nothing.
            return 0;
        }

        var open = zones.Where(z => ProbeWindow.Of(z) is { } window && window.Holds(moment, Span)).ToList();

        // Without a control a silence proves nothing: then nobody is bothered.
        var candidates = open.Select(z => (Zone: z, Hosts: sources[z.Id].Where(h => h != target.HostId).ToList())).Where(z => z.Hosts.Count > 0).ToList();
        if (!candidates.Exists(c => c.Zone.Id == target.Zone.Id) || candidates.Count < 2)
        {
            return 0;
        }

        var busy = await db.ProbeTasks.Where(t => t.Day == day).GroupBy(t => t.SourceHostId).Where(g => g.Count() >= MostOfOneHost).Select(g => g.Key).ToListAsync(cancellationToken);
        var count = 0;
        foreach (var (zone, hosts) in candidates.Where(c => !known.Exists(k => k.SourceZoneId == c.Zone.Id)))
        {
            // Another host each day: one that lies does not speak for its zone for long.
            var free = hosts.Where(h => !busy.Contains(h)).ToList();
            if (free.Count == 0)
            {
                continue;
            }

            db.ProbeTasks.Add(new ProbeTask
            {
                Day = day,
                SourceHostId = free[(int)(Number(target.HostId, zone.Id, day) % (uint)free.Count)],
                SourceZoneId = zone.Id,
                TargetHostId = target.HostId,
                TargetZoneId = target.Zone.Id,
                TargetAddress = target.Address,
                Port = target.PortOn(day),
                Purpose = zone.Id == target.Zone.Id ? ProbePurpose.Control : ProbePurpose.Boundary,
                NotBefore = moment,
                NotAfter = moment + Span,
            });
            count++;
        }

        await db.SaveChangesAsync(cancellationToken);
        return count;
    }

    /// <summary>The same for the same, spread evenly.</summary>
    private static uint Number(Guid target, Guid zone, DateOnly day)
    {
        Span<byte> text = stackalloc byte[36];
        target.TryWriteBytes(text);
        zone.TryWriteBytes(text[16..]);
        BitConverter.TryWriteBytes(text[32..], day.DayNumber);
        return BitConverter.ToUInt32(SHA256.HashData(text));
    }
}
