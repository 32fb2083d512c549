using AlmCompliance.Data;
using AlmCompliance.Data.Probes;
using AlmCompliance.Domain.Segmentation;
using Microsoft.EntityFrameworkCore;
using ZoneRange = AlmCompliance.Data.Segmentation.ZoneRange;

namespace AlmCompliance.Web.Assessment;

/// <summary>
/// Keeps open answers when ranges come or go, inside the caller's transaction: every attempt goes over to the range that holds
/// its address now, and what was open there and not proven blocked at that address since stays open. Proofs of a block do not go
/// along, and give way to such an open answer: they were made for other addresses.
/// </summary>
internal static class RedrawnBoundaries
{
    private const int Slice = 400;

    /// <summary>After the ranges between these keys were written to the database.</summary>
    public static async Task KeepOpenAsync(AlmDbContext db, string siteKey, IReadOnlyCollection<(string First, string Last)> spans, CancellationToken cancellationToken)
    {
        var ranges = await db.ZoneRanges.AsNoTracking().Where(r => r.SiteKey == siteKey).OrderByDescending(r => r.PrefixLength).ToListAsync(cancellationToken);
        var zones = await db.Zones.Select(z => z.Id).ToHashSetAsync(cancellationToken);
        foreach (var (first, last) in spans)
        {
            var held = await Within(db, siteKey, first, last).Select(o => new { o.TargetKey, o.RangeId }).Distinct().ToListAsync(cancellationToken);
            var moved = held.Select(h => (h.TargetKey, h.RangeId, Holder: HolderOf(h.TargetKey, ranges))).Where(h => h.Holder is not null && h.Holder.Id != h.RangeId);
            foreach (var group in moved.GroupBy(h => h.Holder!, h => h.TargetKey).ToList())
            {
                foreach (var keys in group.Distinct().Chunk(Slice))
                {
                    var attempts = Within(db, siteKey, first, last).Where(o => keys.Contains(o.TargetKey));
                    await CarryAsync(db, attempts, group.Key, zones, cancellationToken);
                    await attempts.Where(o => o.RangeId != group.Key.Id).ExecuteUpdateAsync(o => o.SetProperty(p => p.RangeId, (Guid?)group.Key.Id), cancellationToken);
                }
            }
        }
    }

    private static async Task CarryAsync(AlmDbContext db, IQueryable<StoredProbe> attempts, ZoneRange range, HashSet<Guid> zones, CancellationToken cancellationToken)
    {
        var crossing = attempts.AsNoTracking().Where(o => o.RangeId != range.Id && o.Result == ProbeResult.Open && o.SourceZoneId != null
            && o.SourceZoneId != o.TargetZoneId && o.SourceZoneId != range.ZoneId && o.SourceHostId != o.TargetHostId);
        var open = await crossing.GroupBy(o => new { o.TargetKey, Source = o.SourceZoneId!.Value, o.Port })
            .Select(g => new { g.Key.TargetKey, g.Key.Source, g.Key.Port, At = g.Max(o => o.At) }).ToListAsync(cancellationToken);
        open.RemoveAll(o => !zones.Contains(o.Source));
        if (open.Count == 0)
        {
            return;
        }

        var since = open.Min(o => o.At) - BoundaryEvaluation.ControlWindow;
        var answered = open.Select(o => o.TargetKey).Distinct().ToArray();
        var later = await attempts.AsNoTracking().Where(o => answered.Contains(o.TargetKey) && o.At >= since).ToListAsync(cancellationToken);
        var blocks = BoundaryEvaluation.Evaluate([.. later.Select(SegmentationReader.Observed)]).Where(p => p.Outcome == BoundaryOutcome.Block)
            .Select(p => (Key: AddressKey.Of(p.Probe.Target), Source: p.Probe.From.Value, p.Probe.Port, p.Probe.At)).ToLookup(b => (b.Key, b.Source, b.Port), b => b.At);
        var boundaries = await db.BoundaryProofs.Where(b => b.RangeId == range.Id).ToListAsync(cancellationToken);
        foreach (var answer in open.Where(o => !blocks[(o.TargetKey, o.Source, o.Port)].Any(at => at > o.At)))
        {
            var boundary = boundaries.Find(b => b.SourceZoneId == answer.Source && b.Port == answer.Port);
            if (boundary is null)
            {
                boundary = new StoredBoundary { SourceZoneId = answer.Source, TargetZoneId = range.ZoneId, RangeId = range.Id, Port = answer.Port };
                db.BoundaryProofs.Add(boundary);
                boundaries.Add(boundary);
            }

            if (!(boundary.OpenAt >= answer.At))
            {
                boundary.OpenAt = answer.At;
                boundary.OpenObservationId = later.Find(o => o.TargetKey == answer.TargetKey && o.SourceZoneId == answer.Source && o.Port == answer.Port && o.Result == ProbeResult.Open && o.At == answer.At)?.Id;
            }

            (boundary.BlockedAt, boundary.BlockedObservationId, boundary.ControlObservationId) = (null, null, null);
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>The range with the longest prefix; they come in that order.</summary>
    private static ZoneRange? HolderOf(string key, List<ZoneRange> ranges) =>
        ranges.Find(r => string.CompareOrdinal(r.First, key) <= 0 && string.CompareOrdinal(key, r.Last) <= 0);

    // Sites may use the same addresses. What was tried in no zone, or in one that is gone, may have been tried in this site.
    // The database compares: keys are upper-case hexadecimal, which every collation orders alike.
#pragma warning disable CA1309, CA1310
    private static IQueryable<StoredProbe> Within(AlmDbContext db, string siteKey, string first, string last) =>
        db.ProbeObservations.Where(o => string.Compare(o.TargetKey, first) >= 0 && string.Compare(o.TargetKey, last) <= 0
            && !db.Zones.Any(z => z.Id == o.TargetZoneId && z.SiteKey != siteKey));
#pragma warning restore CA1309, CA1310
}
