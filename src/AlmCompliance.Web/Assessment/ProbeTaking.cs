using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using AlmCompliance.Data;
using AlmCompliance.Data.Probes;
using AlmCompliance.Domain.Segmentation;
using Microsoft.EntityFrameworkCore;
using ReportedProbe = AlmCompliance.Contracts.ProbeResult;

namespace AlmCompliance.Web.Assessment;

/// <summary>What probes changed and nobody has judged yet, and what was ignored. In memory: the nightly run judges all.</summary>
internal sealed class ProbeEcho
{
    private readonly ConcurrentDictionary<Guid, byte> _ranges = new();
    private readonly ConcurrentDictionary<Guid, byte> _hosts = new();
    private long _ignored;

    /// <summary>Results that answered no task that was handed out to their host, since the start.</summary>
    public long Ignored => Interlocked.Read(ref _ignored);

    public void Add(ProbesTaken taken)
    {
        Interlocked.Add(ref _ignored, taken.Ignored);
        taken.Ranges.ToList().ForEach(r => _ranges[r] = 0);
        taken.Hosts.ToList().ForEach(h => _hosts[h] = 0);
    }

    /// <summary>Takes out what waits.</summary>
    public (IReadOnlyList<Guid> Ranges, IReadOnlyList<Guid> Hosts) Take() =>
        ([.. _ranges.Keys.Where(k => _ranges.TryRemove(k, out _))], [.. _hosts.Keys.Where(k => _hosts.TryRemove(k, out _))]);
}

/// <summary>What became of the results of one report.</summary>
internal sealed record ProbesTaken(int Recorded, int Ignored, IReadOnlyCollection<Guid> Ranges, IReadOnlyCollection<Guid> Hosts)
{
    public static ProbesTaken Nothing { get; } = new(0, 0, [], []);
}

/// <summary>
/// Records the results of a report, inside the caller's transaction: only those that answer a task which was handed out to
/// that very host, at a time of the server's clock, once each. What they prove of a boundary is written beside them.
/// </summary>
internal static class ProbeTaking
{
    /// <summary>An agent that was busy may be late by so much; a result later than that answers nothing.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    public static async Task<ProbesTaken> RunAsync(
        AlmDbContext db, Host host, PlantSegmentation plant, IReadOnlyList<ReportedProbe> reported, DateTimeOffset sentAt, DateTimeOffset receivedAt, CancellationToken cancellationToken)
    {
        if (reported.Count == 0)
        {
            return ProbesTaken.Nothing;
        }

        var since = DateOnly.FromDateTime(receivedAt.UtcDateTime).AddDays(-2);
        var tasks = await db.ProbeTasks.Where(t => t.SourceHostId == host.Id && t.Day >= since && t.IssuedAt != null && t.AnsweredAt == null).ToListAsync(cancellationToken);
        var recorded = new List<StoredProbe>();
        foreach (var result in reported)
        {
            if (Answer(result, tasks, receivedAt - sentAt, receivedAt) is not { } answer)
            {
                continue;
            }

            answer.Task.AnsweredAt = receivedAt;
            recorded.Add(Observation(host, plant, answer.Task, answer.Result, answer.At));
        }

        if (recorded.Count > 0)
        {
            await ForgetStrangersAsync(db, recorded, cancellationToken);
            db.ProbeObservations.AddRange(recorded);
            await ProveAsync(db, plant, recorded, cancellationToken);
        }

        return new ProbesTaken(
            recorded.Count,
            reported.Count - recorded.Count,
            [.. recorded.Where(o => o.RangeId is not null).Select(o => o.RangeId!.Value).Distinct()],
            [.. recorded.Where(o => o.TargetHostId is not null).Select(o => o.TargetHostId!.Value).Distinct()]);
    }

    private static (ProbeTask Task, ProbeResult Result, DateTimeOffset At)? Answer(
        ReportedProbe reported, List<ProbeTask> tasks, TimeSpan clockOffset, DateTimeOffset receivedAt)
    {
        var result = reported.Result switch
        {
            "open" => ProbeResult.Open,
            "refused" => ProbeResult.Refused,
            "noAnswer" => ProbeResult.NoAnswer,
            "unreachable" => ProbeResult.Unreachable,
            _ => ProbeResult.Unknown,
        };
        if (result == ProbeResult.Unknown || !IPAddress.TryParse(reported.Address, out var address)
            || !DateTimeOffset.TryParse(reported.At, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var tried))
        {
            return null;
        }

        // The host's clock may be wrong; the span between its try and its sending is right.
        var at = Microseconds.Truncate(tried + clockOffset);
        var key = AddressKey.Of(address);
        var task = tasks.Find(t => t.AnsweredAt is null && t.Port == reported.Port && AddressKey.Of(IPAddress.Parse(t.TargetAddress)) == key
            && at >= t.IssuedAt - TimeSpan.FromSeconds(2) && at <= receivedAt && at <= t.NotAfter + Grace);
        return task is null ? null : (task, result, at);
    }

    private static StoredProbe Observation(Host host, PlantSegmentation plant, ProbeTask task, ProbeResult result, DateTimeOffset at)
    {
        var address = IPAddress.Parse(task.TargetAddress);
        var site = plant.Zones.GetValueOrDefault(task.TargetZoneId)?.SiteKey;
        var stand = site is null ? null : plant.Plan.StandOf(address, site);
        var isInZone = stand is { } found && found.Zone.Value == task.TargetZoneId;
        return new StoredProbe
        {
            TaskId = task.Id,
            SourceHostId = host.Id,

            // A host that has moved since, or touches another zone, tried nobody knows which boundary.
            SourceZoneId = plant.StandsOnlyIn(host, task.SourceZoneId) ? task.SourceZoneId : null,
            TargetHostId = task.TargetHostId,
            TargetKey = AddressKey.Of(address),
            TargetZoneId = isInZone ? task.TargetZoneId : null,
            RangeId = isInZone ? plant.Ranges[stand!.Value] : null,
            Port = task.Port,
            Result = result,
            At = at,
            SnapshotId = host.CurrentSnapshotId,
        };
    }

    /// <summary>A target that has left the address since is not the one that answered.</summary>
    private static async Task ForgetStrangersAsync(AlmDbContext db, List<StoredProbe> recorded, CancellationToken cancellationToken)
    {
        var keys = recorded.Select(o => o.TargetKey).Distinct().ToArray();
        var owners = await db.HostAddresses.AsNoTracking().Where(a => keys.Contains(a.Key)).Select(a => new { a.HostId, a.Key }).ToListAsync(cancellationToken);
        foreach (var observation in recorded.Where(o => !owners.Exists(a => a.HostId == o.TargetHostId && a.Key == o.TargetKey)))
        {
            observation.TargetHostId = null;
        }
    }

    private static async Task ProveAsync(AlmDbContext db, PlantSegmentation plant, List<StoredProbe> recorded, CancellationToken cancellationToken)
    {
        var keys = recorded.Select(o => o.TargetKey).Distinct().ToArray();
        var from = recorded.Min(o => o.At) - BoundaryEvaluation.ControlWindow;
        var to = recorded.Max(o => o.At) + BoundaryEvaluation.ControlWindow;
        var near = await db.ProbeObservations.AsNoTracking().Where(o => keys.Contains(o.TargetKey) && o.At >= from && o.At <= to).ToListAsync(cancellationToken);
        var rows = new Dictionary<ProbeObservation, StoredProbe>(ReferenceEqualityComparer.Instance);
        foreach (var row in recorded.Concat(near.Where(n => recorded.TrueForAll(r => r.Id != n.Id))))
        {
            rows.Add(SegmentationReader.Observed(row), row);
        }

        var ranges = rows.Values.Select(o => o.RangeId).OfType<Guid>().Distinct().ToArray();
        var boundaries = await db.BoundaryProofs.Where(b => ranges.Contains(b.RangeId)).ToListAsync(cancellationToken);
        foreach (var proof in BoundaryEvaluation.Evaluate([.. rows.Keys]))
        {
            var row = rows[proof.Probe];
            if (row is not { RangeId: { } range, SourceZoneId: { } source, TargetZoneId: { } target } || !plant.Zones.ContainsKey(source))
            {
                continue;
            }

            var boundary = boundaries.Find(b => b.SourceZoneId == source && b.RangeId == range && b.Port == row.Port);
            if (boundary is null)
            {
                boundary = new StoredBoundary { SourceZoneId = source, TargetZoneId = target, RangeId = range, Port = row.Port };
                db.BoundaryProofs.Add(boundary);
                boundaries.Add(boundary);
            }

            Note(boundary, row, proof.Outcome, proof.Control is { } control ? rows[control].Id : null);
        }
    }

    private static void Note(StoredBoundary boundary, StoredProbe row, BoundaryOutcome outcome, Guid? control)
    {
        switch (outcome)
        {
            case BoundaryOutcome.Open when !(boundary.OpenAt >= row.At):
                boundary.OpenAt = row.At;
                boundary.OpenObservationId = row.Id;
                break;
            case BoundaryOutcome.Block when !(boundary.BlockedAt >= row.At):
                boundary.BlockedAt = row.At;
                boundary.BlockedObservationId = row.Id;
                boundary.ControlObservationId = control;
                break;
            case BoundaryOutcome.Inconclusive when !(boundary.InconclusiveAt >= row.At):
                boundary.InconclusiveAt = row.At;
                break;
        }
    }
}
