using System.Net;
using AlmCompliance.Contracts;
using AlmCompliance.Data;
using AlmCompliance.Data.Probes;
using AlmCompliance.Domain.Inventory;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Assessment;

/// <summary>
/// Hands out the tasks that are due to the host which reports, inside the caller's transaction. All that was asked when the
/// task was planned is asked again: what a person took back in between is not handed out.
/// </summary>
internal static class ProbeHandout
{
    /// <summary>How long before its time a task may be handed out, so that hosts which report hourly can meet within minutes.</summary>
    public static readonly TimeSpan Lead = TimeSpan.FromHours(2);

    /// <summary>As many as the agent tries in one round.</summary>
    private const int Most = 16;

    private static readonly int FirstRobust = new AlmVersion(5, 2).SortKey;

    /// <summary>Targets below V5.2, or of a version that is not known for sure, are probed only where the zone's owner approved that.</summary>
    public static bool IsRobust(Host target) => target.VersionCertainty == VersionCertainty.Known && target.VersionKey >= FirstRobust;

    /// <summary>No statement while the plant has no zones; one where nothing is due.</summary>
    /// <param name="again">A report that was answered already gets the same targets once more.</param>
    public static async Task<ProbeTarget[]> RunAsync(AlmDbContext db, Host source, PlantSegmentation plant, bool again, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (plant.Plan.IsEmpty)
        {
            return [];
        }

        var since = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-1);
        var latest = now + Lead;
        var due = await (
            from task in db.ProbeTasks
            join target in db.Hosts on task.TargetHostId equals target.Id
            join origin in db.Zones on task.SourceZoneId equals origin.Id
            join goal in db.Zones on task.TargetZoneId equals goal.Id
            where task.SourceHostId == source.Id && task.Day >= since && task.AnsweredAt == null
                && (again ? task.IssuedAt != null && task.IssuedAt == source.LastContactAt : task.IssuedAt == null)
                && task.NotBefore <= latest && task.NotAfter > now
                && origin.ProbesAllowed && goal.ProbesAllowed
                && target.ProbesApprovedAt != null && target.DecommissionedAt == null
                && db.ProbePorts.Any(p => p.SiteKey == goal.SiteKey && p.Port == task.Port)
                && db.ProbeSettings.Any(s => s.Enabled && s.StoppedAt == null)
            orderby task.NotBefore, task.Id
            select new { task, target, Old = goal.OldTargetsApprovedAt != null }).Take(Most).ToListAsync(cancellationToken);
        if (due.Count == 0)
        {
            return [];
        }

        var zones = due.Select(d => d.task.TargetZoneId).Distinct().ToArray();
        var confirmed = await db.ZoneRanges.Where(r => zones.Contains(r.ZoneId) && r.ConfirmedAt != null).Select(r => r.Id).ToListAsync(cancellationToken);
        var handed = new List<ProbeTarget>();
        foreach (var task in due.Where(d => (d.Old || IsRobust(d.target)) && MayTry(plant, source, d.target, d.task, confirmed)).Select(d => d.task))
        {
            task.IssuedAt ??= now;
            handed.Add(new ProbeTarget
            {
                Address = task.TargetAddress,
                Port = task.Port,
                AfterSeconds = task.NotBefore > now ? (int)Math.Ceiling((task.NotBefore - now).TotalSeconds) : 0,
            });
        }

        return [.. handed];
    }

    private static bool MayTry(PlantSegmentation plant, Host source, Host target, ProbeTask task, List<Guid> confirmed)
    {
        var address = IPAddress.Parse(task.TargetAddress);
        return plant.StandsOnlyIn(source, task.SourceZoneId)
            && PlantSegmentation.AddressesOf(target.Addresses).Contains(address)
            && plant.Zones.TryGetValue(task.TargetZoneId, out var zone)
            && plant.Plan.StandOf(address, zone.SiteKey) is { } stand
            && stand.Zone.Value == task.TargetZoneId
            && confirmed.Contains(plant.Ranges[stand]);
    }
}
