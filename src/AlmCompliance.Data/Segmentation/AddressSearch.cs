using System.Net;

namespace AlmCompliance.Data.Segmentation;

public static class AddressSearch
{
#pragma warning disable CA1309 // Both databases compare keys byte by byte; a kind of comparison cannot be said in SQL.
    /// <summary>Ranges that hold the address; of those of one site the longest prefix wins.</summary>
    public static IQueryable<ZoneRange> Holding(this IQueryable<ZoneRange> ranges, IPAddress address)
    {
        var key = AddressKey.Of(address);
        return ranges.Where(r => string.Compare(r.First, key) <= 0 && string.Compare(r.Last, key) >= 0);
    }

    /// <summary>Addresses inside the network.</summary>
    public static IQueryable<HostAddress> Inside(this IQueryable<HostAddress> addresses, IPNetwork network)
    {
        var (first, last) = AddressKey.Of(network);
        return addresses.Where(a => string.Compare(a.Key, first) >= 0 && string.Compare(a.Key, last) <= 0);
    }
#pragma warning restore CA1309
}
