using AlmCompliance.Data;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Agents;

/// <summary>A line of the plant's own list.</summary>
internal sealed record ExpectedHostLine(string Name, string Owner, string? Zone);

/// <summary>Adds hosts to the list of those that the plant expects; names that are on it already stay as they are.</summary>
internal sealed class ImportExpectedHosts(IWriteLane lane, ChangeFeed changes, TimeProvider clock)
{
    /// <summary>The number of lines that were new.</summary>
    public async Task<int> RunAsync(Actor actor, IReadOnlyCollection<ExpectedHostLine> lines, CancellationToken cancellationToken)
    {
        actor.RequireAdministrator();
        var added = await lane.RunAsync(
            async (db, ct) =>
            {
                var now = clock.GetUtcNow();
                var known = (await db.ExpectedHosts.Select(e => e.NameKey).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
                var zones = await db.Zones.ToDictionaryAsync(z => z.NameKey, z => z.Id, StringComparer.Ordinal, ct);
                var hosts = (await db.Hosts.OrderBy(h => h.Id).Select(h => new { h.NameKey, h.Id }).ToListAsync(ct))
                    .DistinctBy(h => h.NameKey, StringComparer.Ordinal).ToDictionary(h => h.NameKey, h => h.Id, StringComparer.Ordinal);
                var count = 0;
                foreach (var line in lines)
                {
                    var key = SortKeys.Of(line.Name);
                    if (!known.Add(key))
                    {
                        continue;
                    }

                    db.ExpectedHosts.Add(new ExpectedHost
                    {
                        Name = line.Name,
                        NameKey = key,
                        Owner = line.Owner,
                        ZoneId = line.Zone is { } zone && zones.TryGetValue(SortKeys.Of(zone), out var zoneId) ? zoneId : null,
                        ListedAt = now,
                        HostId = hosts.TryGetValue(key, out var hostId) ? hostId : null,
                    });
                    count++;
                }

                await db.SaveChangesAsync(ct);
                await AuditTrail.AppendAsync(db, actor.Act("expected-hosts.imported", "expected-hosts", "all", after: TrailText.Of(new { lines = lines.Count, added = count })), now, ct);
                return count;
            },
            cancellationToken);
        changes.Publish(null);
        return added;
    }
}
