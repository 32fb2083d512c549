using AlmCompliance.Data;
using AlmCompliance.Data.Segmentation;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>What an act means for each host, read from the database as it stands: for a preview, and inside the write for the act itself.</summary>
/// <param name="Changing">The rows to write.</param>
internal sealed record HostPlan(HostActOutcome Outcome, IReadOnlyList<Host> Changing)
{
    /// <summary>One statement; four for a placing.</summary>
    public static async Task<HostPlan> ReadAsync(AlmDbContext db, Actor actor, HostAct act, IReadOnlyList<SeenHost> slice, CancellationToken cancellationToken)
    {
        var places = act.Kind is HostActKind.Zone;
        if (places && !await PlaceByHand.IsOpenAsync(db, actor, act.ZoneId, cancellationToken))
        {
            return new HostPlan(HostActOutcome.RefusedFor(("value", HostActError.NoSuchZone)), []);
        }

        var ids = slice.Select(s => s.Id).ToArray();
        var hosts = await db.HostsFor(actor).AsTracking().Where(h => ids.Contains(h.Id)).ToDictionaryAsync(h => h.Id, cancellationToken);
        var zones = places ? await ZonesAsync(db, act, hosts.Values, cancellationToken) : [];
        var lines = new List<HostActLine>(slice.Count);
        foreach (var seen in slice)
        {
            if (!hosts.TryGetValue(seen.Id, out var host))
            {
                lines.Add(new HostActLine(seen.Id, "", null, seen.Was ?? "", HostActResult.Gone));
                continue;
            }

            var state = StateOf(act.Kind, host);
            var result = IsSame(act, host) ? HostActResult.Same
                : seen.Was is { } was && was != state ? HostActResult.ChangedSince
                : HostActResult.Changes;
            var from = act.Kind switch
            {
                HostActKind.Owner => host.Owner,
                HostActKind.Role => host.Role,
                _ => host.ZoneId is { } zone ? zones.GetValueOrDefault(zone) : null,
            };
            lines.Add(new HostActLine(host.Id, host.Name, from, state, result));
        }

        // In the order of their ids: two acts on the same hosts wait for each other and never in a circle.
        var changing = lines.Where(l => l.Result is HostActResult.Changes).Select(l => hosts[l.HostId]).OrderBy(h => h.Id).ToList();
        var moving = changing.Where(h => h.ZoneId != act.ZoneId).Select(h => h.Id).ToList();
        var proofs = places && moving.Count > 0 ? await HostCover.BoundToPlaceAsync(db, moving, cancellationToken) : [];
        var to = places ? act.ZoneId is { } chosen ? zones.GetValueOrDefault(chosen) : null : act.Value;
        return new HostPlan(new HostActOutcome(lines, to, proofs.Count), changing);
    }

    private static bool IsSame(HostAct act, Host host) => act.Kind switch
    {
        HostActKind.Owner => host.Owner == act.Value,
        HostActKind.Role => host.Role == act.Value,

        // Where its addresses leave a question, a person's word answers it even if it is the same zone.
        _ when act.ZoneId is null => host.ZoneBasis != ZoneBasis.Hand,
        _ => host.ZoneId == act.ZoneId && host.ZoneBasis is not (ZoneBasis.Ambiguous or ZoneBasis.DualHomed),
    };

    private static string StateOf(HostActKind kind, Host host) => kind switch
    {
        HostActKind.Owner => host.Owner ?? "",
        HostActKind.Role => host.Role ?? "",
        _ => $"{host.ZoneId} {host.ZoneBasis}",
    };

    private static async Task<Dictionary<Guid, string>> ZonesAsync(AlmDbContext db, HostAct act, IEnumerable<Host> hosts, CancellationToken cancellationToken)
    {
        var ids = hosts.Select(h => h.ZoneId).Append(act.ZoneId).OfType<Guid>().Distinct().ToArray();
        return await db.Zones.AsNoTracking().Where(z => ids.Contains(z.Id)).ToDictionaryAsync(z => z.Id, z => z.Name, cancellationToken);
    }
}
