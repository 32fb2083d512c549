using System.Net;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Data.Segmentation;
using AlmCompliance.Domain.Segmentation;

namespace AlmCompliance.Web.Assessment;

/// <summary>A zone as far as verdicts and placing ask for it.</summary>
/// <param name="Ports">The ports that its site allows probes to try; empty where nobody entered one.</param>
internal sealed record ZoneFacts(Guid Id, string Name, string SiteKey, ZoneCriticality Criticality, IReadOnlyList<int> Ports);

/// <summary>Where a host stands: what is stored of it, and what the rules are given.</summary>
internal sealed record PlacedHost(Guid? ZoneId, ZoneBasis Basis, ZonePlacement Placement)
{
    public static PlacedHost Unzoned { get; } = new(null, ZoneBasis.None, ZonePlacement.Unzoned);
}

/// <summary>
/// The plant's own drawing at one moment, with what probes proved of its boundaries. Immutable to its callers; placing and
/// shielding read no row.
/// </summary>
/// <param name="plan">All ranges.</param>
/// <param name="zones">Every zone.</param>
/// <param name="ranges">The stored range behind each stand.</param>
/// <param name="conduits">The permitted ways.</param>
/// <param name="book">What was proven.</param>
internal sealed class PlantSegmentation(
    ZonePlan plan,
    IReadOnlyDictionary<Guid, ZoneFacts> zones,
    IReadOnlyDictionary<ZoneStand, Guid> ranges,
    IReadOnlySet<Conduit> conduits,
    BoundaryBook book)
{
    private readonly Lock _book = new();

    /// <summary>No zones drawn.</summary>
    public static PlantSegmentation Empty { get; } = new(
        ZonePlan.Empty,
        new Dictionary<Guid, ZoneFacts>(),
        new Dictionary<ZoneStand, Guid>(),
        new HashSet<Conduit>(),
        new BoundaryBook(new PlantLayout(new Dictionary<ZoneId, string>(), new HashSet<Conduit>(), new Dictionary<Guid, DateTimeOffset>()), [], []));

    public ZonePlan Plan => plan;

    public IReadOnlyDictionary<Guid, ZoneFacts> Zones => zones;

    public IReadOnlyDictionary<ZoneStand, Guid> Ranges => ranges;

    public IReadOnlySet<Conduit> Conduits => conduits;

    /// <summary>
    /// Where a host stands now. A person's word stands; the zone that its enrolment token names stands unless its addresses
    /// lie elsewhere, which asks a person; else its addresses decide. An agent reports its addresses itself: it never moves
    /// out of the zone of its token by them.
    /// </summary>
    public PlacedHost PlaceOf(IStoredHost host)
    {
        var addresses = AddressesOf(host.Addresses);

        // A zone that was made since this was read is still the host's.
        var own = host.ZoneId is { } zoneId ? zones.GetValueOrDefault(zoneId) ?? new ZoneFacts(zoneId, "", "", ZoneCriticality.Unknown, []) : null;
        if (host.ZoneBasis == ZoneBasis.Hand && own is not null)
        {
            return new PlacedHost(own.Id, ZoneBasis.Hand, plan.Place(addresses, new ZoneId(own.Id), own.SiteKey));
        }

        var found = plan.Place(addresses);
        var named = host.ZoneBasis == ZoneBasis.Address ? null : own;
        if (named is null)
        {
            return new PlacedHost(found.Home?.Value, BasisOf(found.Kind), found);
        }

        var stand = new ZoneId(named.Id);
        return found.Kind switch
        {
            PlacementKind.Unzoned => new PlacedHost(named.Id, ZoneBasis.Token, plan.Place(addresses, stand, named.SiteKey)),
            PlacementKind.ByAddress when found.Home == stand => new PlacedHost(named.Id, ZoneBasis.Token, found),
            PlacementKind.ByAddress => Contradicted(named.Id, found, ZoneBasis.Ambiguous),
            _ => Contradicted(named.Id, found, BasisOf(found.Kind)),
        };
    }

    /// <summary>Whether the host stands in that zone and touches no other: only then it is known which boundary its connections cross.</summary>
    public bool StandsOnlyIn(Host host, Guid zone)
    {
        var placement = PlaceOf(host).Placement;
        return !placement.AsksAPerson && placement.Stands.Count > 0 && placement.Stands.All(s => s.Zone.Value == zone && ranges.ContainsKey(s));
    }

    /// <summary>What a host must be shielded at, and what it answered.</summary>
    /// <param name="ownPort">The port that the host says it uses; it only chooses among those that the site entered.</param>
    /// <param name="answers">What <see cref="SegmentationReader.AnswersAsync"/> found for it.</param>
    public HostShielding ShieldingOf(IStoredHost host, int? ownPort, IReadOnlyList<OpenAnswer>? answers)
    {
        if (plan.IsEmpty)
        {
            return answers is null ? HostShielding.None : HostShielding.None with { OpenAnswers = answers };
        }

        var placed = PlaceOf(host);
        var port = PortOf(placed, ownPort);
        HostShielding shielding;
        lock (_book)
        {
            shielding = book.ShieldingOf(placed.Placement, port, Guid.Empty);
        }

        return answers is null ? shielding : shielding with { OpenAnswers = answers };
    }

    /// <summary>The addresses of a host as its report named them; the prefix length says nothing about its zone.</summary>
    public static IReadOnlyList<IPAddress> AddressesOf(string? reported)
    {
        var addresses = new List<IPAddress>(2);
        foreach (var part in (reported ?? "").AsSpan().Split(' '))
        {
            var text = reported.AsSpan()[part];
            var end = text.IndexOfAny('/', '%');
            if (IPAddress.TryParse(end < 0 ? text : text[..end], out var address))
            {
                addresses.Add(address);
            }
        }

        return addresses;
    }

    private int PortOf(PlacedHost placed, int? ownPort)
    {
        var zone = placed.ZoneId ?? (placed.Placement.Stands is [var first, ..] ? first.Zone.Value : null);
        var ports = zone is { } id && zones.TryGetValue(id, out var facts) ? facts.Ports : [];
        return ownPort is { } own && ports.Contains(own) ? own
            : ports.Count == 0 || ports.Contains(HostShielding.DefaultPort) ? HostShielding.DefaultPort
            : ports[0];
    }

    private static PlacedHost Contradicted(Guid named, ZonePlacement found, ZoneBasis basis)
    {
        var stands = found.Stands.Any(s => s.Zone.Value == named)
            ? found.Stands
            : [.. found.Stands, found.Stands[0] with { Zone = new ZoneId(named) }];
        var kind = basis == ZoneBasis.DualHomed ? PlacementKind.DualHomed : PlacementKind.Ambiguous;
        return new PlacedHost(named, basis, new ZonePlacement(kind, null, stands));
    }

    private static ZoneBasis BasisOf(PlacementKind kind) => kind switch
    {
        PlacementKind.ByAddress => ZoneBasis.Address,
        PlacementKind.ByHand => ZoneBasis.Hand,
        PlacementKind.Ambiguous => ZoneBasis.Ambiguous,
        PlacementKind.DualHomed => ZoneBasis.DualHomed,
        _ => ZoneBasis.None,
    };
}
