using System.Net;
using AlmCompliance.Data;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Data.Probes;
using AlmCompliance.Domain.Segmentation;
using Microsoft.EntityFrameworkCore;
using ZoneRange = AlmCompliance.Domain.Segmentation.ZoneRange;

namespace AlmCompliance.Web.Assessment;

/// <summary>
/// Reads the plant's drawing, once for all hosts, and what hosts answered. Declared licence servers are part of it: whoever
/// changes a declaration has the picture read anew.
/// </summary>
internal static class SegmentationReader
{
    /// <summary>Six statements; two more where somebody ever declared a licence server.</summary>
    public static async Task<PlantSegmentation> ReadAsync(AlmDbContext db, CancellationToken cancellationToken)
    {
        var stored = await db.Zones.AsNoTracking().OrderBy(z => z.NameKey).ToListAsync(cancellationToken);
        if (stored.Count == 0)
        {
            return PlantSegmentation.Empty;
        }

        var ports = (await db.ProbePorts.AsNoTracking().OrderBy(p => p.Port).ToListAsync(cancellationToken)).ToLookup(p => p.SiteKey, p => p.Port, StringComparer.Ordinal);
        var ranges = await db.ZoneRanges.AsNoTracking().ToListAsync(cancellationToken);
        var conduits = (await db.Conduits.AsNoTracking().ToListAsync(cancellationToken)).Select(c => new Conduit(FromOf(c.FromZoneId), new ZoneId(c.ToZoneId), c.Port)).ToHashSet();
        var boundaries = await db.BoundaryProofs.AsNoTracking().ToListAsync(cancellationToken);
        var declared = await DeclaredAsync(db, cancellationToken);

        var zones = stored.ToDictionary(z => z.Id, z => new ZoneFacts(z.Id, z.Name, z.SiteKey, z.Criticality, [.. ports[z.SiteKey]]));
        var stands = new Dictionary<Guid, ZoneStand>();
        var drawn = new List<ZoneRange>();
        foreach (var range in ranges)
        {
            if (zones.TryGetValue(range.ZoneId, out var zone) && AddressRange.TryParse(range.Text, out var addresses))
            {
                stands.Add(range.Id, new ZoneStand(new ZoneId(zone.Id), addresses));
                drawn.Add(new ZoneRange(zone.SiteKey, new ZoneId(zone.Id), addresses));
            }
        }

        var layout = new PlantLayout(zones.Values.ToDictionary(z => new ZoneId(z.Id), z => z.Name), conduits, declared.Where(d => d.Value is not null).ToDictionary(d => d.Key, d => d.Value!.Value))
        {
            DrawnAt = stored.ToDictionary(z => new ZoneId(z.Id), z => z.CreatedAt),
        };
        var (served, answers) = await ServerRangesAsync(db, [.. declared.Keys], stands, cancellationToken);
        BoundaryProof[] proofs = [.. boundaries.Where(b => stands.ContainsKey(b.RangeId)).SelectMany(b => ProofsOf(b, stands[b.RangeId], !served.Contains(b.RangeId))), .. answers];
        return new PlantSegmentation(new ZonePlan(drawn), zones, stands.ToDictionary(s => s.Value, s => s.Key), conduits, new BoundaryBook(layout, proofs, []));
    }

    /// <summary>The open answers of these hosts, or of all; a host that answered nobody is not among them. One statement, or two where a boundary was crossed.</summary>
    public static async Task<Dictionary<Guid, IReadOnlyList<OpenAnswer>>> AnswersAsync(
        AlmDbContext db, PlantSegmentation plant, IReadOnlyCollection<Guid>? hostIds, CancellationToken cancellationToken)
    {
        var attempts = db.ProbeObservations.AsNoTracking().Where(o => o.TargetHostId != null && o.TargetHostId != o.SourceHostId);
        var ids = hostIds?.ToArray();
        attempts = hostIds is null ? attempts : attempts.Where(o => EF.Parameter(ids!).Contains(o.TargetHostId!.Value));
        var open = await attempts.Where(o => o.Result == ProbeResult.Open)
            .GroupBy(o => new { Host = o.TargetHostId!.Value, o.SourceZoneId, o.TargetZoneId, o.Port })
            .Select(g => new { g.Key.Host, g.Key.SourceZoneId, g.Key.TargetZoneId, g.Key.Port, At = g.Max(o => o.At) })
            .ToListAsync(cancellationToken);
        if (open.Count == 0)
        {
            return [];
        }

        var crossing = open.Where(o => o.SourceZoneId is null || o.SourceZoneId != o.TargetZoneId).ToList();
        var blocks = new Dictionary<(Guid Host, Guid? From, int Port), DateTimeOffset>();
        if (crossing.Count > 0)
        {
            var since = crossing.Min(o => o.At) - BoundaryEvaluation.ControlWindow;
            var answered = crossing.Select(o => o.Host).Distinct().ToArray();
            var later = await db.ProbeObservations.AsNoTracking().Where(o => answered.Contains(o.TargetHostId!.Value) && o.At >= since).ToListAsync(cancellationToken);
            foreach (var proof in BoundaryEvaluation.Evaluate([.. later.Select(Observed)]).Where(p => p.Outcome == BoundaryOutcome.Block))
            {
                var key = (proof.Probe.TargetHost!.Value, (Guid?)proof.Probe.From.Value, proof.Probe.Port);
                blocks[key] = blocks.TryGetValue(key, out var known) && known > proof.Probe.At ? known : proof.Probe.At;
            }
        }

        return open.GroupBy(o => o.Host).ToDictionary(
            g => g.Key,
            IReadOnlyList<OpenAnswer> (g) =>
            [
                .. g.Select(o => new OpenAnswer(
                    new ZoneId(o.SourceZoneId ?? Guid.Empty),
                    o.At,
                    CrossesBoundary: o.SourceZoneId is null || o.SourceZoneId != o.TargetZoneId,
                    HasConduit: o.SourceZoneId is { } from && o.TargetZoneId is { } to && plant.Conduits.Contains(new Conduit(new ZoneId(from), new ZoneId(to), o.Port)),
                    blocks.TryGetValue((o.Host, o.SourceZoneId, o.Port), out var blockedAt) ? blockedAt : null)
                {
                    FromName = o.SourceZoneId is { } zone && plant.Zones.TryGetValue(zone, out var facts) ? facts.Name : "",
                }),
            ]);
    }

    /// <summary>A stored attempt as the rules take it. A target whose zone nobody knew stands in none.</summary>
    public static ProbeObservation Observed(StoredProbe probe) => new(
        new ZoneId(probe.SourceZoneId ?? Guid.Empty),
        probe.SourceHostId,
        AddressKey.ToAddress(probe.TargetKey),
        probe.TargetHostId,
        new ZoneStand(new ZoneId(probe.TargetZoneId ?? Nowhere), default),
        probe.Port,
        probe.Result,
        probe.At);

    /// <summary>Not the default: an attempt from an unknown zone at an unknown zone is no control.</summary>
    private static readonly Guid Nowhere = new("00000000-0000-0000-0000-000000000001");

    private static ZoneId FromOf(Guid? zone) => zone is { } id ? new ZoneId(id) : ZoneId.Outside;

    private static IEnumerable<BoundaryProof> ProofsOf(StoredBoundary boundary, ZoneStand stand, bool withOpen)
    {
        ProbeObservation At(ProbeResult result, DateTimeOffset at) => new(FromOf(boundary.SourceZoneId), Guid.Empty, IPAddress.None, null, stand, boundary.Port, result, at);
        if (boundary.BlockedAt is { } blocked)
        {
            yield return new BoundaryProof(At(ProbeResult.NoAnswer, blocked), BoundaryOutcome.Block, null);
        }

        if (withOpen && boundary.OpenAt is { } open)
        {
            yield return new BoundaryProof(At(ProbeResult.Open, open), BoundaryOutcome.Open, null);
        }
    }

    /// <summary>Hosts that were ever declared licence servers, with the end of a declaration that is in force.</summary>
    private static async Task<Dictionary<Guid, DateTimeOffset?>> DeclaredAsync(AlmDbContext db, CancellationToken cancellationToken)
    {
        var rows = await (
            from host in db.DecisionHosts.AsNoTracking()
            join decision in db.Decisions.AsNoTracking() on host.DecisionId equals decision.Id
            where decision.Kind == DecisionKind.LicenceServerDeclaration && decision.DecidedAt != null
            select new { host.HostId, decision.ValidUntil, InForce = decision.State == DecisionState.Approved && host.LapsedAt == null && decision.Owner != "" })
            .ToListAsync(cancellationToken);
        return rows.GroupBy(r => r.HostId).ToDictionary(g => g.Key, g => g.Where(r => r.InForce).Select(r => (DateTimeOffset?)r.ValidUntil).Max());
    }

    /// <summary>
    /// The ranges in which such a host answered across a boundary, with every answer in them: one of a licence server may be
    /// restricted, as declaration and conduits say today, and must not hide one of its neighbour.
    /// </summary>
    private static async Task<(HashSet<Guid> Ranges, IEnumerable<BoundaryProof> Answers)> ServerRangesAsync(
        AlmDbContext db, IReadOnlyCollection<Guid> hosts, Dictionary<Guid, ZoneStand> stands, CancellationToken cancellationToken)
    {
        if (hosts.Count == 0)
        {
            return ([], []);
        }

        var crossing = db.ProbeObservations.AsNoTracking().Where(o => o.Result == ProbeResult.Open && o.RangeId != null && o.SourceZoneId != null && o.SourceZoneId != o.TargetZoneId);
        var ranges = await crossing.Where(o => hosts.Contains(o.TargetHostId!.Value)).Select(o => o.RangeId!.Value).Distinct().ToListAsync(cancellationToken);
        if (ranges.Count == 0)
        {
            return ([], []);
        }

        var answers = await crossing.Where(o => ranges.Contains(o.RangeId!.Value))
            .GroupBy(o => new { o.TargetHostId, o.SourceZoneId, o.RangeId, o.Port })
            .Select(g => new { g.Key.TargetHostId, g.Key.SourceZoneId, g.Key.RangeId, g.Key.Port, At = g.Max(o => o.At) })
            .ToListAsync(cancellationToken);
        return ([.. ranges], answers.Where(a => stands.ContainsKey(a.RangeId!.Value)).Select(a => new BoundaryProof(
            new ProbeObservation(FromOf(a.SourceZoneId), Guid.Empty, IPAddress.None, a.TargetHostId, stands[a.RangeId!.Value], a.Port, ProbeResult.Open, a.At),
            BoundaryOutcome.Open,
            null)));
    }
}
