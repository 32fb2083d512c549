using System.Net;
using System.Security.Cryptography;
using AlmCompliance.Data;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.ExpectedHosts;

/// <summary>
/// Puts hosts on the plant's own list, or brings their lines up to date; no line is ever taken away by an import. Lines are
/// written in short slices: one that dies half-way is simply taken again.
/// </summary>
internal sealed class ImportExpectedHosts(IWriteLane lane, ExpectedHostQueries queries, ChangeFeed changes, TimeProvider clock)
{
    private const int Slice = 500;

    /// <summary>The number of lines that were new.</summary>
    public Task<int> RunAsync(Actor actor, IReadOnlyCollection<ExpectedHostLine> lines, CancellationToken cancellationToken)
    {
        actor.RequireAdministrator();
        return WriteAsync(actor, lines, null, cancellationToken);
    }

    /// <summary>Takes a file whole, or nothing of it: the answer is the preview, and says whether it could be taken.</summary>
    public async Task<ImportPreview> TakeAsync(Actor actor, ExpectedHostFile file, CancellationToken cancellationToken)
    {
        actor.RequireAdministrator();
        var preview = await queries.PreviewAsync(actor, file, cancellationToken);
        if (!preview.CanBeTaken)
        {
            return preview;
        }

        var import = new ExpectedHostImport
        {
            FileName = file.FileName,
            Digest = SHA256.HashData(file.Bytes),
            Owner = file.Owner,
            ImportedBy = actor.Name,
            ImportedAt = Microseconds.Truncate(clock.GetUtcNow()),
            Lines = preview.Lines,
        };
        await WriteAsync(actor, ExpectedHostCsv.Read(file.Bytes, file.Owner).Lines, import, cancellationToken);
        return preview;
    }

    internal static bool Differs(ExpectedHost old, ExpectedHostLine line, Guid? zone) =>
        old.Name != line.Name || old.Owner != line.Owner || old.ZoneId != zone || old.Address != Canonical(line.Address) || old.Role != line.Role;

    internal static string? Canonical(string? address) => address is null ? null : IPAddress.Parse(address).ToString();

    private async Task<int> WriteAsync(Actor actor, IReadOnlyCollection<ExpectedHostLine> lines, ExpectedHostImport? import, CancellationToken cancellationToken)
    {
        var now = Microseconds.Truncate(clock.GetUtcNow());
        if (import is not null)
        {
            await lane.RunAsync(
                async (db, ct) =>
                {
                    db.Add(import);
                    await db.SaveChangesAsync(ct);
                },
                cancellationToken);
        }

        var (added, changed) = (0, 0);
        foreach (var slice in lines.Chunk(Slice))
        {
            var (more, other) = await lane.RunAsync((db, ct) => SliceAsync(db, actor, slice, import?.Id, now, ct), cancellationToken);
            (added, changed) = (added + more, changed + other);
        }

        await lane.RunAsync(
            async (db, ct) =>
            {
                if (import is not null)
                {
                    await db.ExpectedHostImports.Where(i => i.Id == import.Id).ExecuteUpdateAsync(s => s.SetProperty(i => i.Added, added).SetProperty(i => i.Changed, changed), ct);
                }

                var after = TrailText.Of(new { lines = lines.Count, added, changed, import?.FileName, import?.Owner, digest = import is null ? null : Convert.ToHexStringLower(import.Digest) });
                await AuditTrail.AppendAsync(db, actor.Act("expected-hosts.imported", "expected-hosts", import?.Id.ToString() ?? "all", after: after), now, ct);
            },
            cancellationToken);
        changes.Publish(null);
        return added;
    }

    private static async Task<(int Added, int Changed)> SliceAsync(
        AlmDbContext db, Actor actor, ExpectedHostLine[] slice, Guid? importId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var keys = slice.Select(l => SortKeys.Of(l.Name)).ToArray();
        var known = await db.ExpectedHosts.Where(e => keys.Contains(e.NameKey)).ToDictionaryAsync(e => e.NameKey, StringComparer.Ordinal, cancellationToken);
        var zones = await db.Zones.ToDictionaryAsync(z => z.NameKey, z => z.Id, StringComparer.Ordinal, cancellationToken);
        var hosts = (await db.Hosts.Where(h => keys.Contains(h.NameKey) && h.DecommissionedAt == null).OrderBy(h => h.Id).Select(h => new { h.NameKey, h.Id }).ToListAsync(cancellationToken))
            .DistinctBy(h => h.NameKey, StringComparer.Ordinal).ToDictionary(h => h.NameKey, h => h.Id, StringComparer.Ordinal);
        var added = 0;
        var changed = new List<(ExpectedHost Row, string Was)>();
        foreach (var line in slice)
        {
            var key = SortKeys.Of(line.Name);
            Guid? zone = line.Zone is { } name && zones.TryGetValue(SortKeys.Of(name), out var id) ? id : null;
            if (!known.TryGetValue(key, out var row))
            {
                row = new ExpectedHost { Name = line.Name, NameKey = key, Owner = line.Owner, ListedAt = now, HostId = hosts.TryGetValue(key, out var host) ? host : null };
                known[key] = db.ExpectedHosts.Add(row).Entity;
                added++;
            }
            else if (Differs(row, line, zone))
            {
                changed.Add((row, EditExpectedHost.State(row)));
            }

            (row.Name, row.Owner, row.ZoneId, row.Address, row.Role, row.ImportId) = (line.Name, line.Owner, zone, Canonical(line.Address), line.Role, importId ?? row.ImportId);
        }

        await db.SaveChangesAsync(cancellationToken);
        foreach (var (row, was) in changed)
        {
            await AuditTrail.AppendAsync(db, actor.Act("expected-host.changed", "expected-host", row.Id.ToString(), was, EditExpectedHost.State(row)), now, cancellationToken);
        }

        return (added, changed.Count);
    }
}
