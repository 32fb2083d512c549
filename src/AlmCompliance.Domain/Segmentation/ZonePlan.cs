using System.Net;

namespace AlmCompliance.Domain.Segmentation;

/// <summary>A range of addresses that belongs to a zone of a site.</summary>
/// <param name="Site">The site's name; a range is unique in it.</param>
/// <param name="Zone">The zone.</param>
/// <param name="Range">The addresses.</param>
public sealed record ZoneRange(string Site, ZoneId Zone, AddressRange Range);

/// <summary>All ranges of the plant, ready to place hosts. Immutable; placing is pure.</summary>
public sealed class ZonePlan
{
    private readonly Dictionary<AddressRange, List<ZoneRange>> _byRange = [];
    private readonly int[] _prefixes4;
    private readonly int[] _prefixes6;

    /// <param name="ranges">Every zone's ranges. One that stands twice in a site makes the hosts in it ambiguous.</param>
    public ZonePlan(IEnumerable<ZoneRange> ranges)
    {
        foreach (var range in ranges)
        {
            if (!_byRange.TryGetValue(range.Range, out var same))
            {
                _byRange.Add(range.Range, same = []);
            }

            same.Add(range);
        }

        _prefixes4 = [.. _byRange.Keys.Where(r => !r.IsIPv6).Select(r => r.PrefixLength).Distinct().OrderDescending()];
        _prefixes6 = [.. _byRange.Keys.Where(r => r.IsIPv6).Select(r => r.PrefixLength).Distinct().OrderDescending()];
    }

    /// <summary>No zones drawn.</summary>
    public static ZonePlan Empty { get; } = new([]);

    /// <summary>Whether no range is drawn at all.</summary>
    public bool IsEmpty => _byRange.Count == 0;

    /// <summary>Two zones of one site that claim the same range; empty where the plan is sound.</summary>
    public IEnumerable<(ZoneRange One, ZoneRange Other)> Conflicts() =>
        from same in _byRange.Values
        from site in same.GroupBy(r => r.Site, StringComparer.Ordinal)
        where site.Count() > 1
        select (site.First(), site.ElementAt(1));

    /// <summary>
    /// Places a host by its addresses; the longest prefix wins within a site. Loopback, link-local and multicast addresses
    /// say nothing about where it stands.
    /// </summary>
    /// <param name="addresses">All of its addresses.</param>
    /// <param name="byHand">The zone that a person chose; it becomes the home, and zones of the same site that the addresses touch still count.</param>
    /// <param name="site">The site of that zone, or where the host is known to stand; null where nobody knows.</param>
    public ZonePlacement Place(IReadOnlyList<IPAddress> addresses, ZoneId? byHand = null, string? site = null)
    {
        var stands = new List<ZoneStand>(2);
        var isAmbiguous = false;
        foreach (var address in addresses)
        {
            if (SaysNothing(address))
            {
                continue;
            }

            var before = stands.Count;
            var found = AddStandsOf(address, site, stands);
            isAmbiguous |= found != 1;
            if (found == 0 && byHand is { } chosen)
            {
                Add(stands, new ZoneStand(chosen, AddressRange.Of(address)));
            }
        }

        if (byHand is { } hand)
        {
            return new ZonePlacement(PlacementKind.ByHand, hand, stands);
        }

        return stands switch
        {
            [] => ZonePlacement.Unzoned,
            _ when isAmbiguous => new ZonePlacement(PlacementKind.Ambiguous, null, stands),
            [var only, ..] when stands.TrueForAll(s => s.Zone == only.Zone) => new ZonePlacement(PlacementKind.ByAddress, only.Zone, stands),
            _ => new ZonePlacement(PlacementKind.DualHomed, null, stands),
        };
    }

    /// <summary>The one zone that holds the address in that site, or in all sites; null where none or several do.</summary>
    public ZoneStand? StandOf(IPAddress address, string? site = null)
    {
        var stands = new List<ZoneStand>(1);
        return !SaysNothing(address) && AddStandsOf(address, site, stands) == 1 ? stands[0] : null;
    }

    /// <summary>How many different zones hold the address: one a site at most, where the plan is sound.</summary>
    private int AddStandsOf(IPAddress address, string? site, List<ZoneStand> stands)
    {
        var zones = new List<ZoneId>(1);
        var sites = new List<string>(1);
        var is6 = AddressRange.Of(address).IsIPv6;
        foreach (var prefix in is6 ? _prefixes6 : _prefixes4)
        {
            var known = sites.Count;
            foreach (var range in _byRange.GetValueOrDefault(AddressRange.Around(address, prefix)) ?? [])
            {
                // A longer prefix of this site has spoken already.
                if ((site is null || range.Site == site) && sites.IndexOf(range.Site, 0, known) < 0)
                {
                    sites.Add(range.Site);
                    Add(stands, new ZoneStand(range.Zone, range.Range));
                    Add(zones, range.Zone);
                }
            }
        }

        return zones.Count;
    }

    private static void Add<T>(List<T> list, T item)
    {
        if (!list.Contains(item))
        {
            list.Add(item);
        }
    }

    private static bool SaysNothing(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IPAddress.IsLoopback(plain) || plain.IsIPv6LinkLocal || plain.IsIPv6Multicast
            || plain.Equals(IPAddress.Any) || plain.Equals(IPAddress.IPv6Any)
            || LinkLocal.Contains(plain) || Multicast.Contains(plain);
    }

    private static readonly AddressRange LinkLocal = AddressRange.Around(IPAddress.Parse("169.254.0.0"), 16);
    private static readonly AddressRange Multicast = AddressRange.Around(IPAddress.Parse("224.0.0.0"), 4);
}
