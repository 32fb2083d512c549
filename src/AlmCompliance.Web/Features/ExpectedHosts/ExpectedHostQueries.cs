using System.Security.Cryptography;
using AlmCompliance.Data;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.ExpectedHosts;

/// <summary>Reads of the plant's own list, as far as the actor's zones let through.</summary>
internal sealed class ExpectedHostQueries(IDbContextFactory<AlmDbContext> contexts)
{
    private const int Shown = 20;

    /// <summary>Six statements.</summary>
    public async Task<ExpectedListing> ListAsync(Actor actor, ExpectedListRequest request, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var lines = Lines(db, actor);
        var silent = lines.Where(l => l.State == ExpectedState.NeverEnrolled || l.State == ExpectedState.NeverReported);
        var unexpected = Unexpected(db, actor);
        var rows = request.View switch
        {
            ExpectedView.Silent => silent,
            ExpectedView.Unexpected => unexpected,
            _ => lines,
        };
        var items = await rows.OrderBy(r => r.NameKey).ThenBy(r => r.Id).Skip(request.Page.Skip).Take(request.Page.Size).ToListAsync(cancellationToken);
        var last = await db.ExpectedHostImports.AsNoTracking().OrderByDescending(i => i.ImportedAt).FirstOrDefaultAsync(cancellationToken);
        return new ExpectedListing(
            items.ConvertAll(r => new ExpectedItem(r.Id, r.Name, r.Owner, r.ZoneId, r.ZoneName, r.Address, r.Role, r.ListedAt, r.HostId, r.State, r.IsOnList)),
            await rows.CountAsync(cancellationToken),
            await lines.CountAsync(cancellationToken),
            await silent.CountAsync(cancellationToken),
            await unexpected.CountAsync(cancellationToken),
            last is null ? null : new ImportItem(last.FileName, Convert.ToHexStringLower(last.Digest), last.Owner, last.ImportedBy, last.ImportedAt, last.Lines, last.Added, last.Changed));
    }

    /// <summary>What taking this file would do; nothing is written. Two statements.</summary>
    public async Task<ImportPreview> PreviewAsync(Actor actor, ExpectedHostFile file, CancellationToken cancellationToken)
    {
        actor.RequireAdministrator();
        var list = ExpectedHostCsv.Read(file.Bytes, file.Owner);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var zones = await db.Zones.ToDictionaryAsync(z => z.NameKey, z => z.Id, StringComparer.Ordinal, cancellationToken);
        var known = await db.ExpectedHosts.AsNoTracking().ToDictionaryAsync(e => e.NameKey, StringComparer.Ordinal, cancellationToken);
        var ofFile = ExpectedHostCsv.Check(new ExpectedHostLine(file.FileName, file.Owner, null)) is { } wrong ? [wrong] : Array.Empty<LineError>();
        var errors = ofFile.Concat(list.Errors).Concat(list.Lines
            .Where(l => l.Zone is { } zone && !zones.ContainsKey(SortKeys.Of(zone)))
            .Select(l => l.Zone!).Distinct(StringComparer.Ordinal).Select(zone => new LineError(0, "NoZone", zone))).ToList();
        var found = list.Lines.Select(l => (Line: l, Old: known.GetValueOrDefault(SortKeys.Of(l.Name)))).ToList();
        return new ImportPreview(
            Convert.ToHexStringLower(SHA256.HashData(file.Bytes)),
            list.Lines.Count,
            found.Count(f => f.Old is null),
            found.Count(f => f.Old is { } old && ImportExpectedHosts.Differs(old, f.Line, f.Line.Zone is { } zone && zones.TryGetValue(SortKeys.Of(zone), out var id) ? id : null)),
            [.. list.Lines.Take(Shown)],
            errors);
    }

    /// <summary>The line of this name; null where there is none. One statement.</summary>
    public async Task<Guid?> FindAsync(Actor actor, string name, CancellationToken cancellationToken)
    {
        actor.RequireAdministrator();
        var key = SortKeys.Of(name);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ExpectedHosts.Where(e => e.NameKey == key).Select(e => (Guid?)e.Id).SingleOrDefaultAsync(cancellationToken);
    }

    private static IQueryable<Row> Lines(AlmDbContext db, Actor actor)
    {
        var lines = db.ExpectedHosts.AsNoTracking();
        lines = actor.Zones is { } zones ? lines.Where(e => e.ZoneId != null && zones.Contains(e.ZoneId.Value)) : lines;
        return
            from line in lines
            join zone in db.Zones on line.ZoneId equals zone.Id into itsZone
            from zone in itsZone.DefaultIfEmpty()
            join host in db.Hosts on line.HostId equals host.Id into enrolled
            from host in enrolled.DefaultIfEmpty()
            select new Row
            {
                Id = line.Id,
                Name = line.Name,
                NameKey = line.NameKey,
                Owner = line.Owner,
                ZoneId = line.ZoneId,
                ZoneName = zone.Name,
                Address = line.Address,
                Role = line.Role,
                ListedAt = line.ListedAt,
                HostId = line.HostId,
                State = line.HostId == null ? ExpectedState.NeverEnrolled
                    : host.DecommissionedAt != null ? ExpectedState.Decommissioned
                    : host.EvidenceAt == null ? ExpectedState.NeverReported : ExpectedState.Reporting,
                IsOnList = true,
            };
    }

    private static IQueryable<Row> Unexpected(AlmDbContext db, Actor actor) => db.HostsFor(actor)
        .Where(h => !db.ExpectedHosts.Any(e => e.HostId == h.Id))
        .Select(h => new Row
        {
            Id = h.Id,
            Name = h.Name,
            NameKey = h.NameKey,
            Owner = h.Owner ?? "",
            ZoneId = h.ZoneId,
            ZoneName = h.Zone!.Name,
            Address = h.Addresses,
            Role = h.Role,
            ListedAt = h.EnrolledAt,
            HostId = h.Id,
            State = h.EvidenceAt == null ? ExpectedState.NeverReported : ExpectedState.Reporting,
            IsOnList = false,
        });

    private sealed class Row
    {
        public required Guid Id { get; init; }
        public required string Name { get; init; }
        public required string NameKey { get; init; }
        public required string Owner { get; init; }
        public required Guid? ZoneId { get; init; }
        public required string? ZoneName { get; init; }
        public required string? Address { get; init; }
        public required string? Role { get; init; }
        public required DateTimeOffset ListedAt { get; init; }
        public required Guid? HostId { get; init; }
        public required ExpectedState State { get; init; }
        public required bool IsOnList { get; init; }
    }
}
