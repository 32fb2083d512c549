using System.Globalization;
using System.Net;
using AlmCompliance.Data;
using AlmCompliance.Data.Segmentation;
using AlmCompliance.Domain.Segmentation;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Assessment;

/// <summary>
/// Writes where a host stands, inside the caller's transaction; the caller saves. Nothing is read or written where neither its
/// addresses nor its zone changed.
/// </summary>
internal static class PlaceHost
{
    /// <summary>Writes the addresses that the host's row names. True where they are others than before; its approval as a target ends with that.</summary>
    public static async Task<bool> WriteAddressesAsync(AlmDbContext db, Host host, CancellationToken cancellationToken)
    {
        var known = await db.HostAddresses.Where(a => a.HostId == host.Id).ToListAsync(cancellationToken);
        var now = Rows(host);
        var gone = known.Where(k => !now.Exists(n => n.Key == k.Key)).ToList();
        var added = now.Where(n => !known.Exists(k => k.Key == n.Key)).ToList();
        foreach (var row in known.Except(gone))
        {
            var fresh = now.Find(n => n.Key == row.Key)!;
            row.PrefixLength = fresh.PrefixLength;
            row.Text = fresh.Text;
        }

        db.HostAddresses.RemoveRange(gone);
        db.HostAddresses.AddRange(added);

        if (gone.Count == 0 && added.Count == 0)
        {
            return false;
        }

        // The approval was for the machine at those addresses. An agent names its own: without this it could have any address of the range probed.
        if (host.ProbesApprovedAt is not null)
        {
            host.ProbesApprovedAt = null;
            host.ProbesApprovedBy = null;
        }

        return true;
    }

    /// <summary>Whether the host's row, and those of the other zones it touches, say where it stands in this drawing.</summary>
    public static bool IsWritten(Host host, IEnumerable<HostZone> others, PlantSegmentation plant)
    {
        var placed = plant.PlaceOf(host);
        return host.ZoneId == placed.ZoneId && host.ZoneBasis == placed.Basis
            && others.Select(z => (z.ZoneId, z.Basis)).ToHashSet().SetEquals(Touched(placed).Select(z => (z, placed.Basis)));
    }

    /// <summary>True where the host's own zone, or one that it touches, is another one now.</summary>
    /// <param name="always">Also where zone and basis are as before: its addresses or the ranges have changed.</param>
    public static async Task<bool> WriteZonesAsync(AlmDbContext db, Host host, PlantSegmentation plant, bool always, CancellationToken cancellationToken)
    {
        var placed = plant.PlaceOf(host);
        var moved = host.ZoneId != placed.ZoneId;
        if (!always && !moved && host.ZoneBasis == placed.Basis)
        {
            return false;
        }

        if (moved || host.ZoneBasis != placed.Basis)
        {
            host.ZoneId = placed.ZoneId;
            host.ZoneBasis = placed.Basis;
        }

        var touched = Touched(placed).ToList();
        var known = await db.HostZones.Where(z => z.HostId == host.Id).ToListAsync(cancellationToken);
        var left = known.Where(k => !touched.Contains(k.ZoneId)).ToList();
        db.HostZones.RemoveRange(left);
        moved |= left.Count > 0 || touched.Count > known.Count - left.Count;
        foreach (var zone in touched)
        {
            if (known.Find(k => k.ZoneId == zone) is { } row)
            {
                row.Basis = placed.Basis;
            }
            else
            {
                db.HostZones.Add(new HostZone { HostId = host.Id, ZoneId = zone, Basis = placed.Basis });
            }
        }

        return moved;
    }

    /// <summary>The zones besides its own.</summary>
    private static IEnumerable<Guid> Touched(PlacedHost placed) => placed.Placement.Stands.Select(s => s.Zone.Value).Distinct().Where(z => z != placed.ZoneId);

    private static List<HostAddress> Rows(Host host)
    {
        var rows = new List<HostAddress>(2);
        foreach (var text in (host.Addresses ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (PlantSegmentation.AddressesOf(text) is not [var address])
            {
                continue;
            }

            var key = AddressKey.Of(address);
            if (!rows.Exists(r => r.Key == key))
            {
                rows.Add(new HostAddress { HostId = host.Id, Key = key, PrefixLength = PrefixOf(text, address), Text = text });
            }
        }

        return rows;
    }

    private static int PrefixOf(string text, IPAddress address) =>
        text.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 && int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var prefix)
            ? prefix
            : AddressRange.Of(address).PrefixLength;
}
