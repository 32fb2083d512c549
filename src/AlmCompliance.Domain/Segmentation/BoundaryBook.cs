namespace AlmCompliance.Domain.Segmentation;

/// <summary>The zones and permitted ways of the plant, as boundaries are drawn from them.</summary>
/// <param name="Zones">Every zone with its name for sentences; <see cref="ZoneId.Outside"/> need not be among them.</param>
/// <param name="Conduits">The permitted ways.</param>
/// <param name="LicenceServers">Hosts that are declared licence servers, with the end of the declaration.</param>
public sealed record PlantLayout(
    IReadOnlyDictionary<ZoneId, string> Zones,
    IReadOnlySet<Conduit> Conduits,
    IReadOnlyDictionary<Guid, DateTimeOffset> LicenceServers)
{
    /// <summary>When each zone was drawn.</summary>
    public IReadOnlyDictionary<ZoneId, DateTimeOffset> DrawnAt { get; init; } = new Dictionary<ZoneId, DateTimeOffset>();
}

/// <summary>
/// Every boundary of the plant with the latest that probes showed of it. Hands each host what it must be shielded at; hosts
/// of one range that answered nobody get one and the same object. For one thread at a time.
/// </summary>
public sealed class BoundaryBook
{
    private readonly PlantLayout _layout;
    private readonly List<(ZoneId Zone, string Name)> _beyond;
    private readonly Dictionary<(ZoneId From, ZoneStand To, int Port), Latest> _latest = [];
    private readonly Dictionary<(Guid Host, int Port), List<OpenAnswer>> _answers = [];
    private readonly Dictionary<(ZoneId From, Guid Host, int Port), DateTimeOffset> _ownBlocks = [];
    private readonly Dictionary<(ZoneStand, int), RangeShield> _shields = [];
    private readonly Dictionary<(PlacementKind, ZoneStand, int), HostShielding> _shared = [];

    /// <param name="layout">Zones, conduits, licence servers.</param>
    /// <param name="proofs">What was proven across boundaries, in any order.</param>
    /// <param name="controls">Attempts from inside the target's own zone; only open answers count.</param>
    public BoundaryBook(PlantLayout layout, IReadOnlyList<BoundaryProof> proofs, IReadOnlyList<ProbeObservation> controls)
    {
        _layout = layout;
        _beyond = [.. layout.Zones.Where(z => z.Key != ZoneId.Outside).Select(z => (z.Key, z.Value)), (ZoneId.Outside, nameof(ZoneId.Outside))];
        foreach (var proof in proofs)
        {
            if (proof.Outcome == BoundaryOutcome.Block)
            {
                Block(proof.Probe);
            }
        }

        foreach (var proof in proofs)
        {
            if (proof.Outcome == BoundaryOutcome.Open)
            {
                Open(proof.Probe);
            }
        }

        foreach (var control in controls)
        {
            if (control is { IsControl: true, Result: ProbeResult.Open } && control.SourceHost != control.TargetHost)
            {
                Answer(control);
            }
        }
    }

    /// <summary>What a host must be shielded at on a port, and what it answered.</summary>
    public HostShielding ShieldingOf(ZonePlacement placement, int port, Guid host)
    {
        var answers = _answers.GetValueOrDefault((host, port));
        if (answers is null && placement.Stands is [var only])
        {
            var key = (placement.Kind, only, port);
            if (!_shared.TryGetValue(key, out var shared))
            {
                _shared.Add(key, shared = new HostShielding(placement.Kind, port, [ShieldOf(only, port)], []));
            }

            return shared;
        }

        return new HostShielding(placement.Kind, port, [.. placement.Stands.Select(s => ShieldOf(s, port))], answers ?? []);
    }

    private RangeShield ShieldOf(ZoneStand stand, int port)
    {
        if (!_shields.TryGetValue((stand, port), out var shield))
        {
            shield = new RangeShield(stand, [.. _beyond.Where(b => b.Zone != stand.Zone).Select(b => BoundaryFrom(b.Zone, b.Name, stand, port))]);
            _shields.Add((stand, port), shield);
        }

        return shield;
    }

    private Boundary BoundaryFrom(ZoneId from, string name, ZoneStand stand, int port)
    {
        var latest = _latest.GetValueOrDefault((from, stand, port));
        return new Boundary(from, HasConduit(from, stand.Zone, port), latest?.BlockedAt, latest?.OpenAt)
        {
            FromName = name,
            DrawnAt = _layout.DrawnAt.TryGetValue(from, out var drawnAt) ? drawnAt : null,
            RestrictedUntil = latest is { RestrictedAt: { } at, BlockedAt: var blocked } && !(blocked > at) ? latest.RestrictedUntil : null,
        };
    }

    private void Block(ProbeObservation probe)
    {
        var latest = LatestOf(probe);
        latest.BlockedAt = Max(latest.BlockedAt, probe.At);
        if (probe.TargetHost is { } host)
        {
            var key = (probe.From, host, probe.Port);
            _ownBlocks[key] = _ownBlocks.TryGetValue(key, out var known) && known > probe.At ? known : probe.At;
        }
    }

    private void Open(ProbeObservation probe)
    {
        var latest = LatestOf(probe);
        if (HasConduit(probe.From, probe.To.Zone, probe.Port)
            && probe.TargetHost is { } host && _layout.LicenceServers.TryGetValue(host, out var end))
        {
            latest.RestrictedAt = Max(latest.RestrictedAt, probe.At);
            latest.RestrictedUntil = latest.RestrictedUntil is { } earliest && earliest < end ? earliest : end;
        }
        else
        {
            latest.OpenAt = Max(latest.OpenAt, probe.At);
        }

        Answer(probe);
    }

    private void Answer(ProbeObservation probe)
    {
        if (probe.TargetHost is not { } host)
        {
            return;
        }

        if (!_answers.TryGetValue((host, probe.Port), out var answers))
        {
            _answers.Add((host, probe.Port), answers = []);
        }

        var answer = new OpenAnswer(
            probe.From,
            probe.At,
            CrossesBoundary: !probe.IsControl,
            HasConduit(probe.From, probe.To.Zone, probe.Port),
            _ownBlocks.TryGetValue((probe.From, host, probe.Port), out var blocked) ? blocked : null)
        {
            FromName = probe.From == ZoneId.Outside ? nameof(ZoneId.Outside) : _layout.Zones.GetValueOrDefault(probe.From, ""),
        };
        var same = answers.FindIndex(a => a.From == answer.From && a.CrossesBoundary == answer.CrossesBoundary);
        if (same < 0)
        {
            answers.Add(answer);
        }
        else if (answers[same].At < answer.At)
        {
            answers[same] = answer;
        }
    }

    private Latest LatestOf(ProbeObservation probe)
    {
        var key = (probe.From, probe.To, probe.Port);
        if (!_latest.TryGetValue(key, out var latest))
        {
            _latest.Add(key, latest = new Latest());
        }

        return latest;
    }

    private bool HasConduit(ZoneId from, ZoneId to, int port) => _layout.Conduits.Contains(new Conduit(from, to, port));

    private static DateTimeOffset Max(DateTimeOffset? one, DateTimeOffset other) => one is { } known && known > other ? known : other;

    private sealed class Latest
    {
        public DateTimeOffset? BlockedAt { get; set; }

        public DateTimeOffset? OpenAt { get; set; }

        public DateTimeOffset? RestrictedAt { get; set; }

        public DateTimeOffset? RestrictedUntil { get; set; }
    }
}
